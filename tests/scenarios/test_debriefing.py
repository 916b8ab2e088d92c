"""After the talk: marks, curve, moments, practice; and the forms they leave in."""

import csv
import io
import json

import pytest

from rubrics.values import RubricRef
from scenarios.chances import hint
from scenarios.debriefing import call_of, debrief, trained_by
from scenarios.loading import load
from scenarios.session import play, said_all
from scenarios.wire import debrief_csv, debrief_json, play_json, xapi_statements

LANGUAGES = ("en", "pl", "ru", "ro")


def ended(kind, language="en"):
    session = play("late_bed", language)
    return debrief(said_all(session, getattr(session.case.texts.scripts, kind)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_total_is_six_tenths_outcome_and_four_tenths_how_the_talk_was_led(language):
    from rubrics import score

    after = ended("good", language)
    led = score(call_of(after.session), "service_call").skill_total
    assert after.card.skill_total == pytest.approx(0.6 * after.result + 0.4 * led, abs=0.051)
    assert after.card.rubric == RubricRef("role_play", "1.0.0")


def test_first_mark_is_the_outcome_within_its_ending():
    mark = ended("good").card.marks[0]
    # relieved is 85 to 100: 3 * 0.85 = 2.55
    assert (mark.criterion, mark.low, mark.high, mark.max) == ("outcome", 2.55, 3.0, 3.0)
    assert mark.low <= mark.value <= mark.high


def test_curve_has_the_start_and_every_line():
    after = ended("mediocre")
    assert len(after.curve) == len(after.session.exchanges) + 1
    assert after.curve[0]["trust"] == 40


@pytest.mark.parametrize("kind", ["good", "mediocre", "harmful"])
def test_moments_are_three_and_a_strength_comes_first(kind):
    moments = ended(kind).moments
    assert len(moments) <= 3
    assert [moment.good for moment in moments] == sorted((moment.good for moment in moments), reverse=True)
    assert all((moment.better is None) == moment.good for moment in moments)


def test_moment_that_went_wrong_has_a_line_of_this_case():
    moments = ended("harmful").moments
    better = set(play("late_bed").case.texts.better.values())
    assert {moment.better for moment in moments if not moment.good} <= better
    assert any(not moment.good for moment in moments)


def test_practice_names_what_the_talk_did_without():
    after = ended("mediocre")
    made = {name for each in after.session.exchanges for name in each.evidence.weights if each.evidence.made(name)}
    assert after.practice
    assert all(each.move not in made or each.move == "satisfaction_check" for each in after.practice)
    assert "late_bed" in [each.scenario.id for each in trained_by(after.practice[0].move)]


def test_practice_names_other_scenarios_by_their_titles_in_the_language_of_the_talk():
    places = [place for each in ended("mediocre", "pl").practice for place in each.scenarios.items()]
    assert places
    assert all(name != "late_bed" and title == load(name, "pl").texts.title for name, title in places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_that_asks_whether_it_suits_is_not_said_to_have_left_that_out(language):
    after = ended("good", language)
    exchanges = after.session.exchanges
    asked = next(place for place, each in enumerate(exchanges) if "satisfied" in each.signs)
    missed = after.session.case.feedback("missed_check")
    assert after.ending == "relieved"
    # neither the check itself nor a word after the customer's yes left the question out
    assert [each.line for each in after.moments if each.line >= asked and each.why == missed] == []


def test_talk_that_ends_before_anybody_asks_is_told_that_it_was_not_asked():
    session = play("late_bed")
    offer = "I will have it delivered on Friday morning, carried up and put together at no charge."
    lines = [*session.case.texts.scripts.good[:3], offer, "Let me note that in the system."]
    last = debrief(said_all(session, lines)).moments[-1]
    assert (last.line, last.good, last.why) == (4, False, session.case.feedback("missed_check"))


def test_talk_without_a_line_has_a_debrief():
    after = debrief(play("late_bed"))
    assert (after.ending, after.moments) == ("nothing", ())


def test_hint_follows_the_talk():
    session = play("late_bed")
    better = session.case.texts.better
    assert hint(session.case, session.customer) == better["greet"]
    session = session.reply("Three weeks on the floor, I'm so sorry, that must be exhausting.")
    assert hint(session.case, session.customer) == better["ask"]
    session = session.reply("By when do you need the bed, and what is it for?")
    assert hint(session.case, session.customer) == better["paraphrase"]


def test_play_json_has_exactly_the_keys_of_the_contract():
    content = play_json(ended("good").session)
    assert set(content) == {"scenario", "lang", "seed", "turns", "ending", "scorecard"}
    turn = content["turns"][0]
    assert set(turn) == {"trainee", "moves", "customer", "state", "feedback"}
    assert set(turn["moves"][0]) == {"move", "quote", "confidence"}
    assert set(content["scorecard"]) == {"schema", "rubric", "skill_total", "compliance", "marks"}
    assert all(each["quote"] in turn["trainee"] for each in turn["moves"])
    json.dumps(content)


def test_csv_has_a_row_a_line_and_nothing_a_spreadsheet_computes():
    session = play("late_bed").reply('=HYPERLINK("http://x")').reply("I am sorry about the bed.")
    rows = list(csv.DictReader(io.StringIO(debrief_csv(debrief(session)))))
    assert [row["line"] for row in rows] == ["1", "2"]
    assert rows[0]["trainee"] == '\'=HYPERLINK("http://x")'


def test_xapi_has_the_play_and_each_line():
    after = ended("good")
    statements = xapi_statements(after, actor="Ola", timestamp="2026-11-22T10:00:00Z")
    assert len(statements) == 1 + len(after.session.exchanges)
    assert statements[0]["result"]["score"]["scaled"] == round(after.result / 100, 3)
    assert statements[0]["result"]["success"]
    assert all(each["actor"]["account"]["name"] == "Ola" and "timestamp" in each for each in statements)
    json.dumps(statements)


def test_xapi_binds_the_lines_of_a_play_together_and_tells_marks_state_and_practice():
    after = ended("harmful")
    whole, *lines = xapi_statements(after, actor="Ola", timestamp="2026-11-22T10:00:00Z")
    again, *_ = xapi_statements(after, actor="Ola", timestamp="2026-11-22T10:00:00Z")
    later, *_ = xapi_statements(after, actor="Ola", timestamp="2026-11-23T10:00:00Z")
    assert whole["id"] == again["id"] != later["id"]
    assert len({each["id"] for each in (whole, *lines)}) == 1 + len(lines)
    assert {each["context"]["registration"] for each in (whole, *lines)} == {whole["context"]["registration"]}
    assert all(each["context"]["contextActivities"]["parent"][0]["id"] == whole["object"]["id"] for each in lines)
    told = {name.rpartition(":")[2]: value for name, value in whole["context"]["extensions"].items()}
    assert told["marks"]["outcome"] == after.card.marks[0].value
    assert told["practise"] == [each.move for each in after.practice]
    assert lines[-1]["context"]["extensions"]["urn:parafraza:scenario:state"] == told["state"] == after.curve[-1]


def test_debrief_of_the_room_is_the_function_however_often_it_is_asked_for():
    import scenarios

    session = play("late_bed")
    assert {scenarios.debrief(session).ending for _ in range(2)} == {debrief(session).ending}


def test_debrief_json_is_json():
    content = json.loads(json.dumps(debrief_json(ended("harmful"))))
    assert content["ending"] in ("hung_up", "manager")
    assert len(content["moments"]) <= 3
