"""Weak moments of one's own calls come back as exercises, without the names in them."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

import rubrics
from rubrics.wire import move_lines, scorecard_json
from tests.trainings.progress.making import attempt, day
from trainings.attempts import Attempts
from trainings.judging import judge
from trainings.progress import today
from trainings.progress.calls import from_call
from trainings.progress.catalogue import catalogue
from trainings.progress.leaving import erase
from trainings.progress.own import OwnLines
from transcribe import formats
from transcribe.errors import BadFile

TALK = """\
Agent: Hello.
Customer: My name is Anna Kowalska. The parcel you promised for Monday has not come, and I am really upset.
Agent: You should have read the terms, Mrs Kowalska, that is your own fault.
Customer: I have called three times, and my mother has her birthday on Saturday.
Agent: You need to call the other department, I can't help you with that.
Customer: So nobody helps me.
Agent: That is how it is. Goodbye.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What review writes for a call with much to practise."""
    made = tmp_path_factory.mktemp("reviewed")
    (made / "call.txt").write_text(TALK, encoding="utf-8")
    call = replace(formats.read(made / "call.txt"), language="en")
    call = replace(call, turns=tuple(replace(turn, language="en") for turn in call.turns))
    moves = rubrics.find_moves(call)
    formats.write(call, made / "call.json")
    lines = move_lines(moves, "call")
    (made / "moves.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    card = scorecard_json(rubrics.score(call, moves=moves))
    (made / "scorecard.json").write_text(json.dumps(card), encoding="utf-8")
    return made


def test_weak_marks_name_moves_and_the_course_s_exercises_of_them(folder):
    found = from_call(folder)
    known = catalogue("en")
    assert found.moves
    assert {known.exercises[name].skill for name in found.exercises(known)} <= set(found.moves)


def test_a_line_of_one_s_own_comes_back_without_names(folder):
    lines = from_call(folder).lines
    assert lines
    written = " ".join(each.model_dump_json() for each in lines)
    assert "Kowalska" not in written
    assert "Anna" not in written
    spoken = [line.removeprefix("Agent: ") for line in TALK.splitlines() if line.startswith("Agent")]
    assert all(any(said.startswith(each.line[:15]) for said in spoken) for each in lines)


def test_the_same_call_twice_gives_the_same_exercises_once(folder, tmp_path):
    own = OwnLines(tmp_path / "own_lines.jsonl")
    first = own.add(from_call(folder).lines)
    assert own.add(from_call(folder).lines) == ()
    assert own.all() == first
    assert own.all("pl") == ()


def test_repeating_the_weak_line_gets_no_credit(folder):
    for each in from_call(folder).lines:
        assert judge(each, each.line, "en").verdict != "good"


def test_an_own_line_is_in_today_s_plan_and_goes_when_all_is_erased(folder, tmp_path):
    kept = Attempts(tmp_path / "attempts.jsonl")
    line = from_call(folder).lines[0]
    OwnLines(tmp_path / "own_lines.jsonl").add([line])
    kept.add(attempt(line.id, "not_yet", skill=line.skill))
    assert line.id in [each.id for each in today("en", kept, now=day(1)).exercises]
    assert erase(kept).own_lines == 1
    assert not (tmp_path / "own_lines.jsonl").exists()


def test_a_line_that_broke_off_is_left_out_and_the_others_are_there(folder, tmp_path):
    own = OwnLines(tmp_path / "own_lines.jsonl")
    own.add(from_call(folder).lines)
    with own.path.open("a", encoding="utf-8") as file:
        file.write('{"id": "own-00')
    assert len(own.all()) == len(from_call(folder).lines)


def test_a_folder_without_a_review_is_told_as_a_sentence(tmp_path):
    with pytest.raises(BadFile):
        from_call(tmp_path)


@pytest.mark.parametrize(("name", "text"), [("scorecard.json", '{"schema": 1, '), ("moves.jsonl", "[1]\n")])
def test_a_file_of_the_review_that_broke_off_is_named(folder, tmp_path, name, text):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / name).write_text(text)
    with pytest.raises(BadFile, match=name):
        from_call(tmp_path)


def test_lines_of_two_calls_added_at_once_are_all_kept(folder, tmp_path):
    line = from_call(folder).lines[0]
    many = [line.model_copy(update={"id": f"own-{number:010x}"}) for number in range(12)]
    own = tmp_path / "own_lines.jsonl"
    with ThreadPoolExecutor(4) as both:
        list(both.map(lambda each: OwnLines(own).add([each]), many))
    assert {each.id for each in OwnLines(own).all()} == {each.id for each in many}


def test_a_call_in_a_language_without_lessons_is_refused(folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8").replace('"en"', '"de"'), encoding="utf-8")
    with pytest.raises(BadFile, match="no exercises in 'de'"):
        from_call(tmp_path)
