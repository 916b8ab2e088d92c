"""Whether a judge's opinions hold under what must not matter, and under what may have been heard wrong."""

from __future__ import annotations

import json

import pytest

from rubrics.judges import ModelJudge, Opinion
from rubrics.judges.steadiness import Steadiness, fairness, fragility, lines
from rubrics.scorecard import score
from rubrics.translations import read
from rubrics.values import Mark
from tests.rubrics.judges.answering import answering, chat, letter_of, reply, saying
from tests.rubrics.judges.test_model import RUBRIC
from tests.rubrics.samples import call

QUOTED = RUBRIC.replace(
    "why: {en: Some., pl: Jest.}}",
    'why: {en: Some., pl: Jest.}, example: {en: ["customer: Anna Smith here, my husband rang.", "agent: Good morning, Anna."]}}',
)


@pytest.fixture
def rubric(tmp_path):
    path = tmp_path / "little.yaml"
    path.write_text(QUOTED, encoding="utf-8")
    return read(path)


def warmer_with(word: str):
    """A judge that finds a greeting only where ``word`` was said."""

    def script(handler, body) -> None:
        said = body["messages"][-1]["content"]
        first = "Some." in said
        found = word in said.partition("Question:")[0]
        anchor = ("Some." if found else "None.") if first else "Cold."
        quote = "Good morning" if found and first else ""
        reply(handler, chat(json.dumps({"choice": letter_of(body, anchor), "turn": 1, "quote": quote})))

    return script


def test_a_judge_that_hears_the_gender_is_found_out(rubric):
    with answering(warmer_with("husband")) as server:
        found = fairness(ModelJudge(server.url, "small", votes=1), rubric, "en")
    # husband becomes wife once, and the greeting is gone with it
    assert (found["gender"].changed, found["gender"].same) == (1, 0)
    assert found["gender"].rate == 1.0
    assert found["gender"].shown[0].startswith("greeting 1 -> 0: customer: Anna Smith here, my wife rang.")
    # what is added to the customer's words leaves the husband there
    assert found["politeness"].rate == 0.0


def test_names_cannot_matter_for_they_never_reach_the_server(rubric):
    with answering(warmer_with("Anna")) as server:
        found = fairness(ModelJudge(server.url, "small", votes=1), rubric, "en")
        assert "Anna" not in server.sent
    assert found["names"].changed == 0
    assert found["names"].same > 0


def test_only_one_in_so_many_variants_is_tried(rubric):
    with answering(warmer_with("husband")) as server:
        judge = ModelJudge(server.url, "small", votes=1)
        every, third = (
            sum(each.changed + each.same for each in fairness(judge, rubric, "en", every=step).values())
            for step in (1, 3)
        )
    assert third == every // 3


def test_a_judge_that_hangs_on_who_said_it_is_told(rubric, tmp_path):
    spoken = call(
        "agent: Good morning, how can I help you today?",
        "customer: I see.",
        "agent: Could you tell me the number of your order, please?",
        "customer: It is the one of last Monday, the green lamp.",
    )
    # the second turn is short, so the speaker of it may be wrong: the line number stays, the side before it changes
    with answering(warmer_with("customer: I see.")) as server:
        judge = ModelJudge(server.url, "small", votes=1)
        card = score(spoken, tmp_path / "little.yaml")
        found = fragility(judge, spoken, rubric, card)
    # the greeting goes with the speaker, and what was cold stays cold
    assert (found["speaker"].changed, found["speaker"].same) == (1, 1)


def test_what_could_not_be_used_is_counted_apart(rubric):
    with answering(saying("no sense at all")) as server:
        found = fairness(ModelJudge(server.url, "small", votes=1), rubric, "en", every=20)
    assert all(each.rate is None and each.unusable for each in found.values())


def opinion(value):
    return Opinion(Mark("greeting", "talk", value, value, value, 2.0, "why"), (), "model.v1 (small)")


def test_the_rate_leaves_out_what_could_not_be_used():
    found = Steadiness()
    for before, after in [(1, 1), (1, 2), (1, 1), (None, 1), (2, None), (0, 0)]:
        found.take(opinion(before), opinion(after), "changed so")
    # four pairs with two levels, one of which differs
    assert (found.rate, found.unusable) == (0.25, 2)
    first, second = lines([("gender", found)])
    assert first.split() == ["gender", "1", "of", "4", "25.0%", "(2", "not", "usable)"]
    assert second.strip() == "greeting 1 -> 2: changed so"
