"""The reference engine: what it is given, what it makes of the answer, and what it says when a part is missing."""

import os
import urllib.request
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.helpers import quick
from transcribe.audio import SAMPLE_RATE, Recording, Sound
from transcribe.call import Span, Word
from transcribe.engines import engines
from transcribe.engines.reference import Joined, OpenAIWhisper, join, windows, with_margin
from transcribe.errors import MissingPart, UnknownName

REPOSITORY = Path(__file__).parents[3]
NOTHING = np.zeros(0, np.float32)


def sound(tmp_path, samples):
    path = tmp_path / "0.raw"
    np.asarray(samples, np.int16).tofile(path)
    return Sound(path, len(samples) / SAMPLE_RATE, None, tmp_path / "call.wav")


def levels(*seconds):
    """One second of sound for each number, at that level."""
    return np.repeat(np.asarray(seconds, np.int16), SAMPLE_RATE)


class FakeWhisper:
    """Answers with one segment and remembers what it was asked."""

    is_multilingual = True

    def __init__(self, *words):
        self.words, self.heard, self.asked = words, [], {}

    def transcribe(self, samples, **asked):
        self.heard.append(samples)
        self.asked = asked
        words = [dict(zip(("word", "start", "end", "probability"), word, strict=True)) for word in self.words]
        doubts = {"no_speech_prob": 0.1, "avg_logprob": -0.3, "compression_ratio": 1.2}
        return {"segments": [{"words": words, **doubts}]}


def engine_with(whisper, **settings):
    engine = OpenAIWhisper(**settings)
    engine.__dict__["_whisper"] = whisper
    return engine


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    """Whisper's own cache, with nothing in it, and no way to the network."""

    def asked(*_):
        raise AssertionError("something was asked of the network")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(urllib.request, "urlopen", asked)
    return tmp_path / "cache" / "whisper"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0.5, 1.0, Span(10.5, 11.0)),
        (2.5, 3.0, Span(20.5, 21.0)),
        (1.5, 2.2, Span(11.5, 12.0)),  # 0.5 s before the seam, 0.2 s after it: it belongs before
        (1.9, 2.5, Span(20.0, 20.5)),  # 0.1 s before, 0.5 s after
        (4.9, 6.0, Span(22.9, 23.0)),  # past the end
        (3.0, 3.0, Span(21.0, 21.0)),  # Whisper gives some words no length
    ],
)
def test_a_time_in_joined_speech_goes_back_into_the_recording(start, end, expected):
    assert Joined(NOTHING, (Span(10, 12), Span(20, 23))).span(start, end) == expected


def test_joined_speech_holds_the_pieces_and_nothing_between_them(tmp_path):
    joined = join(sound(tmp_path, levels(1, 2, 3, 4)), [Span(1, 2), Span(3, 4)])
    assert (joined.samples * 32768).astype(int).tolist() == levels(2, 4).tolist()
    assert joined.pieces == (Span(1, 2), Span(3, 4))


def test_a_margin_takes_at_most_half_of_a_pause():
    speech = [Span(1, 2), Span(2.5, 3), Span(9, 9.9)]
    assert with_margin(speech, Span(0, 10), 0.4) == (Span(0.6, 2.25), Span(2.25, 3.4), Span(8.6, 10))


def test_a_margin_stays_inside_its_stretch():
    assert with_margin([Span(1, 4), Span(6, 7)], Span(2, 5), 1.0) == (Span(2, 5),)


