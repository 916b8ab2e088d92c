"""The model judge against a real local server: good answers, and every way in which one can go wrong."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from rubrics.judges import ModelJudge, Spent, joined, judge_json, judges
from rubrics.judges.model import Limits
from rubrics.schema import Rubric
from rubrics.scorecard import score
from rubrics.translations import read
from tests.rubrics.judges.answering import Script, answering, chat, choosing, letter_of, reply, saying
from tests.rubrics.judges.little import QUOTE, RUBRIC, SPOKEN
from tests.rubrics.samples import call, timed


@pytest.fixture
def rubric(tmp_path: Path) -> Rubric:
    path = tmp_path / "little.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return read(path)


@pytest.fixture
def card(rubric: Rubric, tmp_path: Path):
    return score(SPOKEN, tmp_path / "little.yaml")


def some_or_cold(handler, body) -> None:
    """Answer the first skill with its level 1 and the second with level 0."""
    first = "Some." in body["messages"][-1]["content"]
    answer = {"choice": letter_of(body, "Some." if first else "Cold."), "turn": 0, "quote": QUOTE if first else ""}
    reply(handler, chat(json.dumps(answer)))


def warm_or_none(turn: int, quote: str, handler, body) -> None:
    """Find no greeting, and warmth in this quote."""
    anchor = "Warm." if ". Warm." in body["messages"][-1]["content"] else "None."
    answer = {"choice": letter_of(body, anchor), "turn": turn, "quote": quote}
    reply(handler, chat(json.dumps(answer)))


def test_the_judge_is_found_by_its_name():
    assert judges.full_name("model") == "model.v1"
    assert judges.make("model", url="http://localhost:1", model="m").name == "model.v1"


def test_three_votes_make_a_mark_with_a_verbatim_quote(rubric, card):
    with answering(some_or_cold) as server:
        judge = ModelJudge(server.url, "small")
        greeting, warmth = judge.opinions(SPOKEN, rubric, card)
    assert (greeting.mark.value, greeting.mark.low, greeting.mark.high, greeting.mark.max) == (1, 1, 1, 2)
    assert greeting.mark.why == "A language model read it so in 3 of 3 votes: Some."
    (move,) = greeting.mark.evidence
    assert (move.quote, move.turn, move.confidence) == ("Good morning, this is Anna Lis", 0, 1)
    assert move.by == "model.v1 (small)"
    assert warmth.mark.value == 0
    assert warmth.mark.evidence == ()
    # two skills, three votes each; the critical item is not put to a model
    assert (judge.spent.calls, judge.spent.tokens) == (6, 600)


def test_nothing_private_is_sent_and_no_question_holds_another(rubric, card):
    with answering(some_or_cold) as server:
        ModelJudge(server.url + "/v1/", "small").opinions(SPOKEN, rubric, card)
        assert "Anna" not in server.sent
        assert "77 12 34" not in server.sent
        assert "[NUMBER_1]" in server.sent
        assert {asked["path"] for asked in server.asked} == {"/v1/chat/completions"}
        assert [[message["role"] for message in asked["messages"]] for asked in server.asked] == [
            ["system", "user"]
        ] * 6


def test_options_are_shuffled_from_vote_to_vote_and_the_same_each_time(rubric, card):
    orders = []
    for _ in range(2):
        with answering(some_or_cold) as server:
            ModelJudge(server.url, "small", votes=5).opinions(SPOKEN, rubric, card)
            orders.append([letter_of(asked, "Some.") for asked in server.asked[:5]])
    assert orders[0] == orders[1]
    assert len(set(orders[0])) > 1


def test_votes_that_differ_make_a_range_round_their_middle(rubric, card):
    anchors = iter(["None.", "Some.", "By name.", "Cold.", "Cold.", "Cold."])

    def answer(body) -> str:
        anchor = next(anchors)
        shown = anchor in ("Some.", "By name.")
        return json.dumps({"choice": letter_of(body, anchor), "turn": 0, "quote": "how can I help" if shown else ""})

    with answering(saying(answer)) as server:
        greeting = ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card)[0]
    # levels 0, 1 and 2: the middle is 1, which one vote of three chose
    assert (greeting.mark.value, greeting.mark.low, greeting.mark.high) == (1, 0, 2)
    assert greeting.mark.evidence[0].confidence == pytest.approx(1 / 3)


@pytest.mark.parametrize("quote", ["[0] agent: how can I help?", "“how can I help?”", "... how can I help ..."])
def test_what_models_put_round_a_quote_is_taken_off(quote, rubric, card):
    with answering(choosing("Some.", 0, quote)) as server:
        greeting = ModelJudge(server.url, "small", votes=1).opinions(SPOKEN, rubric, card)[0]
    assert greeting.mark.evidence[0].quote.rstrip("?") == "how can I help"


def drip(handler, _body) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def flood(handler, _body) -> None:
    reply(handler, chat("x" * 400_000))


def cut_off(handler, _body) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"choices"')
    handler.close_connection = True


@pytest.mark.parametrize(
    ("script", "fault", "said"),
    [
        (saying("I would say it is a fine greeting."), "nonsense", "could not be understood"),
        (saying('{"choice": "Z", "turn": 0, "quote": "Good morning"}'), "nonsense", "could not be understood"),
        (saying("{" * 5000), "nonsense", "could not be understood"),
        (lambda handler, _: reply(handler, b"<html>hello</html>"), "nonsense", "could not be understood"),
        (lambda handler, _: reply(handler, b'{"choices": []}'), "nonsense", "could not be understood"),
        (cut_off, "nonsense", "could not be understood"),
        (choosing("Some.", 0, "Good evening"), "quote", "not in this call"),
        (choosing("Some.", 0, "Dzień dobry, tu Anna"), "quote", "not in this call"),
        (choosing("Some.", 0, ""), "quote", "not in this call"),
        (choosing("Some.", 0, "o"), "quote", "not in this call"),
        (lambda handler, _: reply(handler, b"broken", 503), "status", "answered with an error"),
        (lambda handler, _: reply(handler, b"", 307, Location="http://127.0.0.1:9/"), "redirect", "another address"),
        (flood, "huge", "far too long"),
        (drip, "slow", "in time"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_reason_and_no_mark(script: Script, fault, said, rubric, card):
    with answering(script) as server:
        judge = ModelJudge(server.url, "small", votes=1, limits=Limits(answer=0.4))
        greeting = judge.opinions(SPOKEN, rubric, card)[0]
    assert (greeting.mark.value, greeting.votes[0].fault) == (None, fault)
    assert said in greeting.mark.why


def test_a_server_that_is_not_there_is_tried_once_a_call(rubric, card):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    judge = ModelJudge(f"http://127.0.0.1:{port}", "small")
    opinions = judge.opinions(SPOKEN, rubric, card)
    assert [vote.fault for opinion in opinions for vote in opinion.votes] == ["down"] * 6
    assert judge.spent.calls == 1


def test_a_redirect_is_not_followed(rubric, card):
    with answering(some_or_cold) as other:
        place = f"{other.url}/v1/chat/completions"
        with answering(lambda handler, _: reply(handler, b"", 308, Location=place)) as server:
            ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card)
        assert other.asked == []


def test_a_proxy_in_the_environment_gets_nothing(rubric, card, monkeypatch):
    with answering(some_or_cold) as proxy, answering(some_or_cold) as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card)
        assert (len(proxy.asked), len(server.asked)) == (0, 6)


def test_one_bad_vote_of_three_does_not_void_the_others(rubric, card):
    quotes = iter([QUOTE, "never said", QUOTE, "", "", ""])
    anchors = iter(["Some."] * 3 + ["Cold."] * 3)

    def answer(body) -> str:
        return json.dumps({"choice": letter_of(body, next(anchors)), "turn": 0, "quote": next(quotes)})

    with answering(saying(answer)) as server:
        greeting = ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card)[0]
    assert greeting.mark.value == 1
    assert greeting.mark.why == "A language model read it so in 2 of 3 votes: Some."


def test_a_server_without_forms_is_asked_plainly_and_its_wrapping_read_through(rubric, card):
    def plain_only(handler, body) -> None:
        if "response_format" in body:
            reply(handler, b"unknown field", 400)
        else:
            cold = {"choice": letter_of(body, "Some."), "turn": 0, "quote": QUOTE} if "Some." in str(body) else None
            content = json.dumps(cold or {"choice": letter_of(body, "Cold."), "turn": 0, "quote": ""})
            reply(handler, chat(f"Let me think {{of it}}.\n```json\n{content}\n```", tokens=None))

    with answering(plain_only) as server:
        judge = ModelJudge(server.url, "small")
        opinions = judge.opinions(SPOKEN, rubric, card)
        # the form is tried once, then left out
        assert ["response_format" in asked for asked in server.asked] == [True] + [False] * 6
    assert [opinion.mark.value for opinion in opinions] == [1, 0]
    assert judge.spent.tokens > 0


def test_an_answer_is_asked_for_once_and_then_kept(rubric, card, tmp_path):
    kept = tmp_path / "answers"
    with answering(some_or_cold) as server:
        first = ModelJudge(server.url, "small", cache=kept).opinions(SPOKEN, rubric, card)
        again = ModelJudge(server.url, "small", cache=kept)
        assert again.opinions(SPOKEN, rubric, card) == first
        assert (again.spent.calls, again.spent.cached, len(server.asked)) == (0, 6, 6)
        ModelJudge(server.url, "other", cache=kept).opinions(SPOKEN, rubric, card)
        assert len(server.asked) == 12
    assert "Anna" not in "".join(path.read_text(encoding="utf-8") for path in kept.rglob("*.json"))


def test_a_damaged_kept_answer_is_asked_for_again(rubric, card, tmp_path):
    with answering(some_or_cold) as server:
        ModelJudge(server.url, "small", cache=tmp_path / "a").opinions(SPOKEN, rubric, card)
        for path in (tmp_path / "a").rglob("*.json"):
            path.write_text("{", encoding="utf-8")
        ModelJudge(server.url, "small", cache=tmp_path / "a").opinions(SPOKEN, rubric, card)
        assert len(server.asked) == 12


def test_a_folder_that_cannot_be_written_costs_the_kept_answers_only(rubric, card, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    with answering(some_or_cold) as server:
        opinions = ModelJudge(server.url, "small", cache=taken).opinions(SPOKEN, rubric, card)
    assert [opinion.mark.value for opinion in opinions] == [1, 0]


def test_an_address_that_cannot_be_sent_is_a_server_that_is_not_there(rubric, card):
    with answering(some_or_cold) as server:
        greeting = ModelJudge(server.url + "/żółw", "small").opinions(SPOKEN, rubric, card)[0]
        assert server.asked == []
    assert greeting.votes[0].fault == "down"


def test_the_transcript_stands_before_what_differs_between_questions(rubric, card):
    with answering(some_or_cold) as server:
        ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card)
        starts = {asked["messages"][1]["content"].split("Question:")[0] for asked in server.asked}
    assert len(starts) == 1
    assert "[0] agent: Good morning" in starts.pop()


@pytest.mark.parametrize("limits", [Limits(calls=3), Limits(tokens=1500), Limits(seconds=0)])
def test_the_budget_ends_the_asking_and_says_so(limits, rubric, card):
    # 1500 tokens: a question is reckoned at 700 to 800 before it is put and counted as 400 after, so three fit
    def costly(handler, body) -> None:
        first = "Some." in str(body)
        answer = {"choice": letter_of(body, "Some." if first else "Cold."), "turn": 0, "quote": QUOTE if first else ""}
        reply(handler, chat(json.dumps(answer), tokens=400))

    with answering(costly) as server:
        warmth = ModelJudge(server.url, "small", limits=limits).opinions(SPOKEN, rubric, card)[1]
        assert len(server.asked) <= 3
    assert warmth.mark.value is None
    assert warmth.mark.why.startswith("What the language model may use was spent")


def test_reasons_are_in_the_language_of_the_call(rubric, tmp_path):
    spoken = call("agent: Dzień dobry, mówi Anna Lis.", "customer: Dzień dobry.", language="pl")
    card = score(spoken, tmp_path / "little.yaml")
    with answering(choosing("Jest.", 0, "Dzień dobry")) as server:
        greeting = ModelJudge(server.url, "small", votes=1).opinions(spoken, rubric, card)[0]
    assert greeting.mark.why == "Model językowy odczytał to tak w głosach: 1 z 1. Jest."


def test_a_quote_has_the_seconds_of_its_words(rubric, tmp_path):
    # five words in ten seconds: "morning Anna" is the second and the third, 2 to 6
    spoken = timed(("agent", 0, 10, "good morning sunny today yes"), ("customer", 10, 12, "hello there"))
    card = score(spoken, tmp_path / "little.yaml")
    with answering(choosing("Some.", 0, "morning sunny")) as server:
        greeting = ModelJudge(server.url, "small", votes=1).opinions(spoken, rubric, card)[0]
    span = greeting.mark.evidence[0].span
    assert (span.start, span.end) == (2, 6)


def test_a_quote_goes_by_a_move_of_the_side_that_says_it(rubric, tmp_path):
    text = RUBRIC.replace("      - id: warmth", "      - id: warmth\n        evidence: [empathy, confirms]")
    path = tmp_path / "sided.yaml"
    path.write_text(text, encoding="utf-8")
    for turn, quote, name in [(0, "how can I help", "empathy"), (1, "is missing", "confirms")]:
        with answering(partial(warm_or_none, turn, quote)) as server:
            warmth = ModelJudge(server.url, "m", votes=1).opinions(SPOKEN, read(path), score(SPOKEN, path))[1]
        assert [(move.name, move.turn) for move in warmth.mark.evidence] == [(name, turn)]


def test_how_far_the_asking_is_can_be_followed(rubric, card):
    seen: list[tuple[int, int]] = []
    with answering(some_or_cold) as server:
        judge = ModelJudge(server.url, "small", progress=lambda *far: seen.append(far))
        judge.opinions(SPOKEN, rubric, card)
    assert seen == [(1, 2), (2, 2)]


def test_a_call_without_an_agent_is_not_sent(rubric, tmp_path):
    spoken = call("left: hello", "right: hello")
    with answering(some_or_cold) as server:
        assert ModelJudge(server.url, "small").opinions(spoken, rubric, score(spoken, tmp_path / "little.yaml")) == ()
        assert server.asked == []


def test_a_mark_is_replaced_only_where_the_rubric_leaves_it_to_the_model(rubric, card):
    with answering(some_or_cold) as server:
        judge = ModelJudge(server.url, "small")
        opinions = judge.opinions(SPOKEN, rubric, card)
    whole = joined(card, rubric, opinions)
    by_id = {mark.criterion: mark for mark in whole.marks}
    assert by_id["greeting"] == next(mark for mark in card.marks if mark.criterion == "greeting")
    assert by_id["warmth"].why.startswith("A language model")
    # the greeting's level by the moves of 2, and 0 of 1 from the model, each half of the weight
    assert whole.skill_total == pytest.approx(100 * (by_id["greeting"].value / 2) / 2)
    assert whole.compliance == card.compliance
    report = judge_json(card, rubric, opinions, judge.spent)
    assert report["replaced"] == ["warmth"]
    assert report["agreement"] == {"both_judged": 2, "same": 2, "within_one": 2}
    # each opinion has the keys of a mark in scorecard.json, its quotes their share of the votes
    assert report["opinions"][0]["evidence"] == [
        {
            "turn": 0,
            "start": None,
            "end": None,
            "quote": "Good morning, this is Anna Lis",
            "move": "greeting",
            "share": 1,
        }
    ]
    vote = {"level": 1, "turn": 0, "quote": "Good morning, this is Anna Lis", "fault": None}
    assert report["opinions"][0]["votes"] == [vote] * 3


def test_another_judges_opinion_does_not_stand_in_for_the_one_the_rubric_names(rubric, card):
    with answering(some_or_cold) as server:
        opinions = ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card)
    others = [replace(opinion, by="panel.v1 (three)") for opinion in opinions]
    assert joined(card, rubric, others) == card
    assert judge_json(card, rubric, others, Spent())["replaced"] == []


def test_a_fault_makes_a_mark_left_to_the_model_not_judged(rubric, card):
    with answering(saying("no idea")) as server:
        whole = joined(card, rubric, ModelJudge(server.url, "small").opinions(SPOKEN, rubric, card))
    warmth = next(mark for mark in whole.marks if mark.criterion == "warmth")
    assert warmth.value is None
    assert whole.skill_total == card.marks[0].value / 2 * 100


def test_a_key_from_the_environment_is_sent_as_servers_expect_it(rubric, card, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_JUDGE_KEY", "sesame")
    with answering(some_or_cold) as server:
        ModelJudge(server.url, "small", votes=1).opinions(SPOKEN, rubric, card)
        assert {asked["key"] for asked in server.asked} == {"Bearer sesame"}
