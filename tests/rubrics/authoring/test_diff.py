"""A change to a rubric shown by the marks it moves, on the same calls."""

import pytest

from rubrics import examples
from rubrics.authoring import MarkChange, compare
from rubrics.authoring.diff import calls_in, lines
from tests.rubrics.samples import call
from tests.rubrics.test_schema import SMALL
from transcribe.errors import BadFile
from transcribe.formats import call_json

THANKS = call("agent: Thank you for calling.", "customer: My parcel is missing.", language="en")
BARE = call("agent: Parcel number?", "customer: My parcel is missing.", language="en")
STRICT = SMALL.replace("{presence: [thanks]}", "{count: {moves: [thanks], at_least: 2}}").replace('"1.0.0"', '"2.0.0"')


@pytest.fixture
def rubrics(tmp_path):
    for name, text in (("old", SMALL), ("new", STRICT)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "old.yaml", tmp_path / "new.yaml"


def test_the_marks_that_move_are_told_by_call_with_the_totals(rubrics):
    difference = compare(*rubrics, {"polite": THANKS, "bare": BARE})
    polite, bare = difference.calls
    assert polite.moved == (MarkChange("thanks", 1, 0),)
    assert (polite.old_total, polite.new_total, bare.moved) == (100, 0, ())
    assert (difference.by_criterion(), difference.marks) == ({"thanks": 1}, 2)


def test_a_rubric_moves_nothing_against_itself(rubrics):
    assert compare(rubrics[0], rubrics[0], {"polite": THANKS, "bare": BARE}).by_criterion() == {}


def test_a_criterion_that_came_or_went_is_told_as_such(rubrics):
    renamed = SMALL.replace("id: thanks", "id: gratitude")
    rubrics[1].write_text(renamed, encoding="utf-8")
    (change,) = compare(*rubrics, {"polite": THANKS}).calls
    assert [(mark.criterion, mark.added, mark.removed) for mark in change.marks] == [
        ("gratitude", True, False),
        ("thanks", False, True),
    ]


def test_what_a_person_reads_names_versions_marks_and_means(rubrics):
    told = list(lines(compare(*rubrics, {"polite": THANKS, "bare": BARE})))
    assert told[0] == "desk 1.0.0 -> desk 2.0.0, 2 calls"
    assert any(line.split() == ["thanks", "1", "->", "0"] for line in told)
    assert any(line.split() == ["polite", "total", "100.0", "->", "0.0"] for line in told)
    # totals 100 and 0 before, 0 and 0 after
    assert told[-3:] == ["marks that move: 1 of 2", f"  {'thanks':38}in 1 call", "mean total over 2 calls: 50.0 -> 0.0"]


def test_no_call_to_compare_on_is_an_error_a_user_can_fix(rubrics, tmp_path):
    with pytest.raises(BadFile, match="no call"):
        compare(*rubrics, {})
    with pytest.raises(BadFile, match=r"no call\.json"):
        calls_in(tmp_path / "empty")


def test_the_calls_of_a_folder_are_found_as_review_writes_them_and_as_loose_files(tmp_path):
    text = call_json.dumps(examples.load("en_broadband_evening_drops").call)
    (tmp_path / "one").mkdir()
    for place in ("one/call.json", "two.json"):
        (tmp_path / place).write_text(text, encoding="utf-8")
    (tmp_path / "one" / "scorecard.json").write_text("{}", encoding="utf-8")
    assert sorted(calls_in(tmp_path)) == ["one/call", "two"]


def test_a_change_of_one_condition_moves_marks_of_the_example_calls_and_of_no_other_criterion(tmp_path):
    from rubrics import library

    source = library.FOLDER / "negotiation_call.yaml"
    for path in library.FOLDER.glob("negotiation_call*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    changed = tmp_path / "negotiation_call.yaml"
    text = changed.read_text(encoding="utf-8")
    old = "when: {presence: [option_offer]}"
    assert old in text
    changed.write_text(text.replace(old, "when: {count: {moves: [option_offer], at_least: 9}}", 1), encoding="utf-8")
    name = "en_hotel_wedding_rooms"
    difference = compare(source, changed, {name: examples.load(name).call})
    assert set(difference.by_criterion()) <= {"options"}
