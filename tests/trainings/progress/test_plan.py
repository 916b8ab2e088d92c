"""Today's plan: ten minutes, due reviews, then the weakest skill, then a talk."""

import pytest

from tests.trainings.progress.making import attempt, day
from trainings.progress.catalogue import catalogue
from trainings.progress.mastery import masteries
from trainings.progress.plan import plan, weakest
from trainings.progress.timeline import timeline


@pytest.fixture(scope="module")
def known():
    return catalogue("en")


def kinds(made):
    """Give the kinds of a plan's steps, runs of one kind as one."""
    found = []
    for step in made.steps:
        if found[-1:] != [step.kind]:
            found.append(step.kind)
    return found


def test_a_newcomer_begins_with_the_course_and_ends_with_a_talk(known):
    made = plan(timeline([], day(0)), known)
    assert kinds(made) == ["practice", "talk"]
    assert [made.steps[0].name, made.steps[-1].name, made.minutes] == ["00-01", "said_before", 10]


def test_due_reviews_come_first_then_the_weakest_skill(known):
    tried = [attempt("02-02"), attempt("03-01", "not_yet", skill="empathy"), attempt("03-03", skill="empathy")]
    made = plan(timeline(tried, day(5)), known)
    assert kinds(made) == ["review", "practice", "talk"]
    assert {step.name for step in made.steps if step.kind == "review"} == {"02-02", "03-01", "03-03"}
    assert {step.skill for step in made.steps if step.kind == "practice"} == {"empathy"}
    assert made.minutes <= 10


def test_more_reviews_than_fit_are_counted_and_left_for_tomorrow(known):
    ids = [name for name in known.exercises if name.startswith(("02-", "03-"))]
    made = plan(timeline([attempt(name) for name in ids], day(30)), known)
    assert kinds(made) == ["review"]
    assert made.minutes == 10
    assert made.left == 30 - len(made.steps)


def test_an_exercise_that_is_no_longer_in_the_course_is_not_planned(known):
    made = plan(timeline([attempt("02-99")], day(30)), known)
    assert "02-99" not in [step.name for step in made.steps]


def test_the_weakest_skill_is_the_one_answered_worst(known):
    tried = [attempt("02-02"), attempt("02-05"), attempt("03-01", "not_yet", skill="empathy")]
    found = masteries(timeline(tried, day(1)), known.there)
    assert weakest(found).skill == "empathy"
    assert weakest(found[:0]) is None
