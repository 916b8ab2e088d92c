"""A judge asked from ``review``: its opinions lie beside the results and stand beside the marks."""

import json

import pytest
from typer.testing import CliRunner

import parafraza
from review.reports.beside import beside
from review.reports.texts import texts
from rubrics.judges.values import Opinion
from rubrics.values import Mark, Move
from tests.review.sample_calls import ENGLISH, ENGLISH_MOVES
from tests.rubrics.judges.answering import answering, saying
from tests.scripts import small_rubric
from transcribe.call import Span

EN = texts("en")
TEXT = "Agent: Good morning, this is Anna Lis, how can I help you?\nCustomer: My parcel is missing.\n"
NOBODY = json.dumps({"choice": "A", "turn": 0, "quote": "nobody said this"})


@pytest.fixture
def calls(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "home"))
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "talk.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def review(folder, *more):
    given = [folder / "calls" / "talk.txt", "--out", folder / "out", "--lang", "en", "--rubric", small_rubric(folder)]
    return CliRunner().invoke(parafraza.app, ["review", *map(str, given), *more])


def asked(server):
    return "--judge", server.url, "--judge-model", "small"


def test_review_writes_a_judges_opinions_and_shows_them_beside_the_marks(calls):
    with answering(saying(NOBODY)) as server:
        done = review(calls, *asked(server))
    assert done.exit_code == 0, done.output
    written = json.loads((calls / "out" / "talk" / "judge.json").read_text(encoding="utf-8"))
    assert written["by"] == "model.v1 (small)"
    page = (calls / "out" / "talk" / "report.html").read_text(encoding="utf-8")
    assert page.count("Second opinion: none") == len(written["opinions"]) > 0
    assert "quoted words that are not in this call" in page
    assert "Anna Lis" not in server.sent


def test_a_second_run_asks_nobody_and_one_without_the_judge_leaves_no_opinion(calls):
    with answering(saying(NOBODY)) as server:
        review(calls, *asked(server))
        before = len(server.asked)
        review(calls, *asked(server))
        assert len(server.asked) == before > 0
    assert review(calls).exit_code == 0
    assert not (calls / "out" / "talk" / "judge.json").exists()
    assert "Second opinion" not in (calls / "out" / "talk" / "report.html").read_text(encoding="utf-8")


def test_a_server_that_is_not_there_stops_no_review(calls):
    done = review(calls, "--judge", "http://127.0.0.1:9", "--judge-model", "small")
    assert done.exit_code == 0, done.output
    page = (calls / "out" / "talk" / "report.html").read_text(encoding="utf-8")
    assert "could not be reached" in page


@pytest.mark.parametrize("given", [["--judge", "http://localhost:1"], ["--judge-model", "small"]])
def test_a_judge_without_its_other_half_is_wrong_use_before_anything_is_heard(calls, given):
    assert review(calls, *given).exit_code == 2
    assert not (calls / "out").exists()


def opinion(value, *quoted):
    why = "A language model read it so in 3 of 3 votes: Nothing is given back."
    return Opinion(Mark("paraphrase", "talk", value, value, value, 3.0, why, quoted), (), "model.v1 (small)")


def test_a_second_opinion_has_its_level_its_reason_and_its_quotes():
    quote = Move("paraphrase", 7, Span(54.0, 55.0), "Is that right?", 1.0, "model.v1 (small)")
    mark = Mark("paraphrase", "talk", 2, 1, 3, 3, "why")
    shown = beside(ENGLISH, ENGLISH_MOVES, (), [opinion(1.0, quote)]).second(mark, EN)
    assert (shown.said, [chip.text for chip in shown.chips]) == ("Second opinion: 1 of 3", ["Is that right?"])
    assert shown.why.startswith("A language model read it so in 3 of 3 votes")


def test_a_mark_that_is_the_judges_own_has_no_second_opinion():
    own = opinion(1.0)
    assert beside(ENGLISH, ENGLISH_MOVES, (), [own]).second(own.mark, EN) is None
    other = Mark("empathy", "talk", 2, 1, 3, 3, "why")
    assert beside(ENGLISH, ENGLISH_MOVES, (), [own]).second(other, EN) is None
