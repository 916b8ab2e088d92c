"""Plans: read with file, line and key, and refused with numbers where the time is too short."""

import pytest

from tests.trainings.workshops.conftest import PLAN
from trainings.schema import LANGUAGES
from trainings.workshops.loading import load, names, read, shipped
from transcribe.errors import BadFile, UnknownName

SHAPE = {"exercise", "lesson", "scenario", "rounds", "turns", "rubric", "criteria", "many"}


def changed(plan_file, old, new):
    assert old in PLAN
    plan_file.write_text(PLAN.replace(old, new), encoding="utf-8")
    return plan_file


def refused(path):
    with pytest.raises(BadFile) as caught:
        read(path)
    return caught.value


def test_a_plan_s_spare_minutes_are_what_its_steps_leave(plan):
    # 2 + 2 + 2 + 2 + 2 + 9 + 9 + 2 + 2 = 32 of 60
    assert plan.spare == 28


def test_a_plan_with_too_little_time_is_told_in_numbers(plan_file):
    error = refused(changed(plan_file, "minutes: 60", "minutes: 20"))
    assert error.what == "minutes: the steps take 32 minutes, the plan has 20"
    assert error.fix == "shorten or drop steps by 12 minutes, or raise 'minutes'"
    assert error.where == "small.yaml:6"


def test_a_talk_in_pairs_needs_three_minutes_a_round(plan_file):
    error = refused(changed(plan_file, "title: Chairs, minutes: 9", "title: Chairs, minutes: 5"))
    assert error.what == "agenda.7: chairs has 5 minutes and takes 9 at the least"
    assert error.where == "small.yaml:14"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: poll", "kind: pol", "agenda"),
        ("options: [Well, So so]", "options: [Well]", "2 or more"),
        ('exercise: "02-05"', 'exercise: "02-99"', "there is no exercise '02-99'"),
        ('exercise: "02-05"', 'exercise: "02-08"', "puts steps in order"),
        ("scenario: late_bed, turns", "scenario: no_bed, turns", "there is no scenario 'no_bed'"),
        ("criteria: [paraphrase, empathy]", "criteria: [warmth]", "no criterion 'warmth'"),
        ("- {id: hello, kind: talk, title: Hello, minutes: 2, notes: [Smile.]}", "- use: hullo", "no step 'hullo'"),
        ("title: Rest, minutes: 2", "title: Rest", "minutes"),
        ("title: Rest, minutes: 2", "title: Rest, minutes: 2, minute: 3", "not known"),
    ],
)
def test_a_slip_is_named_with_its_line(plan_file, old, new, said):
    error = refused(changed(plan_file, old, new))
    assert said in str(error)
    line = next(number for number, text in enumerate(PLAN.splitlines(), 1) if old in text)
    assert error.where == f"small.yaml:{line}"


def test_a_step_that_ships_is_taken_with_one_s_own_minutes_and_twice_under_two_names(plan_file):
    more = PLAN + "  - {use: short_break, minutes: 7}\n  - use: short_break\n"
    plan_file.write_text(more, encoding="utf-8")
    first, second = read(plan_file).steps[-2:]
    assert (first.id, first.minutes) == ("short_break", 7)
    assert (second.id, second.minutes) == ("short_break_2", 10)
    assert first.title == second.title == "Break"


def test_an_unknown_plan_lists_those_there_are():
    with pytest.raises(UnknownName, match="ninety_minutes, half_day, two_days"):
        load("one_hour")
    with pytest.raises(UnknownName, match="en, pl, ru, ro"):
        load("half_day", "de")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "minutes"), [("ninety_minutes", 90), ("half_day", 240), ("two_days", 840)])
def test_a_plan_that_ships_fits_its_time_in_every_language(name, minutes, language):
    plan = load(name, language)
    assert (plan.id, plan.language, plan.minutes) == (name, language, minutes)
    # Some air, and never more than a tenth of the time.
    assert 0 < plan.spare <= minutes / 10
    assert all(step.notes for step in plan.steps if step.kind != "break")


def test_the_plans_are_listed_the_shortest_first():
    assert names() == ("ninety_minutes", "half_day", "two_days")


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_the_steps_are_the_same_in_every_language(language):
    english, own = shipped("en"), shipped(language)
    assert list(own) == list(english)
    for name, step in own.items():
        other = english[name]
        assert (step.kind, step.minutes, len(step.notes)) == (other.kind, other.minutes, len(other.notes)), name
        assert step.model_dump(include=SHAPE) == other.model_dump(include=SHAPE), name
        assert len(getattr(step, "options", ())) == len(getattr(other, "options", ())), name


@pytest.mark.parametrize("name", ["ninety_minutes", "half_day", "two_days"])
def test_a_plan_has_the_same_agenda_in_every_language(name):
    agendas = {language: [(step.id, step.minutes) for step in load(name, language).steps] for language in LANGUAGES}
    assert [language for language in LANGUAGES if agendas[language] != agendas["en"]] == []
