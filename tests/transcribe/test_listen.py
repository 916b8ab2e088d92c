"""From a recording to a call, whole: with the scripted engine, and with the real one as far as it goes without weights."""

from itertools import pairwise
from pathlib import Path

import pytest

import transcribe
from tests.scripts import TALK, recorded, script
from tests.sounds import encoded, hold_music, noise, silence, tone, wav
from transcribe import formats
from transcribe.audio import Recording, sha256
from transcribe.call import Call, Span, Turn
from transcribe.engines import Heard, Word, engines
from transcribe.errors import BadAudio, MissingPart, UnknownName
from transcribe.listen import Listener
from transcribe.settings import Settings

SCRIPTED = Settings(engine="scripted")
DEMO = Path(__file__).parents[2] / "review" / "demo" / "english.opus"


def listen(path, **choices):
    return transcribe.call(path, engine="scripted", **choices)


def said(call):
    return [(turn.speaker, turn.role, turn.text) for turn in call.turns]


@pytest.fixture
def engine():
    """Registers an engine of the test's own under ``theirs.v1`` for as long as the test runs."""

    def add(**methods):
        class Theirs:
            name, model, version, invents, abreast = "theirs.v1", "model", "1", False, False

            def __init__(self, **_):
                pass

            def settings(self):
                return {}

            def prepare(self):
                pass

            def languages(self):
                return ("en", "pl")

            def language(self, sound, speech):
                return None

        for name, method in methods.items():
            setattr(Theirs, name, method)
        engines.add("theirs.v1")(Theirs)

    yield add
    engines._makers.pop("theirs.v1", None)


def test_a_two_channel_call_is_told_apart_by_its_channels(tmp_path):
    call = listen(recorded(tmp_path / "call.wav"))
    assert said(call) == [("left" if who == "agent" else "right", who, text) for who, text in TALK]
    assert [turn.span for turn in call.turns] == [Span(at * 2, at * 2 + 2) for at in range(5)]
    assert (call.duration, call.language) == (10.0, "en")
    assert call.provenance.speakers == "channels.v1"
    assert call.provenance.overlap == ()


def test_a_one_channel_call_is_told_apart_by_the_speaker_engine(tmp_path):
    call = listen(recorded(tmp_path / "call.wav", channels=1))
    assert said(call) == [(who, who, text) for who, text in TALK]
    assert call.provenance.speakers == "scripted.v1"


def test_provenance_is_enough_to_repeat_it(tmp_path):
    path = recorded(tmp_path / "call.wav")
    made = listen(path, speakers=None, language="en").provenance
    assert (made.engine, made.model, made.version) == ("scripted.v1", "script", "1")
    assert made.audio_sha256 == sha256(path)
    assert made.settings == {"speakers": None, "language": "en"}
    assert set(made.role_confidence) == {"left", "right"}


def test_one_speaker_asked_for_is_one_speaker_without_any_speaker_engine(tmp_path):
    call = listen(recorded(tmp_path / "call.wav", channels=1), speakers=1)
    assert call.speakers == ("SPEAKER_00",)
    assert call.provenance.speakers == "one.v1"


def test_one_speaker_only_is_reviewed_as_one(tmp_path):
    call = listen(recorded(tmp_path / "call.wav", ("agent", "Thank you for calling, how can I help you?"), channels=1))
    assert said(call) == [("agent", "agent", "Thank you for calling, how can I help you?")]


def test_a_dead_channel_is_told_and_the_other_is_the_call(tmp_path):
    path = wav(tmp_path / "call.wav", tone(10), silence(10))
    script(path, *TALK)
    call = listen(path)
    assert call.speakers == ("agent", "customer")
    assert call.provenance.notes == ("only one channel carries sound; it was treated as a one-channel recording",)


def test_mono_made_stereo_is_told_and_is_one_recording(tmp_path):
    path = wav(tmp_path / "call.wav", tone(10), tone(10))
    script(path, *TALK)
    assert "both channels carry the same sound" in listen(path).provenance.notes[0]


