"""The checker finds what is wrong, and finds nothing in what is right."""

import xml.etree.ElementTree as ET

import pytest

from scenarios.checker import check, check_all, survey
from scenarios.checker.graph import picture
from scenarios.checker.pasting import pasted_talks
from scenarios.checker.search import wins
from scenarios.loading import load, names
from scenarios.session import play, said_all
from tests.scenarios.casework import LANGUAGES, changed, copied

BLAMING = {
    "en": ("You should have read the delivery terms.", "You should have called us sooner."),
    "pl": ("Trzeba było przeczytać warunki dostawy.", "To pani wina, że łóżka nie ma."),
    "ru": ("Надо было читать условия доставки.", "Вы сами виноваты, что кровати нет."),
    "ro": ("Trebuia să citiți condițiile de livrare.", "E vina dumneavoastră că patul nu a ajuns."),
}


@pytest.fixture(scope="module")
def seen():
    return survey(load("late_bed"))


def errors(folder, **options):
    return [finding.what for finding in check(folder, **options).findings if finding.weight == "error"]


def test_late_bed_is_sound_in_all_languages():
    assert check("late_bed").findings == ()


def test_every_ending_of_late_bed_is_reached_and_the_best_one_soonest_in_four_lines(seen):
    assert set(seen.endings) == {"relieved", "settled", "half", "nothing", "manager", "hung_up"}
    # the need must be told, come back, be met, and the customer asked: no talk of three lines does all of it
    assert len(seen.endings["relieved"]) == 4


def test_blame_and_one_more_line_that_harms_end_the_talk(seen):
    first, second = seen.endings["hung_up"]
    assert (first, second in {"blames", "invites a review"}) == ("blames", True)  # a review, asked of an angry customer


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_lines_of_blame_and_nothing_else_end_the_talk(language):
    after = said_all(play("late_bed", language), BLAMING[language])
    assert [[piece.line for piece in each.pieces] for each in after.exchanges] == [["blamed"], ["blamed", "hangs_up"]]
    # calm 35 - 22 blame - 3 said coldly = 10, where they still talk; once more, and nothing of it is left
    assert [each.customer.feelings["calm"] for each in after.exchanges] == [10.0, 0.0]
    assert after.ending == "hung_up"


def test_survey_states_its_bound(seen):
    assert seen.bound.startswith(f"{seen.tried} lines tried in talks of up to 14 lines")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_pasted_key_words_never_win(name, language):
    case = load(name, language)
    assert [way for way, ending in pasted_talks(case) if wins(case, ending)] == []


@pytest.mark.parametrize("name", names())
def test_one_trick_trainees_never_win(name):
    assert survey(load(name)).winners == {}


def test_scenario_that_can_be_won_by_saying_sorry_is_found(tmp_path):
    folder = copied(tmp_path)
    kind = {"id": "apology_again", "hears": "apology", "times": "1+", "effect": {"trust": 9, "calm": 9, "patience": 9}}
    changed(
        folder / "scenario.yaml",
        lambda content: content | {"reactions": [kind], "endings": endings(settled={"trust": "at least 60"})},
    )
    assert any("only says sorry" in what for what in errors(folder, talks=False))


def endings(settled):
    return [
        {"id": "hung_up", "score": [0, 9], "by": "hangs_up"},
        {"id": "manager", "score": [10, 19], "by": "manager"},
        {"id": "relieved", "score": [85, 100], "when": {"solution_accepted": "at least 60"}, "closed": True},
        {"id": "settled", "score": [65, 84], "when": settled},
        {"id": "half", "score": [42, 64], "when": {"problem_understood": "at least 50"}},
        {"id": "nothing", "score": [20, 41]},
    ]


def test_ending_nobody_reaches_is_found(tmp_path):
    folder = copied(tmp_path)
    changed(
        folder / "scenario.yaml",
        lambda content: content | {"endings": endings(settled={"trust": "at least 90", "calm": "below 5"})},
    )
    assert "nobody reaches the ending 'settled'" in errors(folder, talks=False)


def test_part_of_the_talk_without_a_way_out_is_found(tmp_path):
    folder = copied(tmp_path)
    circle = [{"id": "story", "until": {"calm": "below 1"}}, {"id": "close"}]
    changed(folder / "scenario.yaml", lambda content: content | {"beats": circle})
    assert "the part 'close' of the talk is never reached" in errors(folder, talks=False)


def test_fact_that_cannot_come_out_is_found(tmp_path):
    folder = copied(tmp_path)
    hard = {"start": {"trust": 0, "patience": 12, "calm": 8}, "most_lines": 4}
    changed(folder / "scenario.yaml", lambda content: content | hard | {"facts": hidden(content["facts"])})
    assert any("never comes out" in what for what in errors(folder, talks=False))


def hidden(facts):
    return [fact | ({"reveal": "trusted"} if fact["id"] == "stairs" else {}) for fact in facts]


def test_example_that_does_not_hold_is_found(tmp_path):
    folder = copied(tmp_path)
    example = {"reply": "Hello.", "returns": ["floor"], "signs": ["offered"], "lines": ["accepts"], "up": ["trust"]}
    changed(folder / "en.yaml", lambda content: content | {"examples": [example]})
    found = errors(folder)
    assert any("returns nothing, not floor" in what for what in found)
    assert any("offered was not noticed" in what for what in found)
    assert any("does not say 'accepts'" in what for what in found)


def test_script_with_another_ending_is_found(tmp_path):
    folder = copied(tmp_path)
    changed(
        folder / "en.yaml",
        lambda content: content | {"scripts": content["scripts"] | {"good": list(content["scripts"]["harmful"])}},
    )
    assert any("the good script ends in" in what for what in errors(folder))


def test_line_nobody_hears_is_noted(tmp_path):
    folder = copied(tmp_path)
    odd = {"id": "odd", "hears": "win_win", "while": {"trust": "at least 100"}, "line": "glad"}
    changed(folder / "scenario.yaml", lambda content: content | {"reactions": [odd]})
    assert any("the reaction 'odd' never holds" in finding.what for finding in check(folder, talks=False).findings)


def test_file_that_cannot_be_read_is_one_finding_with_its_line(tmp_path):
    folder = copied(tmp_path)
    (folder / "scenario.yaml").write_text("schema: 1\nid: [", encoding="utf-8")
    found = check(folder).findings
    assert len(found) == 1
    assert found[0].scenario.startswith("scenario.yaml:")


def test_missing_languages_are_noted(tmp_path):
    notes = [finding.what for finding in check(copied(tmp_path), talks=False).findings]
    assert notes == ["it is not written in 'pl'", "it is not written in 'ru'", "it is not written in 'ro'"]


def test_whole_library_is_checked():
    seen = check_all(talks=False)
    assert [each.scenario for each in seen] == [*names(), "library"]


def test_picture_is_an_svg_with_every_part_and_ending():
    drawn = picture(survey(load("late_bed", "pl")))
    root = ET.fromstring(drawn)  # noqa: S314 - our own text
    texts = {node.text for node in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"story", "solution", "close", "relieved", "hung_up"} <= texts
    assert "Łóżko, które nie przyjechało" in texts
