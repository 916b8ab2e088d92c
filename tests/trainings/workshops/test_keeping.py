"""The file by which a workshop goes on: whole or not at all, and without a word of anybody's unless that is wanted."""

import json
import re

import pytest

from tests.trainings.workshops.conftest import PLAN
from trainings.workshops import running
from trainings.workshops.keeping import dumped, restore, taken
from trainings.workshops.loading import read
from trainings.workshops.room import Room
from trainings.workshops.running import Workshop, workshop
from trainings.workshops.showing import wall_face
from transcribe.errors import FixableError

OWN = {"opened": "2026-11-22_140000", "code": "ABC234", "key": "k", "port": 1}


@pytest.fixture(autouse=True)
def light(monkeypatch):
    """No workshop of these tests needs the detectors."""
    monkeypatch.setattr(Workshop, "_get_ready", lambda self: None)


@pytest.fixture
def opened(plan_file, tmp_path):
    """Open workshops in one folder, on this computer alone; whatever still runs at the end is closed."""
    made = []

    def open_(**options):
        made.append(Workshop(read(plan_file), folder=tmp_path / "kept", host="127.0.0.1", **options))
        return made[-1]

    yield open_
    for each in made:
        if each.file.lock.is_locked:
            each.close()


def filled(room, at):
    person = room.join(name="Ada")
    at("words")
    room.answer(person, "words", "Leave it with me.", 4)
    room.star(room.key("words", person))
    return person


def test_nothing_anybody_wrote_is_in_the_file_unless_it_is_to_be_kept(room, at):
    filled(room, at)
    text = json.dumps(dumped(room, **OWN, keep=False))
    assert "Leave it" not in text
    assert "Ada" not in text
    kept = json.dumps(dumped(room, **OWN, keep=True))
    assert "Leave it" in kept
    assert "Ada" in kept


def test_a_room_comes_back_where_it_stood_and_its_clock_stands_still(room, at, clock, plan):
    person = filled(room, at)
    clock.now += 50
    content = json.loads(json.dumps(dumped(room, **OWN, keep=True)))
    again = Room(plan, clock=clock, work=lambda job: None)
    assert restore(again, content)
    assert again.step.id == "words"
    assert again.people == {person: "Ada"}
    # two minutes less fifty seconds, and it waits for the trainer
    clock.now += 1000
    face = wall_face(again)
    assert (face["left"], face["running"]) == (70.0, False)
    assert [(each["text"], each["star"]) for each in face["lines"]] == [("Leave it with me.", True)]


def test_without_the_words_the_browsers_bring_them_back_and_the_mark_is_still_there(room, at, plan):
    person = filled(room, at)
    again = Room(plan, work=lambda job: None)
    restore(again, json.loads(json.dumps(dumped(room, **OWN, keep=False))))
    assert again.have(person) == {}
    assert again.answer(again.join(person), "words", "Leave it with me.", 4).kept
    assert [each["star"] for each in wall_face(again)["lines"]] == [True]


def test_a_talk_that_is_kept_goes_on_with_what_was_said(room, at, jobs, plan):
    person = room.join()
    at("bed")
    room.answer(person, "bed/0/line", "What happened?", 1)
    room.act()
    jobs.pop()()
    said = wall_face(room)["talk"]
    again = Room(plan, work=lambda job: None)
    restore(again, json.loads(json.dumps(dumped(room, **OWN, keep=True))))
    face = wall_face(again)
    assert face["talk"] == said
    assert face["round"] == 2


def test_a_plan_that_was_changed_begins_anew(room, plan_file):
    content = dumped(room, **OWN, keep=False)
    plan_file.write_text(PLAN.replace("id: rest", "id: pause"), encoding="utf-8")
    assert not restore(Room(read(plan_file)), content)


def test_a_workshop_whose_kernel_stopped_goes_on_with_the_same_code_and_port(opened):
    first = opened()
    first.room.go(3)
    first.close()
    second = opened()
    assert second.resumed
    # the wall that stands open on the projector has the key in its address, and goes on steering
    assert (second.code, second.wall) == (first.code, first.wall)
    assert second.room.step.id == "pick"


def test_the_next_group_s_handout_does_not_take_the_place_of_this_one_s(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    times = iter(["2026-11-22_090000", "2026-11-22_140000"])
    monkeypatch.setattr("trainings.workshops.keeping.stamp", lambda: next(times))
    morning = opened()
    first = morning.handout()
    morning.close()
    assert opened().handout() == first  # the same workshop after a restart
    afternoon = opened(fresh=True)
    assert afternoon.handout().name == "handout_2026-11-22_140000.html"
    assert len(list((tmp_path / "results").glob("handout_*.html"))) == 2


def test_one_begins_anew_where_that_is_wanted(opened):
    first = opened()
    first.room.go(3)
    first.close()
    second = opened(fresh=True)
    assert not second.resumed
    assert second.room.place == 0
    assert second.code != first.code


def test_a_workshop_that_ended_leaves_nothing_unless_it_is_kept(opened, tmp_path):
    ended = opened()
    ended.end()
    assert list((tmp_path / "kept").glob("*.json")) == []
    kept = opened()
    kept.keep_answers()
    kept.end()
    (aside,) = (tmp_path / "kept").glob("*.json")
    assert re.fullmatch(r"small\.en_[\d-]+_\d{6}\.json", aside.name)
    assert not opened().resumed


def test_two_trainers_at_once_have_a_port_a_code_and_a_file_each(opened):
    one, other = opened(), opened()
    assert one.code != other.code
    assert one.address != other.address
    assert (one.file.path.name, other.file.path.name) == ("small.en.json", "small.en-2.json")


def test_a_file_that_broke_off_is_taken_for_none(opened, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "small.en.json").write_text('{"schema": 1, "pl', encoding="utf-8")
    assert not opened().resumed


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    file = taken("small", "en", tmp_path)
    file.write({"schema": 1, "place": 1})
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(FixableError, match="No space left on device"):
        file.write({"schema": 1, "place": 2})
    assert file.read() == {"schema": 1, "place": 1}
    assert file.path.stat().st_mode & 0o077 == 0  # nobody else on a shared computer may read it
    file.release()


def test_a_cell_that_is_run_again_shows_the_same_workshop(plan_file, tmp_path):
    options = {"folder": tmp_path / "kept", "host": "127.0.0.1"}
    first = workshop(plan_file, **options)
    assert workshop(plan_file, **options) is first
    first.end()
    second = workshop(plan_file, **options)
    assert second is not first
    second.close()
    assert second not in running._RUNNING.values()
