"""Marks as bars: levels, ranges, points, and what was not judged."""

from dataclasses import replace

import pytest

from review.reports.marks import scale, sections, total
from review.reports.texts import texts
from review.reports.wording import CriterionWords, SectionWords, Wording, moves_in
from rubrics.values import Mark, Move, RubricRef, Scorecard
from tests.review.sample_calls import ENGLISH_CARD

ENGLISH = texts("en")
WORDING = Wording(ENGLISH, "Service call")


def mark(value, low=None, high=None, criterion="paraphrase", section="listening", top=3.0):
    return Mark(criterion, section, value, low, high, top, "why")


def card(*marks, skill_total=None, compliance="not_judged"):
    return Scorecard(RubricRef("service_call", "1"), marks, skill_total, compliance)


def test_a_mark_of_two_in_three_fills_two_thirds_with_its_range_beside_it():
    bar = scale(mark(2, 1, 3), ENGLISH)
    assert (bar.fill, bar.low, bar.high, bar.steps) == (66.67, 33.33, 100, (33.33, 66.67))
    assert (bar.level, bar.reach) == ("2 of 3", "may be 1 to 3")


def test_a_range_of_one_point_is_not_drawn():
    assert scale(mark(2, 2, 2), ENGLISH).reach is None
    assert scale(mark(2), ENGLISH).reach is None


def test_not_judged_has_no_bar_and_is_not_zero():
    assert scale(mark(None), ENGLISH) is None
    assert scale(mark(0, 0, 0), ENGLISH).level == "0 of 3"


def test_a_value_outside_its_scale_stays_inside_the_bar():
    assert scale(mark(4, 4, 4), ENGLISH).fill == 100


def test_a_section_counts_points_over_judged_marks_only():
    # 2 + 1 of 3 + 3; the third was not judged and is in neither number
    view = sections(card(mark(2), mark(1), mark(None)), WORDING)[0]
    assert view.points == "3 of 6 points · 2 of 3 marks judged"


def test_a_section_says_what_it_weighs_where_the_rubric_is_known():
    wording = Wording(ENGLISH, "Mine", sections={"listening": SectionWords("Listening", 0.25)})
    assert sections(card(mark(2)), wording)[0].points == "2 of 3 points · 1 of 1 mark judged · 25% of the total"


def test_a_required_step_is_there_or_missing_and_has_no_points():
    wording = Wording(
        ENGLISH,
        "Mine",
        {"paraphrase": CriterionWords("Reads it back", critical=True)},
        {"listening": SectionWords("Required", critical=True)},
    )
    (section,) = sections(card(mark(1, 0, 1, top=1), mark(0, 0, 0, top=1)), wording)
    assert section.points == "2 of 2 marks judged"
    assert [(view.scale.level, view.scale.reach) for view in section.marks] == [("there", None), ("missing", None)]


def test_a_section_nobody_could_judge_has_no_points():
    assert sections(card(mark(None)), WORDING)[0].points == "0 of 1 mark judged"


def test_marks_of_one_section_stand_together_in_the_order_of_the_rubric():
    mixed = card(
        mark(1, criterion="a", section="x"), mark(1, criterion="b", section="y"), mark(1, criterion="c", section="x")
    )
    assert [[view.name for view in section.marks] for section in sections(mixed, WORDING)] == [["a", "c"], ["b"]]


def test_a_mark_with_many_quotes_shows_the_surest_six_in_their_order():
    found = tuple(Move("thanks", at, None, f"thanks {at}", at / 10, "thanks.v1") for at in range(8))
    (view,) = sections(card(replace(mark(2), evidence=found)), WORDING)[0].marks
    assert [chip.turn for chip in view.chips] == [2, 3, 4, 5, 6, 7]  # 0 and 1 are the least sure
    assert view.more == "and 2 more in the transcript"


def test_a_total_never_stands_without_how_many_marks_were_judged():
    seen = total(ENGLISH_CARD, ENGLISH)
    assert (seen.value, seen.of, seen.judged) == ("71", "of 100", "11 of 12 marks judged")


def test_a_total_nobody_could_give_is_none():
    seen = total(card(mark(None)), ENGLISH)
    assert (seen.value, seen.judged, seen.compliance) == (None, "0 of 1 mark judged", "Required steps: not judged")


@pytest.mark.parametrize(
    ("name", "title"),
    [("paraphrase", "Paraphrase"), ("keeps_the_line", "Keeps the line"), ("empathy", "Feeling named")],
)
def test_a_criterion_is_called_by_the_rubric_else_by_its_move_else_by_its_id(name, title):
    wording = Wording(ENGLISH, "Mine", {"empathy": CriterionWords("Feeling named")})
    assert wording.criterion(name).title == title


def test_a_criterions_move_is_read_from_its_name():
    assert moves_in("open_questions.v1") == ("open_question",)
    assert moves_in("repeat_complaint_seen") == ("repeat_complaint",)
    assert moves_in("warmth") == ()


def test_a_level_the_rubric_does_not_describe_is_none():
    words = CriterionWords("x", levels=("none", "some"))
    assert [words.level(n) for n in (-1, 0, 1, 2)] == [None, "none", "some", None]
