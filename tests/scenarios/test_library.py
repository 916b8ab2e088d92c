"""Every shipped scenario in every language: its own scripts end as they should, its examples hold, its texts are clean."""

import itertools
import re

import pytest

from scenarios import loading
from scenarios.schema import JSON_SCHEMAS, json_schema
from scenarios.session import Session, said_all
from scenarios.trying import wrong_in
from scenarios.vocabulary import SHARED_LINES

LANGUAGES = ("en", "pl", "ru", "ro")
ALL = list(itertools.product(loading.names(), LANGUAGES))
KINDS = ("good", "mediocre", "harmful")


def all_text(content):
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for each in content.values():
            yield from all_text(each)
    elif isinstance(content, list | tuple):
        for each in content:
            yield from all_text(each)


@pytest.mark.parametrize(("name", "language"), ALL)
@pytest.mark.parametrize("kind", KINDS)
def test_script_reaches_the_ending_its_scenario_names(name, language, kind):
    case = loading.load(name, language)
    ended = said_all(Session(case), getattr(case.texts.scripts, kind)).finish()
    assert ended.ending in case.scenario.scripts[kind]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_good_script_comes_out_above_the_mediocre_and_that_above_the_harmful(name, language):
    case = loading.load(name, language)
    good, mediocre, harmful = (
        said_all(Session(case), getattr(case.texts.scripts, kind)).finish().result for kind in KINDS
    )
    assert good > mediocre > harmful


@pytest.mark.parametrize(("name", "language"), ALL)
def test_examples_of_a_scenario_cause_what_they_say(name, language):
    case = loading.load(name, language)
    assert [what for example in case.texts.examples for what in wrong_in(case, example)] == []


@pytest.mark.parametrize(("name", "language"), ALL)
def test_opening_holds_every_fact_told_in_it(name, language):
    from rubrics.phrases import found, words_of

    case = loading.load(name, language)
    opened = [fact.id for fact in case.scenario.facts if fact.reveal == "opening"]
    for tone in ("tense", "plain", "warm"):
        for opening in case.variants("opening", tone):
            words = words_of(opening, language)
            assert [name for name in opened if not found(case.texts.facts[name].words, words, language)] == []


@pytest.mark.parametrize(("name", "language"), ALL)
def test_romanian_has_no_cedilla_and_nothing_shouts(name, language):
    text = " ".join(all_text(loading.load(name, language).texts.model_dump(mode="json")))
    assert not re.search("[şţŞŢ]", text)
    assert "!" not in text


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
def test_shared_texts_word_every_line_every_remark_and_every_move(language):
    shared, english = loading.shared_texts(language), loading.shared_texts("en")
    assert set(shared.lines) == set(SHARED_LINES)
    assert set(shared.feedback) == set(english.feedback)
    assert set(shared.words) == set(english.words)
    assert set(shared.moves) == set(english.moves)
    asked_for = {each.feedback for each in loading.shared().reactions if each.feedback}
    assert asked_for <= set(shared.feedback)


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
def test_shared_texts_have_no_cedilla_and_nothing_shouts(language):
    text = " ".join(all_text(loading.shared_texts(language).model_dump(mode="json")))
    assert not re.search("[şţŞŢ]", text)
    assert "!" not in text


def test_score_of_a_worse_ending_lies_below_that_of_a_better_one():
    scores = sorted({ending.id: ending.score for ending in loading.shared().endings}.values())
    assert all(one[1] < other[0] for one, other in itertools.pairwise(scores))


@pytest.mark.parametrize("file", JSON_SCHEMAS)
def test_published_json_schema_is_the_one_of_the_code(file):
    # python -m scenarios.schema writes them again
    assert (loading.ROOM / file).read_text(encoding="utf-8") == json_schema(JSON_SCHEMAS[file])
