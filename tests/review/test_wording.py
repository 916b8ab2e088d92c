"""The words of a rubric: its own where it is known, readable ids where it is not."""

import pytest

from review.reports.coaching import helps
from review.reports.texts import texts
from review.reports.wording import worded, wording_of
from rubrics.schema import Rubric
from rubrics.values import Mark, RubricRef, Scorecard
from tests.review.sample_calls import ENGLISH, ENGLISH_MOVES
from transcribe.errors import UnknownName

EN, PL = texts("en"), texts("pl")


def said(english, polish=None):
    return {"en": english, "pl": polish or english}


def criterion(name, move, *, example=()):
    level = {"level": 1, "when": {"presence": [move]}, "anchor": said("it is there", "to jest"), "why": said("yes")}
    levels = [{"level": 0, "anchor": said("it is not there"), "why": said("no")}, level]
    if example:
        level["example"] = {"en": list(example)}
    return {"id": name, "title": said(f"About {name}", f"O {name}"), "question": said("?"), "levels": levels}


RUBRIC = Rubric.model_validate(
    {
        "schema": 1,
        "id": "tiny",
        "version": "1.0.0",
        "languages": ["en", "pl"],
        "title": said("Tiny", "Malutka"),
        "description": said("for tests"),
        "sections": [
            {
                "id": "talk",
                "title": said("Talk", "Rozmowa"),
                "weight": 100,
                "criteria": [
                    criterion("opening", "greeting"),
                    {**criterion("warmth", "name_use", example=["customer: Hi", "agent: Hello, Ann."]), "weight": 3},
                ],
            },
            {
                "id": "law",
                "title": said("Law", "Prawo"),
                "critical": True,
                "criteria": [criterion("consent", "data_confirmation")],
            },
        ],
    }
)


def test_titles_and_levels_are_in_the_readers_language():
    wording = worded(RUBRIC, PL, EN)
    assert (wording.title, wording.section("law").title) == ("Malutka", "Prawo")
    assert (wording.criterion("opening").title, wording.criterion("opening").level(1)) == ("O opening", "to jest")


def test_weights_are_shares_of_the_total_and_critical_sections_have_none():
    wording = worded(RUBRIC, EN, EN)
    # 1 and 3 of 4 parts of 100
    assert [wording.criterion(name).weight for name in ("opening", "warmth", "consent")] == [25, 75, 0]
    assert (wording.section("talk").weight, wording.section("law").weight) == (1, None)
    assert wording.criterion("consent").critical


def test_a_criterion_knows_the_moves_its_top_level_asks_for():
    assert worded(RUBRIC, EN, EN).criterion("opening").moves == ("greeting",)


def test_an_example_is_the_agents_part_in_the_language_of_the_call():
    assert worded(RUBRIC, PL, EN).criterion("warmth").example(1) == "Hello, Ann."
    assert worded(RUBRIC, EN, PL).criterion("warmth").example(1) is None
    assert worded(RUBRIC, EN, EN).criterion("opening").example(9) is None


def test_the_rubrics_example_helps_where_no_line_can_be_made_of_the_call():
    card = Scorecard(RubricRef("tiny", "1.0.0"), (Mark("warmth", "talk", 0, 0, 0, 1, "why"),), None, "not_judged")
    (told,) = helps(ENGLISH, ENGLISH_MOVES, card, worded(RUBRIC, EN, EN), EN)
    assert (told.line, told.example, told.next_level) == (None, "Hello, Ann.", "it is there")


def test_a_rubric_nobody_knows_here_is_called_by_its_id():
    wording = wording_of("their_own_rubric", EN, EN)
    assert (wording.title, wording.criterion("empathy").title) == ("Their own rubric", "Empathy")
    assert (wording.section("the_opening").title, wording.section("the_opening").weight) == ("The opening", None)


def test_a_rubric_given_by_the_caller_must_be_there():
    with pytest.raises(UnknownName):
        wording_of("tiny", EN, EN, "no_such_rubric")


def test_a_rubric_given_as_a_file_is_read(tmp_path):
    path = tmp_path / "tiny.yaml"
    path.write_text(RUBRIC.model_dump_json(by_alias=True, exclude_unset=True), encoding="utf-8")
    assert wording_of("service_call", EN, EN, path).title == "Tiny"
