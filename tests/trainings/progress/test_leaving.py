"""Export and erase: all of it goes along, and what is erased is nowhere any more."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.trainings.progress.making import attempt, day
from trainings.attempts import Attempts
from trainings.progress import overview
from trainings.progress.leaving import erase, export_csv, export_json

PRIVATE = "Mrs Kowalska wants it by Friday"


@pytest.fixture
def kept(tmp_path):
    attempts = Attempts(tmp_path / "results" / "attempts.jsonl")
    for each in (attempt("02-02", answer=PRIVATE), attempt("03-01", skill="empathy", answer="=SUM(A1)")):
        attempts.add(each)
    return attempts


def everything_in(folder):
    return "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file())


def test_the_export_holds_every_attempt_and_every_broken_line(kept):
    with kept.path.open("a", encoding="utf-8") as file:
        file.write("half a li\n")
    whole = export_json(kept)
    assert [each["answer"] for each in whole["attempts"]] == [PRIVATE, "=SUM(A1)"]
    assert whole["broken_lines"] == [{"line": 3, "text": "half a li"}]
    assert json.loads(json.dumps(whole)) == whole


def test_the_table_has_a_row_an_attempt_and_runs_in_no_spreadsheet(kept):
    rows = list(csv.DictReader(io.StringIO(export_csv(kept))))
    assert [row["exercise"] for row in rows] == ["02-02", "03-01"]
    assert rows[1]["answer"] == "'=SUM(A1)"


def test_erasing_all_leaves_nothing_in_the_folder(kept):
    gone = erase(kept)
    assert (gone.attempts, gone.left_in) == (2, ())
    assert PRIVATE not in everything_in(kept.path.parent)
    assert kept.all() == ()


def test_erasing_one_exercise_leaves_the_others_as_they_were(kept):
    assert erase(kept, exercise="02-02").attempts == 1
    assert [each.exercise for each in kept.all()] == ["03-01"]
    assert PRIVATE not in everything_in(kept.path.parent)


def test_erasing_a_lesson_takes_its_broken_lines_too(kept):
    with kept.path.open("a", encoding="utf-8") as file:
        file.write('{"exercise": "02-05", "answer": "Mrs Ko\nhalf a line of nothing\n')
    assert erase(kept, lesson="02").attempts == 2
    assert kept.broken() == {2: "half a line of nothing"}


def test_a_copy_in_the_folder_is_told(kept):
    copy = kept.path.with_name("attempts (1).jsonl")
    copy.write_bytes(kept.path.read_bytes())
    assert erase(kept).left_in == ("attempts (1).jsonl",)


def test_two_notebooks_write_while_a_third_erases_and_nothing_else_is_lost(tmp_path):
    path = tmp_path / "attempts.jsonl"
    Attempts(path).add(attempt("03-01", skill="empathy", answer=PRIVATE))

    def work(number):
        if number == 10:
            erase(Attempts(path), lesson="03")
        else:
            Attempts(path).add(attempt(f"02-{number:02}"))

    with ThreadPoolExecutor(3) as three:
        list(three.map(work, range(20)))
    assert sorted(each.exercise for each in Attempts(path).all()) == [f"02-{n:02}" for n in range(20) if n != 10]


def test_an_answer_with_a_strange_line_end_is_one_line(tmp_path):
    kept = Attempts(tmp_path / "attempts.jsonl")
    kept.add(attempt(answer="one\u2028two\x85three"))
    assert kept.all()[0].answer == "one\u2028two\x85three"
    assert overview(kept, now=day(1)).broken == ()
