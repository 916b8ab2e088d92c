"""What stands beside a mark, in words."""

from review.reports.beside import beside
from review.reports.marks import sections
from review.reports.texts import texts
from review.reports.wording import wording_of
from rubrics.fragility import Fragile
from rubrics.values import Mark, RubricRef, Scorecard
from tests.review.sample_calls import ENGLISH, ENGLISH_MOVES

EN = texts("en")
PARAPHRASE = next(move for move in ENGLISH_MOVES if move.name == "paraphrase")
MARK = Mark("paraphrase", "talk", 2, 1, 3, 3, "why", (PARAPHRASE,))


def test_a_fragile_mark_says_what_it_hangs_on():
    around = beside(ENGLISH, ENGLISH_MOVES, [Fragile("paraphrase", "speaker", 0.27, 8)])
    assert around.hangs_on(MARK, EN) == (
        "This depends on who said “Yes, exactly. And it is for Saturday”: in 27% of trials the mark comes out differently."
    )


def test_other_marks_and_those_not_judged_hang_on_nothing():
    around = beside(ENGLISH, ENGLISH_MOVES, [Fragile("empathy", "words", 0.4, 8), Fragile("other", "words", 1.0, 99)])
    assert around.hangs_on(MARK, EN) is None
    assert [each.criterion for each in around.fragile] == ["empathy"]  # turn 99 is of another call
    assert around.hangs_on(Mark("empathy", "talk", None, None, None, 3, "why"), EN) is None


def test_what_followed_is_said_and_quoted():
    seen = beside(ENGLISH, ENGLISH_MOVES, ()).followed(MARK, EN)
    assert seen.said == "Afterwards the customer confirms."
    assert [chip.text for chip in seen.chips] == ["Yes, exactly."]


def test_a_quote_that_is_evidence_already_is_not_shown_twice():
    confirms = next(move for move in ENGLISH_MOVES if move.name == "confirms")
    mark = Mark("paraphrase", "talk", 2, 1, 3, 3, "why", (PARAPHRASE, confirms))
    assert beside(ENGLISH, ENGLISH_MOVES, ()).followed(mark, EN).chips == ()


def test_a_mark_on_the_page_carries_both():
    card = Scorecard(RubricRef("service_call", "1.1.0"), (MARK,), 66.7, "pass")
    around = beside(ENGLISH, ENGLISH_MOVES, [Fragile("paraphrase", "border", 0.5, 8)])
    ((shown,),) = [section.marks for section in sections(card, wording_of("service_call", EN, EN), around)]
    assert "where “Yes, exactly. And it is for Saturday” ends: in 50%" in shown.hangs_on
    assert shown.followed.said == "Afterwards the customer confirms."
