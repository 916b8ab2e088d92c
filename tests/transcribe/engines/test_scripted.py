"""The engine that answers from a file: part of the product, and what most tests here stand on."""

import pytest

from tests.scripts import recorded, script
from tests.sounds import tone, wav
from transcribe import formats
from transcribe.audio import Sound
from transcribe.call import Call, Span, Turn, Word
from transcribe.engines import Heard, Language, engines
from transcribe.engines.scripted import Scripted, spoken_words
from transcribe.errors import BadFile, MissingPart
from transcribe.speakers import speaker_engines

LINES = (("agent", "Good morning"), ("customer", "My parcel is lost"))


def sound(source, channel=None):
    return Sound(source, 4.0, channel, source)


@pytest.fixture
def recording(tmp_path):
    return recorded(tmp_path / "call.wav", *LINES)


def texts(recording, channel):
    return [heard.text for heard in Scripted().hear(sound(recording, channel), (), None)]


def test_a_one_channel_recording_holds_the_whole_script(recording):
    assert texts(recording, None) == ["Good morning", "My parcel is lost"]


def test_of_two_channels_the_agent_is_on_the_left(recording):
    assert texts(recording, 0) == ["Good morning"]
    assert texts(recording, 1) == ["My parcel is lost"]


def test_the_language_is_the_scripts(tmp_path):
    recording = recorded(tmp_path / "call.wav", *LINES, language="pl")
    assert Scripted().language(sound(recording), ()) == Language("pl", 1.0)
    assert Scripted().language(sound(recorded(tmp_path / "b.wav", *LINES, language=None)), ()) is None


def test_words_without_times_share_their_turns_time_by_length():
    # "to be" has 3 + 3 letters and spaces: each word has half of the two seconds.
    turn = Turn("agent", "agent", Span(1, 3), "to be")
    assert spoken_words(turn, Span(1, 3)) == (Word("to", Span(1, 2)), Word("be", Span(2, 3)))


def test_words_with_times_keep_them(tmp_path):
    words = (Word("to", Span(1, 1.2), 0.5), Word("be", Span(2, 2.2), 0.9))
    wav(tmp_path / "call.wav", tone(1))
    turn = Turn("agent", "agent", Span(1, 3), "to be", words)
    formats.write(Call((turn,), 3.0, "en"), tmp_path / "call.script.json")
    assert list(Scripted().hear(sound(tmp_path / "call.wav"), (), None)) == [Heard(words, Span(1, 3))]


@pytest.mark.parametrize("ending", ["vtt", "srt"])
def test_a_script_may_be_any_transcript_with_times(tmp_path, ending):
    wav(tmp_path / "call.wav", tone(1))
    formats.write(Call((Turn("agent", "agent", Span(0, 2), "Hello"),), 2.0, "en"), tmp_path / f"call.script.{ending}")
    assert texts(tmp_path / "call.wav", None) == ["Hello"]


def test_without_a_script_the_way_out_is_named(tmp_path):
    with pytest.raises(MissingPart, match=r"no script beside the recording\n.*put call.script.json"):
        list(Scripted().hear(sound(tmp_path / "call.wav"), (), None))


def test_a_broken_script_says_so(tmp_path):
    (tmp_path / "call.script.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadFile, match=r"call\.script\.json"):
        list(Scripted().hear(sound(tmp_path / "call.wav"), (), None))


def test_the_scripted_voices_are_the_scripts_speakers(tmp_path):
    wav(tmp_path / "call.wav", tone(1))
    script(tmp_path / "call.wav", ("Ann", "Hello"), ("Bob", "Hi"), ("Ann", "Yes?"))
    voices = speaker_engines.make("scripted").separate(sound(tmp_path / "call.wav"), 2)
    assert voices.spans == (("Ann", Span(0, 2)), ("Bob", Span(2, 4)), ("Ann", Span(4, 6)))
    assert voices.speakers == ("Ann", "Bob")


def test_the_bare_name_makes_the_engine():
    assert isinstance(engines.make("scripted"), Scripted)
