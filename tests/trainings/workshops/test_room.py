"""A room: every answer once, whatever the network does; the step, its phases, the talk of the group."""

import pytest

from trainings.workshops.room import MOST_PEOPLE, Room
from trainings.workshops.showing import lines_of, person_face, wall_face
from trainings.workshops.values import Got


def joined(room, count=1):
    people = [room.join(name=f"P{number}") for number in range(count)]
    return people[0] if count == 1 else people


def test_an_answer_that_arrives_three_times_is_counted_once(room):
    person = joined(room)
    for _ in range(3):
        assert room.answer(person, "mood", [1], 1) == Got(kept=True)
    assert [bar["count"] for bar in bars(room, "mood")] == [1, 0]


def bars(room, name):
    from tests.trainings.workshops.conftest import PLACES

    room.go(PLACES[name])
    return wall_face(room)["bars"]


def test_a_late_copy_of_an_older_answer_changes_nothing(room):
    person = joined(room)
    room.answer(person, "mood", [1], 1)
    room.answer(person, "mood", [2], 2)
    assert room.answer(person, "mood", [1], 1) == Got(kept=True)
    assert [bar["count"] for bar in bars(room, "mood")] == [0, 1]


def test_an_answer_of_a_phone_that_was_offline_counts_after_the_step_has_passed(room, at):
    person = joined(room)
    at("rest")
    assert room.answer(person, "mood", [1], 1).kept
    assert room.have(person) == {"mood": 1}


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("mood", [3]), ("mood", [1, 2]), ("mood", []), ("mood", "1"), ("mood", [True]), ("mood", [[1]]), ("words", "  "),
        ("words", 7), ("hello", "x"), ("nowhere", "x"), ("bed/9/line", "x"), ("bed/x/line", "x"), ("bed/0/vote", [1]),
        ("chairs/0/sheet", {"paraphrase": 9}), ("chairs/0/sheet", {"warmth": 1}), ("chairs/0/sheet", {}), ("mood/1/x", [1]),
    ],
)  # fmt: skip
def test_an_answer_to_nothing_that_was_asked_is_not_kept(room, slot, value):
    assert room.answer(joined(room), slot, value, 1) == Got(kept=False)
    assert room.answers.get(slot, {}) == {}


def test_nobody_answers_who_has_not_joined(room):
    assert not room.answer("stranger", "mood", [1], 1).kept


def test_a_text_that_is_too_long_is_kept_with_a_word_about_it(room):
    person = joined(room)
    assert room.answer(person, "words", "listen " * 1500, 1) == Got(kept=True, cut=True)
    assert len(room.answers["words"][person].value) == 595


def test_who_comes_back_is_the_same_person_and_keeps_the_name(room):
    person = room.join(name="Ada")
    assert room.join(person) == person
    assert room.people == {person: "Ada"}
    assert room.join("x" * 100) != "x" * 100  # an id nobody was ever given


def test_a_full_room_says_so_and_those_inside_come_back_in(room):
    people = [room.join() for _ in range(MOST_PEOPLE)]
    assert room.join() is None
    assert room.join(people[7]) == people[7]


def test_the_timer_starts_with_the_step_and_goes_by_its_own_clock(room, clock):
    assert person_face(room, "")["running"] is False
    room.next()
    clock.now += 30
    assert wall_face(room)["left"] == 90.0
    room.pause()
    clock.now += 500
    room.more_time()
    assert wall_face(room)["left"] == 150.0


def test_next_stops_at_the_last_step_and_back_at_the_first(room):
    room.back()
    assert room.place == 0
    for _ in range(20):
        room.next()
    assert room.step.id == "rest"


def test_an_empty_class_goes_through_the_whole_plan(room, jobs):
    for place in range(len(room.plan.steps)):
        room.go(place)
        room.act()
        assert wall_face(room)["people"] == 0
    room.go(5)
    assert room.act() == "no_lines"
    room.go(6)
    assert wall_face(room)["groups"] == []


def test_what_is_right_is_shown_only_once_the_trainer_shows_it(room, at):
    person = joined(room)
    at("pick")
    room.answer(person, "pick", [1], 1)
    before = wall_face(room)
    assert [bar["count"] for bar in before["bars"]] == [None] * 4
    assert "solved" not in before
    assert "solved" not in person_face(room, person)
    room.act()
    shown = wall_face(room)["bars"]
    assert sum(bar["count"] for bar in shown) == 1
    assert any(bar["right"] for bar in shown)
    room.act()
    assert "solved" not in wall_face(room)


def test_a_line_of_one_s_own_is_judged_and_told_only_to_its_writer(room, at, jobs):
    one, other = joined(room, 2)
    at("say")
    good = "So you've moved, the internet was to move on the first, and today is the ninth. Is that right?"
    room.answer(one, "say", good, 1)
    room.act()
    jobs.pop()()
    assert {"paraphrase"} <= {each.casefold() for each in wall_face(room)["lines"][0]["found"]}
    assert person_face(room, one)["told"]["found"]
    assert "told" not in person_face(room, other)


