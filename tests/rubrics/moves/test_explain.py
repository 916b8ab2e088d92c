import pytest

from rubrics.corpus import read
from rubrics.moves.explain import as_text, explain, neighbours
from tests.rubrics.moves.test_meaning import scene


def test_a_line_alone_is_explained_by_its_cues():
    (first, *_) = explain(scene("I am so sorry about that"))
    assert (first.move, first.by, first.head_chance, first.weights) == ("apology", "apology.v1", None, {})
    assert first.cue in "I am so sorry about that"


def test_a_line_in_a_call_names_the_cue_the_head_and_what_weighed_how_much():
    (first, *_) = explain(scene("I apologise, that was our mistake", "my parcel is lost and nobody called"))
    assert first.move == "apology"
    assert first.head_chance > 0.5
    assert {"head", "cue", "usual"} <= set(first.weights)
    assert first.chance >= 0.5


def test_neighbours_are_training_lines_the_nearest_first():
    near = neighbours(scene("I am so sorry about that", "my parcel is lost"))
    assert len(near) == 3
    assert near[0][0] >= near[1][0] >= near[2][0]
    trained = {line.text: line.moves for line in read("en", "train")}
    assert all(trained[text] == moves for _, text, moves in near)


@pytest.mark.parametrize("text", ["...", ""])
def test_a_line_without_words_has_nothing_to_explain(text):
    assert explain(scene(text, "my parcel is lost")) == []


def test_the_text_holds_the_line_its_moves_and_its_neighbours():
    told = as_text(scene("I apologise, that was our mistake", "my parcel is lost"))
    assert told.startswith("I apologise, that was our mistake\n  apology ")
    assert "\n  near " in told
