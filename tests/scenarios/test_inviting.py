"""An invitation to a review: welcome once, after the customer's own yes, and hurtful to somebody who waits for help."""

from dataclasses import replace

import pytest

from scenarios.answering import answer
from scenarios.chances import hint
from scenarios.checker.lines import PRESSING, line
from scenarios.customer import newcomer
from scenarios.evidence import content_of
from scenarios.loading import load, package
from scenarios.session import Session, play, said_all
from scenarios.speech import ways

LANGUAGES = ("en", "pl", "ru", "ro")
TRAINING = ("nothing_online", "not_pleased")
INVITING = line("review_invitation")
OPEN = {
    "en": "If you care to, leave us a short review, good or bad.",
    "pl": "Gdyby miał pan ochotę, proszę zostawić kilka słów opinii.",
    "ru": "Если захочется, оставьте короткий отзыв.",
    "ro": "Dacă doriți, ne-ar bucura o scurtă recenzie.",
}
PUSHING = {
    "en": [
        "Please give us a five-star review.",
        "You must leave us a review.",
        "Write a good review and get a voucher.",
    ],
    "pl": ["Proszę o pięć gwiazdek w opinii.", "Koniecznie proszę zostawić opinię.", "Za opinię dajemy rabat."],
    "ru": ["Поставьте нам пять звёзд.", "Напишите хороший отзыв, пожалуйста.", "За отзыв у нас скидка."],
    "ro": ["Dați-ne cinci stele, vă rog.", "Neapărat să lăsați o recenzie.", "Pentru recenzie primiți un voucher."],
}


def at_fifty(**known):
    """The customer of the two evenings with every feeling at 50."""
    case = load("nothing_online", "en")
    return case, replace(newcomer(case), feelings={"trust": 50, "patience": 50, "calm": 50}, **known)


def felt(given):
    feelings = given.customer.feelings
    return feelings["trust"], feelings["patience"], feelings["calm"]


def said(given):
    return [piece.line for piece in given.pieces]


def test_invitation_after_the_yes_is_rewarded_and_taken_up():
    given = answer(*at_fifty(accepted=True, agreed=True, lines=6), INVITING)
    # each line costs 3 of patience; a welcome invitation brings trust 4, patience 3, calm 3
    assert felt(given) == (54, 50, 53)
    assert said(given) == ["invited", "goodbye"]


def test_invitation_before_the_question_whether_it_suits_costs_a_little():
    given = answer(*at_fifty(accepted=True, lines=6), INVITING)
    assert felt(given) == (48, 47, 50)
    assert given.customer.ending is None


def test_invitation_of_somebody_who_waits_for_help_harms():
    given = answer(*at_fifty(lines=2), INVITING)
    # the invitation takes trust 12, patience 10, calm 6; that nothing was answered takes 3, 7 and 5; the line takes 3
    assert felt(given) == (35, 30, 39)
    assert said(given)[0] == "invited_unhappy"


@pytest.mark.parametrize(("evidence", "counts"), [(PRESSING, {}), (INVITING, {"review_invitation": 1})])
def test_invitation_that_presses_or_comes_again_is_no_longer_welcome(evidence, counts):
    given = answer(*at_fifty(accepted=True, agreed=True, lines=6, counts=counts), evidence)
    assert felt(given) == (42, 41, 46)
    assert said(given)[0] == "pressed"


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in PUSHING for text in PUSHING[language]])
def test_stars_and_gifts_are_heard_as_pressing(language, text):
    assert content_of(load("not_pleased", language), text, []).pressing


@pytest.mark.parametrize("language", LANGUAGES)
def test_open_invitation_is_not_heard_as_pressing(language):
    assert not content_of(load("not_pleased", language), OPEN[language], []).pressing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TRAINING)
def test_invitation_in_the_scenarios_that_train_it_is_coached_as_a_strength(name, language):
    case = load(name, language)
    before = said_all(play(name, language), case.texts.scripts.good[:-1])
    after = before.reply(case.texts.better["invite"])
    remarks = {remark.about: remark.good for remark in after.exchanges[-1].feedback}
    assert remarks.get("invited_content") is True
    assert after.ending == "relieved"
    assert any(way in after.exchanges[-1].said for way in ways(case, after.exchanges[-1].pieces[0], "warm"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TRAINING)
def test_mediocre_talk_that_asks_for_a_review_ends_lower_than_without_it(name, language):
    case = load(name, language)
    lines = case.texts.scripts.mediocre[:3]
    without = said_all(Session(case), lines).finish()
    asking = said_all(Session(case), [*lines, OPEN[language]]).finish()
    assert asking.result < without.result
    assert asking.customer.feelings["trust"] < without.customer.feelings["trust"] - 5


def test_hint_after_the_yes_is_the_scenarios_own_invitation():
    case, customer = at_fifty(accepted=True, agreed=True, lines=6)
    assert hint(case, customer) == case.texts.better["invite"]
    assert hint(case, replace(customer, counts={"review_invitation": 1})) != case.texts.better["invite"]


def test_scenarios_that_train_the_invitation_have_a_line_for_it_in_each_language():
    for name in TRAINING:
        whole = package(name)
        assert "review_invitation" in whole.scenario.skills
        assert all(whole.texts[language].better["invite"] for language in LANGUAGES)
