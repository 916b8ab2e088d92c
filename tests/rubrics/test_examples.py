"""Every shipped example is whole, is read by the toolkit's own commands, and names only what there is."""

import json

import pytest
from typer.testing import CliRunner

from parafraza import app
from rubrics import library
from rubrics.examples import FOLDER, load, names
from rubrics.examples.form import READERS
from rubrics.vocabulary import TIMED_MOVES
from transcribe.formats import call_json
from transcribe.reading import read_transcript

ALL = names()
LANGUAGES = ("en", "pl", "ru", "ro")
CEDILLAS = "şţŞŢ"
ADDED_AFTER: dict[str, tuple[str, ...]] = {"first": (), "second": (), "third": ()}
"""Criteria newer than a reading, by reader: nothing is filled in for a reader, the call is read again."""
RUBRIC_OF = {"complaint": "complaint_call", "negotiation": "negotiation_call"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_a_good_a_mixed_and_a_bad_call(lang):
    assert {load(name).kind for name in names(lang)} == {"good", "mixed", "bad"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_a_complaint_and_a_negotiation(lang):
    assert {load(name).type for name in names(lang)} >= {"complaint", "negotiation"}


def test_names_without_a_language_are_those_of_all_languages():
    assert sorted(name for lang in LANGUAGES for name in names(lang)) == list(ALL)


@pytest.mark.parametrize("name", ALL)
def test_an_example_stands_where_its_id_and_language_say(name):
    example = load(name)
    assert (FOLDER / example.lang / f"{example.id}.yaml").exists()
    assert (example.id, example.call.language) == (name, example.lang)


@pytest.mark.parametrize("name", ALL)
def test_an_example_is_as_long_as_a_short_call(name):
    assert 14 <= len(load(name).call.turns) <= 30


@pytest.mark.parametrize("name", ALL)
def test_an_example_is_spoken_at_a_believable_pace(name):
    for turn in load(name).call.turns:
        words = len(turn.text.split())
        if words >= 4:  # a shorter one is over before there is a pace
            assert 2.2 <= words / turn.span.duration <= 2.9, turn.text


@pytest.mark.parametrize("name", [name for name in ALL if load(name).kind == "bad"])
def test_a_bad_call_has_an_interruption_and_a_long_silence(name):
    call = load(name).call
    reached = [max(turn.span.end for turn in call.turns[: place + 1]) for place in range(len(call.turns) - 1)]
    gaps = [after.span.start - end for after, end in zip(call.turns[1:], reached, strict=True)]
    assert call.provenance.overlap
    assert max(gaps) > 5


@pytest.mark.parametrize("name", ALL)
def test_the_words_of_a_turn_are_its_text_and_fill_its_time(name):
    for turn in load(name).call.turns:
        assert " ".join(word.text for word in turn.words) == turn.text
        assert turn.words[0].span.start == turn.span.start
        assert turn.words[-1].span.end == pytest.approx(turn.span.end)


@pytest.mark.parametrize("name", ALL)
def test_a_call_json_made_from_an_example_is_read_back_as_the_same_turns(name, tmp_path):
    call = load(name).call
    path = tmp_path / "call.json"
    path.write_text(call_json.dumps(call), encoding="utf-8")
    again = read_transcript(path, None, None)
    assert [(turn.role, turn.text) for turn in again.turns] == [(turn.role, turn.text) for turn in call.turns]
    assert again.language == call.language


@pytest.mark.parametrize("lang", LANGUAGES)
def test_score_runs_on_a_call_json_made_from_an_example(lang, tmp_path):
    path, out = tmp_path / "call.json", tmp_path / "scorecard.json"
    path.write_text(call_json.dumps(load(names(lang)[0]).call), encoding="utf-8")
    done = CliRunner().invoke(app, ["score", str(path), "-o", str(out)])
    assert done.exit_code == 0, done.output
    wanted = [criterion.id for _, criterion in library.load("service_call").criteria()]
    assert [mark["criterion"] for mark in json.loads(out.read_text(encoding="utf-8"))["marks"]] == wanted


@pytest.mark.parametrize("name", ALL)
def test_a_reading_marks_every_criterion_of_a_rubric_it_names_and_no_other(name):
    for reading in load(name).readings:
        later = ADDED_AFTER[reading.reader]
        for rubric, marks in reading.marks.items():
            wanted = [criterion.id for _, criterion in library.load(rubric).criteria()]
            assert list(marks) == [criterion for criterion in wanted if criterion not in later]


@pytest.mark.parametrize("name", ALL)
def test_the_second_reading_marks_a_call_by_the_rubric_of_its_type_as_well(name):
    example = load(name)
    (second,) = (reading for reading in example.readings if reading.reader == "second")
    assert set(second.marks) == {"service_call"} | {RUBRIC_OF[kind] for kind in [example.type] if kind in RUBRIC_OF}


@pytest.mark.parametrize("name", [name for name in ALL if load(name).type in RUBRIC_OF])
def test_a_complaint_or_negotiation_is_marked_by_two_readers(name):
    example = load(name)
    rubric = RUBRIC_OF[example.type]
    assert [reading.reader for reading in example.readings if rubric in reading.marks] == ["second", "third"]


@pytest.mark.parametrize("name", [name for name in ALL if load(name).type in RUBRIC_OF])
def test_the_third_reading_has_a_quote_for_every_level_below_the_top_and_every_failed_item(name):
    example = load(name)
    rubric = RUBRIC_OF[example.type]
    (third,) = (reading for reading in example.readings if reading.reader == "third")
    tops = {criterion.id: criterion.top for _, criterion in library.load(rubric).criteria()}
    low = {name for name, level in third.marks[rubric].items() if level is not None and level < tops[name]}
    assert low <= set(third.quotes[rubric])


@pytest.mark.parametrize("name", ALL)
def test_a_reading_gives_no_level_that_a_criterion_does_not_have(name):
    for reading in load(name).readings:
        for rubric, marks in reading.marks.items():
            tops = {criterion.id: criterion.top for _, criterion in library.load(rubric).criteria()}
            assert [(name, level) for name, level in marks.items() if level is not None and level > tops[name]] == []


@pytest.mark.parametrize("name", ALL)
def test_a_reading_sees_at_most_three_moves_in_the_words_of_a_turn(name):
    for reading in load(name).readings:
        seen = [move.turn for move in reading.moves if move.name not in TIMED_MOVES]
        assert max((seen.count(turn) for turn in seen), default=0) <= 3


@pytest.mark.parametrize("name", ALL)
def test_every_example_has_been_read_once_at_least(name):
    assert load(name).readings[0].reader == READERS[0]


@pytest.mark.parametrize("name", names("ro"))
def test_romanian_is_written_with_commas_below_and_never_with_cedillas(name):
    texts = "".join(turn.text for turn in load(name).call.turns)
    assert [letter for letter in CEDILLAS if letter in texts] == []
    assert {"ș", "ț"} <= set(texts)
