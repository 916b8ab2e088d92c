"""The second opinion from the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import parafraza
from rubrics.judges.cache import folder
from tests.rubrics.judges.answering import answering, chat, reply, saying

TEXT = "Agent: Good morning, this is Anna Lis, how can I help you?\nCustomer: My parcel is missing.\n"


@pytest.fixture
def transcript(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "home"))
    path = tmp_path / "call.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def score(*args: object):
    return CliRunner().invoke(parafraza.app, ["score", *map(str, args)])


def test_score_writes_opinions_beside_a_scorecard_that_keeps_its_form(transcript, tmp_path):
    plain, judged = tmp_path / "plain.json", tmp_path / "with" / "scorecard.json"
    judged.parent.mkdir()
    assert score(transcript, "--lang", "en", "-o", plain).exit_code == 0
    with answering(saying("no sense at all")) as server:
        done = score(transcript, "--lang", "en", "-o", judged, "--judge", server.url, "--judge-model", "small")
    assert done.exit_code == 0
    # the shipped rubric leaves no mark to a model, so nothing in the scorecard changes
    assert judged.read_text(encoding="utf-8") == plain.read_text(encoding="utf-8")
    report = json.loads((judged.parent / "judge.json").read_text(encoding="utf-8"))
    assert report["by"] == "model.v1 (small)"
    assert {opinion["value"] for opinion in report["opinions"]} == {None}
    assert report["agreement"]["both_judged"] == 0
    assert not (tmp_path / "judge.json").exists()


def test_two_calls_scored_into_one_folder_keep_their_opinions_apart(transcript, tmp_path):
    with answering(saying("no sense at all")) as server:
        for name in ("a.json", "b.json"):
            done = score(
                transcript, "--lang", "en", "-o", tmp_path / name, "--judge", server.url, "--judge-model", "small"
            )
            assert done.exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*judge.json")) == ["a.judge.json", "b.judge.json"]


def test_why_opinions_are_missing_is_said_where_the_command_is_given(transcript, tmp_path):
    def first_then_gone(handler, _body) -> None:
        reply(
            handler, chat("no sense at all") if len(server.asked) <= 3 else b"", 200 if len(server.asked) <= 3 else 302
        )

    with answering(first_then_gone) as server:
        done = score(
            transcript, "--lang", "en", "-o", tmp_path / "s.json", "--judge", server.url, "--judge-model", "small"
        )
    # three votes on the first skill make no sense, then the server points elsewhere and is not asked again
    assert "1 not: The language model's answers could not be understood" in done.stderr
    assert "not: The server pointed to another address; nothing was sent there" in done.stderr
    assert (done.exit_code, len(server.asked)) == (0, 4)


@pytest.mark.parametrize(("url", "model"), [("", "small"), ("http://localhost:1", ""), ("http://[", "small")])
def test_an_address_or_a_model_left_empty_is_told_and_never_passed_over(url, model, transcript, tmp_path):
    out = tmp_path / "s.json"
    done = score(transcript, "--lang", "en", "-o", out, "--judge", url, "--judge-model", model)
    assert (done.exit_code, out.exists()) == (2, False)
    assert "To fix it" in done.output


@pytest.mark.parametrize("given", [["--judge", "http://localhost:1"], ["--judge-model", "small"], ["--judge", ""]])
def test_a_judge_without_its_model_or_place_is_wrong_use(given, transcript):
    done = score(transcript, "--lang", "en", *given)
    assert done.exit_code == 2


def test_answers_are_kept_in_the_users_own_folder(transcript, tmp_path):
    assert folder() == tmp_path / "home" / "judge"
