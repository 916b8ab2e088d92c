"""Statements in the form of the xAPI 1.0.3 specification, part two; the checks are a schema written from its tables."""

import re
from datetime import datetime
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.trainings.progress.making import attempt, day
from trainings.statements import Learner, statements
from transcribe.errors import FixableError

IRI = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}
LANGUAGE_MAP = {
    "type": "object",
    "propertyNames": {"pattern": r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "additionalProperties": {"type": "string"},
}
EXTENSIONS = {"type": "object", "propertyNames": IRI}


def closed(required=(), **properties):
    """A JSON object with no other keys: the specification refuses a statement with any it does not name."""
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


ACTIVITY = closed(
    ["id"],
    objectType={"const": "Activity"},
    id=IRI,
    definition=closed(name=LANGUAGE_MAP, description=LANGUAGE_MAP, type=IRI, moreInfo=IRI, extensions=EXTENSIONS),
)
ACTIVITIES = {"type": "array", "items": ACTIVITY}
SCORE = closed(
    scaled={"type": "number", "minimum": -1, "maximum": 1}, **{k: {"type": "number"} for k in ("raw", "min", "max")}
)
STATEMENT = closed(
    ["actor", "verb", "object"],
    id={"type": "string", "format": "uuid"},
    actor=closed(
        ["account"],
        objectType={"const": "Agent"},
        name={"type": "string"},
        account=closed(["homePage", "name"], homePage=IRI, name={"type": "string", "minLength": 1}),
    ),
    verb=closed(["id"], id=IRI, display=LANGUAGE_MAP),
    object=ACTIVITY,
    result=closed(
        score=SCORE,
        success={"type": "boolean"},
        completion={"type": "boolean"},
        response={"type": "string"},
        duration={"type": "string", "pattern": r"^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$"},
        extensions=EXTENSIONS,
    ),
    context=closed(
        registration={"type": "string", "format": "uuid"},
        contextActivities=closed(parent=ACTIVITIES, grouping=ACTIVITIES, category=ACTIVITIES, other=ACTIVITIES),
        platform={"type": "string"},
        language={"type": "string", "pattern": r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
        extensions=EXTENSIONS,
    ),
    timestamp={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
)
FORM = Draft202012Validator(STATEMENT, format_checker=FormatChecker())
WHO = Learner("t042", "https://learn.example.org")
MADE = [
    attempt(),
    attempt("03-01", "not_yet", 1, skill="empathy", hints=2, answer="Mrs Kowalska?"),
    attempt(verdict="empty"),
]


def test_every_statement_has_the_form_of_the_specification():
    made = statements(MADE, WHO, answers=True, now=day(2))
    assert len(made) == 2
    assert [error.message for each in made for error in FORM.iter_errors(each)] == []


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("verb", "id"), "answered"),
        (("timestamp",), "yesterday"),
        (("result", "success"), "yes"),
        (("actor", "account", "name"), ""),
        (("object", "id"), "an exercise"),
        (("id",), "1"),
        (("colour",), "red"),
    ],
)
def test_the_form_refuses_what_the_specification_refuses(place, wrong):
    (made,) = statements(MADE[:1], WHO, now=day(2))
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = wrong
    assert list(FORM.iter_errors(made))


def test_a_statement_says_who_did_what_and_how_it_stood():
    _, second = statements(MADE, WHO, now=day(2))
    assert second["actor"]["account"] == {"homePage": "https://learn.example.org", "name": "t042"}
    assert second["object"]["id"].endswith("/exercises/03-01")
    assert second["result"]["success"] is False
    assert sorted(second["result"]["extensions"].values(), key=str) == [2, "not_yet"]
    assert datetime.fromisoformat(second["timestamp"]) == day(1)


def test_the_learner_s_words_go_along_only_when_asked():
    assert "Kowalska" not in str(statements(MADE, WHO, now=day(2)))
    assert "Kowalska" in str(statements(MADE, WHO, answers=True, now=day(2)))


def test_the_same_attempts_give_the_same_ids_and_different_ones_others():
    twice = [[each["id"] for each in statements([*MADE, MADE[0]], WHO, now=day(2))] for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(set(twice[0])) == 3
    assert all(UUID(each).version == 5 for each in twice[0])


def test_a_time_that_cannot_be_right_never_leaves_the_house():
    made = statements([attempt(), attempt("02-05", at=4000)], WHO, now=day(2))
    assert [each["timestamp"][:10] for each in made] == ["2026-01-05", "2026-01-05"]


@pytest.mark.parametrize("who", [Learner("  "), Learner("t042", "learn.example.org"), Learner("t042", "https://a b")])
def test_an_account_that_is_none_is_refused(who):
    with pytest.raises(FixableError, match=re.compile("To fix it: give", re.S)):
        statements(MADE, who, now=day(2))
