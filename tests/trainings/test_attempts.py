"""A learner's file of attempts: only added to, whole lines, broken ones survived."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from trainings.attempts import Attempt, Attempts
from trainings.tally import Tally, tallies
from transcribe.errors import BadFile, FixableError


def attempt(exercise="02-01", verdict="good", skill="paraphrase", hints=0, answer="So it is late, right?"):
    return Attempt(exercise, exercise[:2], skill, "en", "2026-01-05T09:00:00+00:00", verdict, answer, hints)


def test_attempts_come_back_as_they_went_in_oldest_first(tmp_path):
    attempts = Attempts(tmp_path / "results" / "attempts.jsonl")
    made = [attempt(answer="Łóżko\nw piątek “tak”"), attempt("02-02", "empty", answer="")]
    for each in made:
        attempts.add(each)
    assert attempts.all() == tuple(made)


def test_a_file_that_is_not_there_holds_no_attempts(tmp_path):
    assert Attempts(tmp_path / "attempts.jsonl").all() == ()


def test_a_line_that_broke_off_is_left_out_and_spoils_no_later_one(tmp_path):
    attempts = Attempts(tmp_path / "attempts.jsonl")
    attempts.add(attempt("02-01"))
    with attempts.path.open("a", encoding="utf-8") as file:
        file.write('{"exercise": "02-02", "les')
    assert [each.exercise for each in attempts.all()] == ["02-01"]
    attempts.add(attempt("02-03"))
    assert [each.exercise for each in attempts.all()] == ["02-01", "02-03"]
    assert '{"exercise": "02-02", "les\n' in attempts.path.read_text(encoding="utf-8")


def test_attempts_of_two_notebooks_at_once_are_all_kept(tmp_path):
    path = tmp_path / "attempts.jsonl"
    with ThreadPoolExecutor(4) as both:
        list(both.map(lambda number: Attempts(path).add(attempt(f"02-{number:02}")), range(20)))
    assert sorted(each.exercise for each in Attempts(path).all()) == [f"02-{number:02}" for number in range(20)]


def test_half_a_character_in_an_answer_is_kept_as_a_sign_and_loses_nothing_else(tmp_path):
    attempts = Attempts(tmp_path / "attempts.jsonl")
    attempts.add(attempt(answer="late \ud83d?"))
    attempts.add(attempt("02-02"))
    assert [each.exercise for each in attempts.all()] == ["02-01", "02-02"]


def test_a_file_of_something_else_is_left_alone_and_named(tmp_path):
    path = tmp_path / "attempts.jsonl"
    path.write_text("name,mark\nAnna,3\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"not a learner's attempts"):
        Attempts(path).all()


def test_a_place_that_cannot_be_written_is_told_as_a_sentence(tmp_path):
    (tmp_path / "results").write_text("a file where the folder should be")
    with pytest.raises(FixableError, match="make the folder writable"):
        Attempts(tmp_path / "results" / "attempts.jsonl").add(attempt())


def test_counts_are_of_different_exercises_and_first_tries():
    made = [
        attempt("02-01", "nearly"),
        attempt("02-01", "good"),  # good, at the second try
        attempt("02-02", "good"),  # good at once
        attempt("02-03", "good", hints=1),  # good with a hint
        attempt("02-04", "empty"),  # counts nowhere
        attempt("02-05", "not_yet", skill="empathy"),
    ]
    assert tallies(made) == (Tally("paraphrase", 4, 3, 3, 1), Tally("empathy", 1, 1, 0, 0))