def test_a_truncated_recording_says_so_in_its_provenance(tmp_path):
    content = encoded(tmp_path / "whole.mp3", "libmp3lame", tone(10)).read_bytes()
    path = tmp_path / "call.mp3"
    path.write_bytes(content[: len(content) // 2])
    script(path, *TALK)
    assert "cut short" in listen(path).provenance.notes[0]


@pytest.mark.parametrize("channels", [1, 2])
def test_a_call_of_two_seconds_is_a_call(tmp_path, channels):
    call = listen(recorded(tmp_path / "call.wav", ("agent", "Hello"), channels=channels))
    assert (call.duration, len(call.turns)) == (2.0, 1)


def test_the_agent_can_be_given_by_side(tmp_path):
    call = listen(recorded(tmp_path / "call.wav"), agent="right")
    assert {turn.speaker: turn.role for turn in call.turns} == {"left": "customer", "right": "agent"}


def test_a_side_given_for_a_call_without_sides_is_left_to_the_words(tmp_path):
    call = listen(recorded(tmp_path / "call.wav", channels=1), agent="right")
    assert {turn.speaker: turn.role for turn in call.turns} == {"agent": "agent", "customer": "customer"}


def test_an_agent_nobody_is_costs_no_transcript_and_a_note_lists_the_labels(tmp_path):
    call = listen(recorded(tmp_path / "call.wav"), agent="SPEAKER_07")
    assert {turn.speaker: turn.role for turn in call.turns} == {"left": "agent", "right": "customer"}
    assert call.provenance.notes == (
        "nobody here is labelled SPEAKER_07 (the voices are left, right); who the agent is was found from what is said",
    )


def test_the_agent_of_a_call_heard_before_can_be_told_anew(tmp_path):
    call = listen(recorded(tmp_path / "call.wav"), agent="SPEAKER_07")
    again = Listener(Settings(engine="scripted", agent="right")).with_roles(call)
    assert {turn.speaker: turn.role for turn in again.turns} == {"left": "customer", "right": "agent"}
    assert again.provenance.notes == ()
    assert Listener(SCRIPTED).with_roles(again) == listen(tmp_path / "call.wav")


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"agent": "speaker_1"}, "no voice of a recording is labelled 'speaker_1'"),
        ({"agent": "Ann"}, "use left, right or a label such as SPEAKER_01"),
        ({"agent": "SPEAKER_1"}, "no voice of a recording is labelled"),
        ({"agent": "SPEAKER_07"}, "use a label up to SPEAKER_01, or say how many"),  # two voices: 00 and 01
        ({"agent": "SPEAKER_03", "speakers": 3}, "use a label up to SPEAKER_02"),
    ],
)
def test_an_agent_nobody_can_be_is_told_before_anything_is_heard(tmp_path, choices, told):
    with pytest.raises(UnknownName, match=told):
        transcribe.call(recorded(tmp_path / "call.wav"), **choices)


@pytest.mark.parametrize(
    ("choices", "source"),
    [
        ({"agent": "SPEAKER_01"}, "call.wav"),
        ({"agent": "SPEAKER_09", "speakers": None}, "call.wav"),
        ({"agent": "channel_3"}, "call.wav"),
        ({"agent": "Ann"}, "call.vtt"),
        ({"agent": "Ann", "engine": "scripted"}, "call.wav"),
    ],
)
def test_an_agent_somebody_may_be_is_left_until_the_call_is_heard(choices, source):
    Listener(Settings(**choices)).check_agent([Path(source)])


def test_missing_weights_are_told_before_anything_is_decoded(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "none"))
    monkeypatch.setattr("transcribe.listen.Recording", None)  # to decode would be a TypeError
    with pytest.raises(MissingPart, match="'whisper-base' are not on this machine"):
        transcribe.call(wav(tmp_path / "call.wav", tone(2)))


def test_missing_weights_of_the_voices_are_told_before_the_words_are_written(tmp_path, engine, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "none"))
    engine(hear=lambda *_: pytest.fail("it was transcribed first"))
    with pytest.raises(MissingPart, match=r"segmentation-3\.0|pyannote\.audio is not installed"):
        transcribe.call(wav(tmp_path / "call.wav", tone(2)), engine="theirs")