@quick
@given(some.lists(some.floats(0, 100), min_size=2, max_size=20, unique=True))
def test_with_margins_all_speech_is_heard_and_none_of_it_twice(edges):
    edges = sorted(edges)[: len(edges) // 2 * 2]
    speech = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    wide = with_margin(speech, Span(0, 100), 0.4)
    assert all(each.start <= span.start and span.end <= each.end for each, span in zip(wide, speech, strict=True))
    assert all(before.end <= after.start for before, after in pairwise(wide))


def test_windows_hold_whole_pieces():
    pieces = [Span(0, 10), Span(10, 20), Span(30, 40), Span(50, 55), Span(60, 100), Span(100, 101)]
    assert list(windows(pieces, 30)) == [pieces[:3], [pieces[3]], [pieces[4]], [pieces[5]]]


def test_no_speech_gives_no_window():
    assert list(windows([])) == []


def test_whisper_is_given_speech_and_its_words_come_back_at_their_place(tmp_path):
    model = FakeWhisper((" Hello", np.float64(0.4), np.float64(0.8), 0.91234), (" there.", 1.0, 1.3, 0.5))
    call = sound(tmp_path, levels(0, 0, 0, 0, 0, 7, 7, 0, 0, 0))
    (heard,) = engine_with(model).hear(call, [Span(5, 7)], "en")
    assert heard.words == (Word("Hello", Span(5.0, 5.4), 0.912), Word("there.", Span(5.6, 5.9), 0.5))
    assert heard.span == Span(5.0, 5.9)
    assert type(heard.span.start) is type(heard.words[0].span.end) is float
    assert (heard.no_speech, heard.logprob, heard.compression) == (0.1, -0.3, 1.2)
    assert len(model.heard[0]) == round(2.8 * SAMPLE_RATE)  # two seconds of speech, 0.4 s of pause on each side


def test_parts_of_a_word_come_back_as_one_word_with_the_lower_confidence(tmp_path):
    model = FakeWhisper((" 10", 0.4, 0.6, 0.9), (" a", 0.6, 0.7, 0.8), (".m.", 0.7, 0.9, 0.6))
    (heard,) = engine_with(model).hear(sound(tmp_path, levels(0, 7, 7, 0)), [Span(1, 3)], "en")
    assert [(word.text, word.span, word.confidence) for word in heard.words] == [
        ("10", Span(1.0, 1.2), 0.9),
        ("a.m.", Span(1.2, 1.5), 0.6),
    ]


def test_a_language_without_spaces_keeps_its_words_apart(tmp_path):
    model = FakeWhisper(("你", 0.4, 0.6, 0.9), ("好", 0.6, 0.8, 0.9))
    (heard,) = engine_with(model).hear(sound(tmp_path, levels(0, 7, 7, 0)), [Span(1, 3)], "zh")
    assert [word.text for word in heard.words] == ["你", "好"]


def test_a_segment_without_words_is_left_out(tmp_path):
    call = sound(tmp_path, levels(0, 7, 7, 0))
    assert list(engine_with(FakeWhisper()).hear(call, [Span(1, 3)], "en")) == []
    assert list(engine_with(FakeWhisper((" ", 0.0, 0.1, 0.9))).hear(call, [Span(1, 3)], "en")) == []


def test_a_recording_without_speech_is_not_given_to_whisper(tmp_path):
    model = FakeWhisper((" Thanks", 0.0, 0.5, 0.9))
    assert list(engine_with(model).hear(sound(tmp_path, levels(0, 0)), [], "en")) == []
    assert model.heard == []


def test_the_glossary_is_said_before_every_window(tmp_path):
    model = FakeWhisper()
    list(engine_with(model, glossary=["Parafraza", "Ostrów"]).hear(sound(tmp_path, levels(7, 7)), [Span(0, 2)], "pl"))
    assert (model.asked["initial_prompt"], model.asked["carry_initial_prompt"]) == ("Parafraza, Ostrów", True)
    assert (model.asked["language"], model.asked["fp16"], model.asked["beam_size"]) == ("pl", False, 5)


def test_the_glossary_is_part_of_the_settings_results_are_kept_under():
    assert OpenAIWhisper(glossary=["Parafraza"]).settings() != OpenAIWhisper().settings()


def test_less_than_a_second_of_speech_has_no_language(tmp_path):
    engine = engine_with(FakeWhisper())
    assert engine.language(sound(tmp_path, levels(7, 7)), [Span(0, 0.5), Span(1, 1.4)]) is None


def test_a_size_for_english_alone_tells_no_language(tmp_path):
    model = FakeWhisper()
    model.is_multilingual = False
    assert engine_with(model, model="base.en").language(sound(tmp_path, levels(7, 7)), [Span(0, 2)]) is None
    assert OpenAIWhisper("base.en").languages() == ("en",)


def test_the_four_languages_of_the_product_can_be_asked_for():
    assert {"en", "pl", "ru", "ro"} <= set(OpenAIWhisper().languages())


def test_a_size_that_is_not_there_names_the_command_and_downloads_nothing(tmp_path, empty_cache):
    heard = OpenAIWhisper("small").hear(sound(tmp_path, levels(7, 7)), [Span(0, 2)], "en")
    with pytest.raises(MissingPart, match="parafraza models fetch --hub openai-whisper:small"):
        next(heard)


def test_a_damaged_file_in_the_cache_is_neither_loaded_nor_fetched_again(tmp_path, empty_cache):
    empty_cache.mkdir(parents=True)
    (empty_cache / "small.pt").write_bytes(b"cut off")
    heard = OpenAIWhisper("small").hear(sound(tmp_path, levels(7, 7)), [Span(0, 2)], "en")
    with pytest.raises(MissingPart, match=r"small\.pt: .*\n.*fetch --hub openai-whisper:small"):
        next(heard)


def test_an_unknown_size_lists_the_known_ones(tmp_path, empty_cache):
    heard = OpenAIWhisper("gigantic").hear(sound(tmp_path, levels(7, 7)), [Span(0, 2)], "en")
    with pytest.raises(UnknownName, match=r"no size named 'gigantic'\nTo fix it: use one of: .*small.*turbo"):
        next(heard)


def test_a_file_that_is_no_checkpoint_is_refused_in_words(tmp_path):
    path = tmp_path / "model.pt"
    path.write_text("not a checkpoint")
    heard = OpenAIWhisper(str(path)).hear(sound(tmp_path, levels(7, 7)), [Span(0, 2)], "en")
    with pytest.raises(MissingPart, match="a checkpoint written by openai-whisper"):
        next(heard)


@pytest.fixture(scope="module")
def reference():
    return engines.make("openai-whisper")


@pytest.fixture(scope="module")
def real_call():
    """An agent's channel of a real call; ``None`` where the data is not at hand."""
    data = Path(os.environ.get("PARAFRAZA_DATA", REPOSITORY.parent / "shared" / "data"))
    path = data / "harper_valley" / "audio" / "agent" / "0002f70f7386445b.wav"
    return path if path.is_file() else None


@pytest.fixture(scope="module")
def heard(reference, real_call):
    """The words both engines hear in the demo call's first half minute, and in the real call's, by the recording's name."""
    from transcribe.activity import speech_spans

    faster = engines.make("faster-whisper")
    both = {}
    for path in filter(None, (REPOSITORY / "review" / "demo" / "english.opus", real_call)):
        with Recording(path) as recording:
            channel = recording.sounds()[0]
            speech = [span for span in speech_spans(channel) if span.end < 30]
            both[path.stem] = [
                [
                    word
                    for segment in engine.hear(channel, speech, "en")
                    for word in segment.words
                    if word.span.start < speech[-1].end  # faster-whisper finds its own speech, beyond what is given
                ]
                for engine in (reference, faster)
            ]
    return both


@pytest.mark.engine
def test_both_engines_hear_nearly_the_same_words(heard):
    from jiwer import wer
    from whisper.normalizers import BasicTextNormalizer

    plain = BasicTextNormalizer()
    texts = {name: [plain(" ".join(word.text for word in words)) for words in both] for name, both in heard.items()}
    apart = {name: wer(theirs, ours) for name, (ours, theirs) in texts.items()}
    print("WER of openai-whisper against faster-whisper:", apart)
    assert all(len(theirs.split()) > 15 for _, theirs in texts.values())
    assert max(apart.values()) < 0.15


@pytest.mark.engine
def test_both_engines_hear_a_word_at_the_same_moment(heard):
    from statistics import median

    for ours, theirs in heard.values():
        starts = [{word.text: word.span.start for word in side} for side in (ours, theirs)]
        off = [abs(starts[0][text] - starts[1][text]) for text in starts[0].keys() & starts[1].keys()]
        assert len(off) > 10
        assert median(off) < 0.25


@pytest.mark.engine
def test_words_lie_in_order_with_a_confidence(heard):
    for ours, _ in heard.values():
        starts = [word.span.start for word in ours]
        assert starts == sorted(starts)
        assert all(0 <= word.confidence <= 1 for word in ours)


@pytest.mark.engine
def test_the_language_of_the_demo_call_is_told(reference):
    from transcribe.activity import speech_spans

    with Recording(REPOSITORY / "review" / "demo" / "english.opus") as recording:
        channel = recording.sounds()[0]
        told = reference.language(channel, speech_spans(channel))
    assert told.code == "en"
    assert 0.8 < told.confidence <= 1


@pytest.mark.engine
def test_the_converted_weights_follow_the_sound_with_the_heads_their_makers_named(reference):
    import json

    from transcribe import weights

    named = json.loads((weights.folder("whisper-base") / "config.json").read_text(encoding="utf-8"))["alignment_heads"]
    assert reference._whisper.alignment_heads.indices().T.tolist() == named