def test_the_group_leads_a_talk_by_proposing_and_voting(room, at, jobs):
    one, two, three = joined(room, 3)
    at("bed")
    jobs.clear()
    assert room.act() == "no_lines"
    for person, line in ((one, "Good morning, how can I help you?"), (two, "Hm."), (three, "  hm. ")):
        room.answer(person, "bed/0/line", line, 1)
    room.act()
    options = person_face(room, one)["form"]["options"]
    assert sorted(each["text"].casefold() for each in options) == ["good morning, how can i help you?", "hm."]
    number = next(each["value"] for each in options if each["text"].startswith("Good"))
    for person in (one, two):
        room.answer(person, "bed/0/vote", [number], 1)
    room.act()
    assert wall_face(room)["phase"] == "thinking"
    assert room.act() == "wait"
    jobs.pop()()
    face = wall_face(room)
    assert [turn["who"] for turn in face["talk"]] == ["customer", "agent", "customer"]
    assert face["talk"][1]["text"] == "Good morning, how can I help you?"
    assert (face["phase"], face["round"]) == ("open", 2)


def test_a_talk_of_two_lines_is_over_after_the_second(room, at, jobs):
    person = joined(room)
    at("bed")
    for turn in range(2):
        room.answer(person, f"bed/{turn}/line", "I see. What happened?", 1)
        room.act()  # a single line needs no vote
        jobs.pop()()
    assert wall_face(room)["phase"] == "over"
    assert room.act() == "talk_over"
    assert person_face(room, person)["form"] is None


def test_a_line_the_trainer_marked_is_among_those_voted_on(room, at):
    people = joined(room, 12)
    at("bed")
    for number, person in enumerate(people):
        room.answer(person, "bed/0/line", f"Line {number}", 1)
    last = next(each["key"] for each in lines_of(room, "bed/0/line") if each["text"] == "Line 11")
    room.star(last)
    room.act()
    shortlist = room.shortlist("bed/0/vote")
    assert shortlist[0] == "Line 11"
    assert len(shortlist) == 8


def test_roles_move_on_and_only_the_observer_has_the_sheet(room, at):
    one, two, three = joined(room, 3)
    at("chairs")
    seen = {person: person_face(room, person) for person in (one, two, three)}
    assert [face["role"] for face in seen.values()] == ["agent", "customer", "observer"]
    assert [face["form"] is not None for face in seen.values()] == [False, False, True]
    assert seen[one]["with"] == ["P1", "P2"]
    assert seen[one]["card"] != seen[two]["card"]
    room.act()
    assert person_face(room, one)["role"] == "customer"
    room.act()
    assert room.act() == "last_round"


def test_who_comes_late_observes_in_the_smallest_group(room, at):
    joined(room, 5)
    at("chairs")
    late = room.join(name="Late")
    # 5 people are groups of 3 and 2
    assert [len(group) for group in room.groups["chairs"]] == [3, 3]
    assert person_face(room, late)["role"] == "observer"


def test_the_observers_sheets_are_added_up(room, at):
    one, two = joined(room, 2)
    at("chairs")
    room.answer(one, "chairs/0/sheet", {"paraphrase": 3, "empathy": 1}, 1)
    room.answer(two, "chairs/1/sheet", {"paraphrase": 2}, 2)
    # (3 + 2) / 2 = 2.5 of two sheets, and 1 of one
    found = [(row["mean"], row["count"]) for row in wall_face(room)["marks"]]
    assert found == [(2.5, 2), (1.0, 1)]


def test_good_lines_come_back_and_lines_taken_off_do_not(room, at):
    one, two = joined(room, 2)
    at("words")
    room.answer(one, "words", "Leave it with me.", 1)
    room.answer(two, "words", "Mrs Kowalska was loud.", 1)
    kept, gone = (each["key"] for each in wall_face(room)["lines"])
    room.star(kept)
    room.hide(gone)
    assert [each["text"] for each in wall_face(room)["lines"]] == ["Leave it with me."]
    at("keep")
    room.answer(two, "keep", "One moment, please.", 1)
    assert [each["text"] for each in wall_face(room)["lines"]] == ["Leave it with me.", "One moment, please."]
    room.hide(gone)
    at("words")
    assert len(wall_face(room)["lines"]) == 2


def test_the_wall_names_no_writer(room, at):
    person = room.join(name="Ada")
    at("words")
    room.answer(person, "words", "Leave it with me.", 1)
    shown = str(wall_face(room))
    assert person not in shown
    assert "Ada" not in shown


def test_a_room_tells_of_every_change_and_of_a_new_stage_only_when_there_is_one(plan):
    told = []
    room = Room(plan, work=lambda job: None)
    room.heard = lambda: told.append(room.stage)
    person = room.join()
    room.next()
    room.answer(person, "mood", [1], 1)
    assert told == [0, 1, 1]
