"""When each word of a moment is heard: words made of a model's pieces, and what lies beside the recordings."""

from itertools import pairwise

import numpy as np
import pytest

from review.demo.sound import Speech
from tests.trainings.lessons import written
from trainings.loading import folders, load, read
from trainings.schema import LANGUAGES
from trainings.sounds import aligning
from trainings.sounds import make as making
from trainings.sounds.aligning import Piece, align, is_aligned, joined
from trainings.sounds.spoken import fault, heard, sound_path
from transcribe.call import Span
from transcribe.errors import BadFile, MissingPart

MOMENTS = [(lesson, language) for language in LANGUAGES for lesson in folders()]


def times(words):
    return [(word.text, word.span.start, word.span.end) for word in words]


def test_words_are_joined_of_pieces_and_silence_after_them_is_nobody_s():
    pieces = [Piece(" Sat", 0.0, 0.2), Piece("urday", 0.2, 0.5), Piece(".", 0.5, 1.1), Piece(" Yes", 1.1, 1.4)]
    # the turn begins at 10 s
    assert times(joined("Saturday. Yes", pieces, Span(10, 12))) == [("Saturday.", 10.0, 10.5), ("Yes", 11.1, 11.4)]


def test_a_dash_stands_where_the_word_before_it_ends():
    pieces = [Piece(" Быстро", 0.1, 0.6), Piece(" —", 0.6, 0.9), Piece(" это", 0.9, 1.0)]
    words = times(joined("Быстро — это", pieces, Span(2, 4)))
    assert words == [("Быстро", 2.1, 2.6), ("—", 2.6, 2.6), ("это", 2.9, 3.0)]


def test_no_word_is_heard_after_its_turn():
    # 3.0 + 1.5 and 3.0 + 1.9 lie after 4.2
    assert times(joined("Now", [Piece(" Now", 1.5, 1.9)], Span(3, 4.2))) == [("Now", 4.2, 4.2)]


def test_pieces_of_another_text_are_refused():
    with pytest.raises(BadFile, match="not those of 'Good day'"):
        list(joined("Good day", [Piece(" Good", 0, 1)], Span(0, 2)))


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A lesson whose sound was made by a voice that hums each line for half a second."""
    hum = Speech(np.sin(np.arange(4_000) * 0.5).astype(np.float32), 8_000)
    monkeypatch.setattr(making, "say", lambda _script, _index: hum)
    file = read(written(tmp_path))
    making.make(file, tmp_path)
    return file


def evenly(samples, text, _language):
    """Place the words of a text at equal distances over the samples."""
    words = text.split()
    each = len(samples) / 16_000 / len(words)
    return [Piece(f" {word}", number * each, (number + 1) * each) for number, word in enumerate(words)]


def test_the_words_times_are_written_beside_the_sound_and_the_sound_stays_its_own(small, tmp_path):
    assert not is_aligned(small, tmp_path)
    align(small, evenly, tmp_path)
    assert is_aligned(small, tmp_path)
    assert fault(small, tmp_path) is None
    assert making.is_current(small, tmp_path)
    first = heard(small, tmp_path)[0]
    # the first turn is heard from 0.4 s for half a second; of two words the second begins in its middle
    assert len(first.words) == len(first.text.split())
    assert first.words[0].span.start == pytest.approx(0.4, abs=0.01)
    assert first.words[-1].span.end == pytest.approx(0.9, abs=0.03)


def test_a_moment_without_a_sound_of_its_text_cannot_be_aligned(small, tmp_path):
    sound_path(small, tmp_path).unlink()
    with pytest.raises(BadFile, match="no sound of its text"):
        align(small, evenly, tmp_path)


def test_only_moments_without_words_times_are_aligned_unless_asked_again(small, monkeypatch, capsys):
    done = []
    monkeypatch.setattr(aligning, "files", lambda _lessons, _language: [small])
    monkeypatch.setattr(aligning, "whisper", lambda: evenly)
    monkeypatch.setattr(aligning, "align", lambda file, placing: done.append((file.lesson, placing)))
    monkeypatch.setattr(aligning, "is_aligned", lambda _file: True)
    assert aligning.main([]) == 0
    assert done == []
    assert aligning.main(["--again"]) == 0
    assert done == [("02", evenly)]
    assert capsys.readouterr().err == "02.en\n"


def test_missing_weights_end_with_two_and_their_help(small, monkeypatch, capsys):
    def missing():
        raise MissingPart("the weights are not there", fix="parafraza models fetch")

    monkeypatch.setattr(aligning, "files", lambda _lessons, _language: [small])
    monkeypatch.setattr(aligning, "is_aligned", lambda _file: False)
    monkeypatch.setattr(aligning, "whisper", missing)
    assert aligning.main([]) == 2
    assert "parafraza models fetch" in capsys.readouterr().err


@pytest.mark.parametrize("name", MOMENTS, ids="-".join)
def test_every_word_of_every_moment_has_its_time_inside_its_turn(name):
    for turn in heard(load(*name)):
        assert [word.text for word in turn.words] == turn.text.split()
        starts = [word.span.start for word in turn.words]
        assert all(before <= after for before, after in pairwise(starts))
        assert turn.span.start <= starts[0]
        assert turn.words[-1].span.end <= turn.span.end
        # A word takes its time: over a turn, hardly one begins together with the next.
        assert sum(before == after for before, after in pairwise(starts)) <= 1