def test_a_script_is_part_of_what_was_heard_and_the_agent_is_not(tmp_path):
    path = recorded(tmp_path / "call.wav")
    key = Listener(SCRIPTED).key(path)
    assert Listener(Settings(engine="scripted", agent="left")).key(path) == key
    assert Listener(Settings(engine="scripted", language="en")).key(path) != key
    heard_by_model = Listener(Settings()).key(path)
    script(path, *TALK[:2])
    assert Listener(SCRIPTED).key(path) != key
    assert Listener(Settings()).key(path) == heard_by_model


def test_a_transcript_is_read_and_given_roles(tmp_path):
    turns = (
        Turn("Ann", "unknown", Span(0, 2), "Thank you for calling, how can I help you?"),
        Turn("Bob", "unknown", Span(2, 4), "My parcel has not come."),
    )
    formats.write(Call(turns, 4.0, "en"), tmp_path / "call.json")
    assert [turn.role for turn in listen(tmp_path / "call.json").turns] == ["agent", "customer"]


def test_progress_goes_from_nothing_to_all(tmp_path):
    told = []
    Listener(SCRIPTED).call(recorded(tmp_path / "call.wav"), lambda what, share: told.append((what, share)))
    assert told[:2] == [("making ready", 0.0), ("reading", 0.0)]
    assert told[-1] == ("telling the voices apart", 1.0)
    shares = [share for what, share in told if what == "transcribing"]
    # The left side's turns end at 2, 6 and 10 s of 10, then the right side's at 4 and 8; each side is half.
    assert shares == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])


def test_an_unknown_language_lists_codes_before_anything_is_heard():
    with pytest.raises(UnknownName, match=r"'xx' is not the code of a language\n.*such as en, pl, ru, ro"):
        Listener(Settings(engine="scripted", language="xx"))
    with pytest.raises(UnknownName, match=r"such as en, pl, ru, ro and \d\d more"):
        Listener(Settings(language="english"))


@pytest.mark.parametrize(("choice", "kind"), [("engine", "speech engine"), ("speaker_engine", "speaker engine")])
def test_an_unknown_engine_lists_the_known_ones(choice, kind):
    with pytest.raises(UnknownName, match=rf"no {kind} named 'magic'\n.*scripted\.v1"):
        Listener(Settings(**{choice: "magic"}))


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("sound", [silence, hold_music, noise])
def test_where_nobody_speaks_it_says_so_and_no_model_is_asked(tmp_path, monkeypatch, sound, channels):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "none"))
    monkeypatch.setattr("transcribe.engines.faster.FasterWhisper.prepare", lambda self: None)
    path = wav(tmp_path / "call.wav", *[sound(3) * (1 - 0.5 * side) for side in range(channels)])
    with pytest.raises(BadAudio, match="only silence, music or noise") as caught:
        transcribe.call(path)
    assert caught.value.where == str(path)


def test_a_recording_in_which_nothing_could_be_written_down_says_so(tmp_path, engine):
    engine(hear=lambda *_: iter(()))
    with pytest.raises(BadAudio, match="nobody says anything in it"):
        transcribe.call(wav(tmp_path / "call.wav", tone(2)), engine="theirs")


def test_overlap_is_kept_and_both_turns_stand(tmp_path, engine):
    def hear(self, sound, speech, language):
        start = 0.0 if sound.channel == 0 else 1.5
        yield Heard((Word("word", Span(start, start + 2)),), Span(start, start + 2))

    engine(hear=hear)
    call = transcribe.call(wav(tmp_path / "call.wav", tone(4), tone(4, 500)), engine="theirs")
    assert call.provenance.overlap == (Span(1.5, 2),)
    assert [turn.span for turn in call.turns] == [Span(0, 2), Span(1.5, 3.5)]


