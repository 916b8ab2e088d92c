"""``parafraza moves --explain``: why one turn, or one line, was read as it was."""

import json

import pytest

from tests.test_cli import run  # the program, called in this process


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_line_of_text_is_explained_by_its_number(here):
    lines = [
        {"dialog_id": "a", "role": "customer", "text": "It never came.", "lang": "en"},
        {"dialog_id": "a", "role": "agent", "text": "I apologise, that was our mistake.", "lang": "en"},
    ]
    (here / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, out, _ = run("moves", "--jsonl", "lines.jsonl", "--explain", "2")
    assert code == 0
    assert out.startswith("I apologise, that was our mistake.\n  apology ")
    assert "apology.v1" in out


def test_a_turn_of_a_transcript_is_explained_by_its_number(here):
    (here / "call.txt").write_text("Customer: It never came.\nAgent: I am so sorry about that.\n", encoding="utf-8")
    code, out, _ = run("moves", "call.txt", "--lang", "en", "--explain", "1")
    assert code == 0
    assert out.startswith("I am so sorry about that.\n  apology ")


def test_a_number_nobody_has_is_told(here):
    (here / "lines.jsonl").write_text('{"role": "agent", "text": "Hello", "lang": "en"}\n', encoding="utf-8")
    code, out, err = run("moves", "--jsonl", "lines.jsonl", "--explain", "9")
    assert (code != 0, out) == (True, "")
    assert "there is no line 9 that could be judged" in err


def test_a_line_with_half_a_character_is_named_and_left_out(here):
    (here / "lines.jsonl").write_text('{"role": "agent", "text": "\\ud800 hello"}\n', encoding="utf-8")
    code, out, err = run("moves", "--jsonl", "lines.jsonl")
    assert (code, out) == (1, "")
    assert "lines.jsonl:1: it holds half a character" in err
