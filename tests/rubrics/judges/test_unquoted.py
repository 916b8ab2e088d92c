"""What can be judged without a quote, and what a transcript without seconds cannot tell at all."""

from __future__ import annotations

import json

import pytest

from rubrics.judges import ModelJudge
from rubrics.scorecard import score
from rubrics.translations import read
from tests.rubrics.judges.answering import answering, letter_of, saying
from tests.rubrics.judges.little import QUOTE, RUBRIC, SPOKEN
from tests.rubrics.judges.test_model import some_or_cold

PLAIN = RUBRIC.replace("when: {presence: [empathy]}", "when: {absence: [jargon]}")
"""The second skill is now one in which nothing bad may be said: its top level has nothing to quote."""


@pytest.mark.parametrize(
    ("anchor", "quote", "value"),
    [("Warm.", "", 1), ("Warm.", "never said", None), ("Cold.", "", None), ("Cold.", QUOTE, 0)],
)
def test_the_level_of_a_call_without_the_thing_needs_no_quote_and_every_other_does(anchor, quote, value, tmp_path):
    path = tmp_path / "plain.yaml"
    path.write_text(PLAIN, encoding="utf-8")
    rubric = read(path)

    def answer(body) -> str:
        wanted = anchor if ". Warm." in body["messages"][-1]["content"] else "None."
        return json.dumps({"choice": letter_of(body, wanted), "turn": 0, "quote": quote if wanted == anchor else ""})

    with answering(saying(answer)) as server:
        warmth = ModelJudge(server.url, "small", votes=1).opinions(SPOKEN, rubric, score(SPOKEN, path))[1]
    assert warmth.mark.value == value


def test_a_skill_that_only_seconds_can_tell_is_not_put_to_a_model(tmp_path):
    path = tmp_path / "timed.yaml"
    path.write_text(RUBRIC.replace("when: {presence: [empathy]}", "when: {absence: [dead_air]}"), encoding="utf-8")
    with answering(some_or_cold) as server:
        opinions = ModelJudge(server.url, "small", votes=1).opinions(SPOKEN, read(path), score(SPOKEN, path))
    assert [opinion.mark.criterion for opinion in opinions] == ["greeting"]
    assert len(server.asked) == 1