def test_what_an_engine_made_up_is_dropped_and_kept_in_provenance(tmp_path, engine, monkeypatch):
    def hear(self, sound, speech, language):
        yield Heard((Word("Hello.", Span(0.5, 1)),), Span(0.5, 1))
        yield Heard((Word("Thanks", Span(3, 3.2)), Word("for watching!", Span(3.2, 4))), Span(3, 4))

    engine(hear=hear, invents=True)
    monkeypatch.setattr("transcribe.listen.speech_spans", lambda sound: (Span(0, 2),))
    call = transcribe.call(wav(tmp_path / "call.wav", tone(4)), engine="theirs", speakers=1)
    assert [turn.text for turn in call.turns] == ["Hello."]
    assert [gone.text for gone in call.provenance.dropped] == ["Thanks for watching!"]


def test_a_channel_on_which_nobody_speaks_is_told_and_the_other_is_the_call(tmp_path, engine, monkeypatch):
    engine(hear=lambda self, sound, *_: [Heard((Word("Hello.", Span(0, 1)),), Span(0, 1))], invents=True)
    monkeypatch.setattr("transcribe.listen.speech_spans", lambda sound: (Span(0, 2),) if sound.channel else ())
    call = transcribe.call(wav(tmp_path / "call.wav", hold_music(4), tone(4, 500)), engine="theirs", speakers=1)
    assert call.speakers == ("SPEAKER_00",)
    assert call.provenance.notes[0].startswith("nobody speaks on the other channel")


def test_three_channels_with_a_voice_each_are_three_labels(tmp_path, engine):
    engine(hear=lambda self, sound, *_: [Heard((Word("Hello.", Span(0, 1)),), Span(0, 1))])
    path = wav(tmp_path / "call.wav", tone(2, 200), tone(2, 500), tone(2, 900))
    assert set(transcribe.call(path, engine="theirs").speakers) == {"left", "right", "channel_3"}


def test_the_surest_of_the_sides_tells_the_language_and_doubt_is_said(tmp_path, engine):
    from transcribe.engines import Language

    engine(
        hear=lambda self, sound, *_: [Heard((Word("Tak.", Span(0, 1)),), Span(0, 1))],
        language=lambda self, sound, speech: Language("pl", 0.45) if sound.channel else Language("en", 0.3),
    )
    call = transcribe.call(wav(tmp_path / "call.wav", tone(2), tone(2, 500)), engine="theirs")
    assert call.language == "pl"
    assert call.provenance.notes == ("the language was hard to tell: pl with confidence 0.45",)


def test_without_pyannote_a_one_channel_call_says_how_to_get_it(tmp_path, engine, monkeypatch):
    engine(hear=lambda self, sound, *_: [Heard((Word("Hello.", Span(0, 1)),), Span(0, 1))])
    monkeypatch.setattr("transcribe.speakers.engine.find_spec", lambda _: None)
    with pytest.raises(MissingPart, match=r"pip install 'parafraza\[pyannote\]'"):
        transcribe.call(wav(tmp_path / "call.wav", tone(2)), engine="theirs")


# With the real engines, on the beginning of the English demo call.


def beginning(folder, *channels, seconds=40):
    """Write the first seconds of the demo call's channels to a file of its own."""
    with Recording(DEMO) as demo:
        sounds = [sound.read(Span(0, seconds)) for sound in demo.sounds()]
    return wav(folder / "call.wav", *[sounds[channel] for channel in channels])


@pytest.mark.engine
def test_a_real_two_channel_call_is_heard_and_its_roles_found(tmp_path):
    call = transcribe.call(beginning(tmp_path, 0, 1))
    assert call.language == "en"
    assert {turn.speaker: turn.role for turn in call.turns} == {"left": "agent", "right": "customer"}
    assert all(0 <= word.confidence <= 1 for turn in call.turns for word in turn.words)
    assert all(before.span.start <= after.span.start for before, after in pairwise(call.turns))


@pytest.mark.engine
def test_a_real_recording_with_one_speaker_only_says_so(tmp_path):
    call = transcribe.call(beginning(tmp_path, 0))
    assert len(call.speakers) == 1
    assert call.provenance.speakers == "pyannote.v1"
    assert "1 of 2 voices could be told apart" in call.provenance.notes
