"""faster-whisper: what it is asked, what is made of its answer, and what it says when its weights are not right."""

from types import SimpleNamespace

import numpy as np
import pytest

from tests.sounds import tone, wav
from transcribe.audio import SAMPLE_RATE, Recording
from transcribe.call import Span, Word
from transcribe.engines import Language
from transcribe.engines.faster import FasterWhisper
from transcribe.errors import MissingPart

MOST = (Span(1, 9),)
"""Speech nearly all the time of ten seconds."""


class FakeWhisper:
    """Answers every stretch with the same words, and remembers what it was asked."""

    def __init__(self, *words):
        pieces = [
            SimpleNamespace(word=word, start=start, end=end, probability=sure) for word, start, end, sure in words
        ]
        self.segment = SimpleNamespace(words=pieces, no_speech_prob=0.1, avg_logprob=-0.3, compression_ratio=1.2)
        self.lengths, self.asked = [], []

    def transcribe(self, samples, **asked):
        self.lengths.append(len(samples) / SAMPLE_RATE)
        self.asked.append(asked)
        return iter([self.segment]), None

    def detect_language(self, samples):
        self.lengths.append(len(samples) / SAMPLE_RATE)
        return "pl", np.float32(0.75), []


def engine_with(fake, **settings):
    engine = FasterWhisper(**settings)
    engine.__dict__ |= {"_batched": lambda: fake, "_loaded": fake}
    return engine


@pytest.fixture
def sound(tmp_path):
    with Recording(wav(tmp_path / "call.wav", np.resize(tone(1), 10 * SAMPLE_RATE), rate=8000)) as recording:
        yield recording.sounds()[0]


def hear(fake, sound, speech=MOST, **settings):
    return list(engine_with(fake, **settings).hear(sound, speech, "en"))


def test_words_carry_times_and_confidence(sound):
    (heard,) = hear(FakeWhisper((" Good", 1.0, 1.5, 0.91234), (" morning.", 1.5, 2.0, 0.8)), sound)
    assert heard.words == (Word("Good", Span(1, 1.5), 0.912), Word("morning.", Span(1.5, 2), 0.8))
    assert heard.span == Span(1, 2)
    assert (heard.no_speech, heard.logprob, heard.compression) == (0.1, -0.3, 1.2)


def test_pieces_of_a_number_become_one_word_as_sure_as_its_weakest_piece(sound):
    (heard,) = hear(FakeWhisper((" at", 1, 1.2, 0.9), (" 8", 1.2, 1.4, 0.9), (".15", 1.4, 1.9, 0.4)), sound)
    assert heard.words == (Word("at", Span(1, 1.2), 0.9), Word("8.15", Span(1.2, 1.9), 0.4))


def test_a_first_piece_without_a_space_is_a_word(sound):
    (heard,) = hear(FakeWhisper(("Yes", 1, 1.2, 0.9), (" ", 1.2, 1.3, 0.9)), sound)
    assert [word.text for word in heard.words] == ["Yes"]


def test_times_never_leave_the_recording(sound):
    (heard,) = hear(FakeWhisper((" so", -0.2, 0.3, 0.9), (" bye", 9.5, 12.0, 0.9), (" now", 12.0, 11.0, 0.9)), sound)
    assert [word.span for word in heard.words] == [Span(0, 0.3), Span(9.5, 10), Span(10, 10)]


def test_a_segment_without_words_is_passed_over(sound):
    assert hear(FakeWhisper((" ", 1, 2, 0.9)), sound) == []


def test_the_glossary_goes_along_and_stands_in_the_settings(sound):
    fake = FakeWhisper((" Lumio", 1, 2, 0.9))
    hear(fake, sound, glossary=["Lumio Lamp", "Żółw"])
    assert fake.asked[0]["hotwords"] == "Lumio Lamp, Żółw"
    assert fake.asked[0]["language"] == "en"
    assert FasterWhisper(glossary=["Żółw"]).settings()["glossary"] == ["Żółw"]
    assert FasterWhisper(device="cuda").settings() != FasterWhisper().settings()


def test_a_long_recording_is_heard_by_stretches_and_silent_ones_are_skipped(tmp_path):
    path = wav(tmp_path / "long.wav", np.resize(tone(1), 700 * SAMPLE_RATE), rate=8000)
    fake = FakeWhisper((" word", 1.0, 2.0, 0.9))
    with Recording(path) as recording:
        # A cut each 120 s: at 120 in speech, at 257 in the middle of the pause's part in 216 to 264, then at 377, 497, 617.
        heard = hear(fake, recording.sounds()[0], speech=(Span(5, 250), Span(650, 690)), threads=1)
    assert fake.lengths == [120.0, 137.0, 83.0]
    assert [each.span for each in heard] == [Span(1, 2), Span(121, 122), Span(618, 619)]


def test_the_language_is_told_from_the_first_half_minute_of_speech(sound):
    fake = FakeWhisper()
    spans = (Span(0, 4), Span(5, 8))
    assert engine_with(fake).language(sound, spans) == Language("pl", 0.75)
    assert fake.lengths == [7.0]


def test_under_a_second_of_speech_the_language_is_not_guessed(sound):
    fake = FakeWhisper()
    assert engine_with(fake).language(sound, (Span(0, 0.9),)) is None
    assert engine_with(fake).language(sound, ()) is None
    assert fake.lengths == []


def test_its_languages_are_whispers():
    assert {"en", "pl", "ru", "ro"} <= set(FasterWhisper().languages())
    assert "xx" not in FasterWhisper().languages()


def test_missing_weights_name_the_command_that_brings_them(sound, tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path))
    with pytest.raises(
        MissingPart, match=r"weights 'whisper-base' are not on this machine.*\n.*models fetch whisper-base"
    ):
        list(FasterWhisper().hear(sound, (Span(0, 5),), "en"))


def test_corrupted_weights_are_not_loaded(sound, tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path))
    folder = tmp_path / "weights" / "whisper-base"
    folder.mkdir(parents=True)
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
        (folder / name).write_bytes(b"not the model")
    with pytest.raises(MissingPart, match=r"SHA-256 differs\); not loaded"):
        FasterWhisper().language(sound, (Span(0, 5),))


@pytest.mark.parametrize("model", ["gigantic", "small"])
def test_a_size_that_is_not_here_is_not_fetched_but_named(sound, tmp_path, monkeypatch, model):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(MissingPart, match=rf"{model!r} cannot be loaded .*\n.*models fetch --hub {model}"):
        FasterWhisper(model).language(sound, (Span(0, 5),))


def test_a_folder_that_holds_no_model_says_so(sound, tmp_path):
    with pytest.raises(MissingPart, match="cannot be loaded"):
        FasterWhisper(str(tmp_path)).language(sound, (Span(0, 5),))
