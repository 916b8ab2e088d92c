"""The moments as sound: one for each lesson and language, small, of the text that the lesson has, with its turns' times."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

import transcribe
from review.demo.script import Casting
from review.demo.sound import Speech
from tests.trainings.lessons import FIND, written
from trainings.loading import folders, load, read
from trainings.schema import LANGUAGES
from trainings.sounds import make as making
from trainings.sounds.script import Cast, cast, script_of
from trainings.sounds.spoken import fault, sound_path, spoken_path, times
from transcribe.audio import Recording
from transcribe.errors import MissingPart

MOMENTS = [(lesson, language) for language in LANGUAGES for lesson in folders()]
SMALL, ALL_SMALL = 90_000, 4_000_000
"""Bytes of one recording, and of all."""


@pytest.fixture(params=MOMENTS, ids="-".join)
def file(request):
    return load(*request.param)


@cache
def heard(path):
    """The length of a recording and its samples at 16 kHz."""
    with Recording(path) as recording:
        (sound,) = recording.sounds()
        return recording, np.concatenate([piece for _, piece in sound.pieces(60)])


def test_every_lesson_has_a_sound_of_its_text_in_each_language(file):
    assert fault(file) is None


def test_sound_is_small_mono_and_twenty_to_fifty_seconds_long(file):
    recording, _ = heard(sound_path(file))
    assert recording.channels == 1
    assert 20 <= recording.duration <= 50
    assert sound_path(file).stat().st_size < SMALL


def test_sound_is_neither_faint_nor_clipped(file):
    _, samples = heard(sound_path(file))
    level = 20 * np.log10(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    assert -30 < level < -20
    assert np.mean(np.abs(samples) > 0.99) < 1e-4


def test_times_of_the_turns_follow_one_another_and_cover_the_sound(file):
    recording, samples = heard(sound_path(file))
    spans = times(file)
    assert len(spans) == len(file.moment.turns)
    assert all(before.end < after.start for before, after in pairwise(spans))
    assert 0 < spans[0].start < 1
    assert 0 < recording.duration - spans[-1].end < 2
    assert sum(span.duration for span in spans) > 0.75 * recording.duration
    # Where a turn is, it is loud; where the times say that nobody speaks, the line is quiet.
    inside = np.zeros(len(samples), bool)
    for span in spans:
        inside[round(span.start * 16_000) : round(span.end * 16_000)] = True
    assert np.mean(samples[inside] ** 2) > 100 * np.mean(samples[~inside] ** 2)


def test_voices_are_those_of_the_casting(file):
    assert making.is_current(file)


def test_all_sounds_together_are_small_and_none_is_left_over():
    lying = {path.name for path in sound_path(load("02")).parent.glob("*.opus")}
    assert lying == {f"{lesson}.{language}.opus" for lesson, language in MOMENTS}
    assert sum(sound_path(load(*each)).stat().st_size for each in MOMENTS) < ALL_SMALL


def test_both_sides_of_every_moment_have_voices_of_their_own(file):
    voices = script_of(file).voices
    assert voices["agent"] != voices["customer"]
    assert all(isinstance(voice, Casting) for voice in voices.values())


def test_casting_names_every_lesson_in_every_language():
    assert {language: [*lessons] for language, lessons in cast().parts.items()} == {
        language: [*folders()] for language in LANGUAGES
    }


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A lesson of six turns whose sound was made by a voice that hums each line for half a second."""

    def hum(_script, _index):
        return Speech(np.sin(np.arange(4_000) * 0.5).astype(np.float32), 8_000)

    monkeypatch.setattr(making, "say", hum)
    file = read(written(tmp_path))
    making.make(file, tmp_path)
    return file


def test_moment_is_laid_out_turn_after_turn(small, tmp_path):
    # six turns of 0.5 s, 0.4 s before the first, 0.5 s before each other: 0.4, 1.4, 2.4 and so on
    assert [round(span.start, 1) for span in times(small, tmp_path)] == [0.4, 1.4, 2.4, 3.4, 4.4, 5.4]
    assert all(span.duration == pytest.approx(0.5, abs=0.02) for span in times(small, tmp_path))


def test_changed_text_is_told_and_has_no_times(small, tmp_path):
    talk = [{**turn, "text": f"{turn['text']} Well."} for turn in FIND["talk"]]
    changed = read(written(tmp_path, moment={"about": "A bed.", "turns": talk}))
    assert fault(changed, tmp_path) == "the sound is of an older text"
    assert times(changed, tmp_path) is None
    assert not making.is_current(changed, tmp_path)


def test_missing_sound_and_missing_transcript_are_told(small, tmp_path):
    spoken_path(sound_path(small, tmp_path)).unlink()
    assert fault(small, tmp_path) == "nothing beside the sound says what is spoken in it"
    sound_path(small, tmp_path).unlink()
    assert fault(small, tmp_path) == "the moment has no sound"


def test_sound_that_was_exchanged_is_told(small, tmp_path):
    sound_path(small, tmp_path).write_bytes(b"another")
    assert fault(small, tmp_path) == "the sound is another than the one its transcript was written for"


def test_new_casting_asks_for_a_new_sound(small, tmp_path, monkeypatch):
    assert making.is_current(small, tmp_path)
    script = script_of(small)
    other = script.model_copy(update={"voices": {**script.voices, "agent": Casting(voice="joe.v1", level=-9.0)}})
    monkeypatch.setattr(making, "script_of", lambda _file: other)
    assert not making.is_current(small, tmp_path)


def test_run_that_was_stopped_makes_only_what_is_missing(small, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(making, "files", lambda _lessons, _language: [small])
    monkeypatch.setattr(making, "is_current", lambda _file: True)
    assert making.main([]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(making, "is_current", lambda _file: False)
    monkeypatch.setattr(making, "make", lambda _file: 7.25)
    assert making.main([]) == 0
    assert capsys.readouterr().err == "02.en: 7.2 s\n"


def test_voice_that_is_not_there_ends_with_two_and_its_help(monkeypatch, capsys):
    def refuse(_file):
        raise MissingPart("the voice is not there", fix="get it")

    monkeypatch.setattr(making, "is_current", lambda _file: False)
    monkeypatch.setattr(making, "make", refuse)
    assert making.main(["02", "--lang", "en"]) == 2
    assert "To fix it: get it" in capsys.readouterr().err


def test_casting_with_one_voice_for_both_sides_is_refused():
    voices = {"en": {"woman": {"voice": "heart.v1"}}}
    with pytest.raises(ValueError, match="en 02 has one voice for both sides"):
        Cast.model_validate({"schema": 1, "voices": voices, "parts": {"en": {"02": ["woman", "woman"]}}})
    with pytest.raises(ValueError, match="en 02 names 'man', which voices does not have"):
        Cast.model_validate({"schema": 1, "voices": voices, "parts": {"en": {"02": ["woman", "man"]}}})


def test_scripted_engine_answers_for_a_moment():
    call = transcribe.call(sound_path(load("02", "pl")), engine="scripted")
    assert [turn.text for turn in call.turns] == [turn.text for turn in load("02", "pl").moment.turns]
