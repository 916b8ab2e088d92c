"""Strengths with a quote, and two things to practise with a moment, an exercise and a role-play."""

import pytest

from review.coaching.links import practice
from review.coaching.portrait import portrait
from review.coaching.practising import strengths
from review.coaching.trends import skills
from review.desk.arriving import bring
from review.store import Filter
from tests.review.coaching.conftest import counted, mark, on, said
from transcribe.errors import UnknownName

PLAIN = (
    ("agent", "Good morning, Northline Parcels, Ann speaking, how can I help you?"),
    ("customer", "Hello, my parcel has not come and I am angry."),
    ("agent", "What is your order number, please?"),
    ("customer", "Four four seven one. It was a birthday present for my daughter."),
    ("agent", "Is there anything else I can help you with?"),
)


@pytest.fixture
def jan(store, heard):
    """Four calls of Jan's, reviewed."""
    for day in range(4):
        heard(f"000{day}", *PLAIN, day=day)
    bring(store, store.workspace.results, by="Ewa")
    return store


def test_a_strength_has_a_quote_and_a_skill_without_one_is_none():
    shown = [on(each, mark("paraphrase", 3, evidence=[said()]), mark("name", 3)) for each in counted([0] * 4)]
    (strength,) = strengths(shown, skills(shown))
    assert strength.skill.item == "paraphrase"
    assert (strength.moment.call, strength.moment.turn, strength.moment.quote) == ("0003", 2, "so the bed has not come")


def test_the_surest_strength_comes_first():
    shown = [
        on(each, mark("paraphrase", 2, evidence=[said()]), mark("empathy", 3, evidence=[said()]))
        for each in counted([0] * 5)
    ]
    assert [each.skill.item for each in strengths(shown, skills(shown))] == ["empathy", "paraphrase"]


def test_two_calls_are_too_few_to_praise():
    shown = [on(each, mark("paraphrase", 3, evidence=[said()])) for each in counted([0, 0])]
    assert strengths(shown, skills(shown)) == ()


def test_there_are_two_things_to_practise_each_with_a_moment_and_where_to_practise(jan):
    found = portrait(jan, Filter(agent="Jan"))
    assert len(found.practise) == 2
    for each in found.practise:
        assert each.moment.call == "0003"  # the newest of calls that are alike
        assert each.practice.exercise or each.practice.role_play


def test_the_moment_is_something_the_customer_said_and_the_line_takes_it_up(jan):
    spoken = " ".join(text for role, text in PLAIN if role == "customer")
    moments = [each.moment for each in portrait(jan, Filter(agent="Jan")).practise if each.moment.line]
    assert moments
    assert all(moment.quote in spoken and moment.span is not None for moment in moments)


def test_what_is_practised_is_no_strength(jan):
    found = portrait(jan, Filter(agent="Jan"))
    assert not {each.skill.item for each in found.practise} & {each.skill.item for each in found.strengths}


def test_an_agent_nobody_knows_is_told(store):
    with pytest.raises(UnknownName, match="there is no call of Jna"):
        portrait(store, Filter(agent="Jna"))


def test_a_workspace_without_marks_has_an_empty_portrait(store):
    found = portrait(store)
    assert (found.calls, found.strengths, found.practise, found.skills, found.themes) == ((), (), (), (), ())


def test_an_exercise_and_a_role_play_are_found_by_the_move_they_train():
    found = practice(["paraphrase"], "pl")
    assert found.exercise.lesson in found.exercise.id
    assert found.role_play is not None


def test_the_first_move_that_has_an_exercise_is_taken():
    assert practice(["no_such_move", "paraphrase"], "en").exercise == practice(["paraphrase"], "en").exercise


def test_a_move_nobody_trains_has_no_link():
    assert practice(["no_such_move"], "en") == (None, None)


def test_every_language_has_a_title_of_its_own():
    assert len({practice(["paraphrase"], code).exercise.title for code in ("en", "pl", "ru", "ro")}) == 4
