"""The check of a rubric names every fault with its file and line, and runs the examples."""

from pathlib import Path

import pytest

from rubrics import library
from rubrics.authoring import check, starter
from rubrics.authoring.examples import examples_of, is_right, outcome, strange_lines

DESK = (Path(__file__).parents[3] / "docs" / "examples" / "hotel_desk.yaml").read_text(encoding="utf-8")


def checked(folder, old="", new=""):
    assert old in DESK
    path = folder / "hotel_desk.yaml"
    path.write_text(DESK.replace(old, new, 1) if old else DESK, encoding="utf-8")
    return check(path)


def line_of(text, start=1):
    """The line of the first line that holds ``text``."""
    return next(number for number, line in enumerate(DESK.splitlines(), 1) if text in line and number >= start)


def test_the_worked_example_of_the_manual_passes_its_check(tmp_path):
    result = checked(tmp_path)
    # 10 levels (3 + 3 + 2 + 2), an example and a counter-example each
    assert (result.faults, result.notes, result.examples) == ((), (), 20)


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_rubric_has_no_fault_in_its_form(name):
    result = check(library.FOLDER / f"{name}.yaml")
    assert result.languages == ("en", "pl", "ru", "ro")
    assert [fault for fault in result.faults if "dialogue" not in fault.what] == []


@pytest.mark.parametrize(
    ("old", "new", "at", "what"),
    [
        ("presence: [greeting]", "presence: [greetings]", "when: {presence: [greeting]}", "no move 'greetings'"),
        ("weight: 40", "weight: 30", "sections:", "add up to 90"),
        ("“{quote}” greets", "“{qoute}” greets", "greets the guest", "{qoute}"),
        ('["customer: I need quiet', '["Anna: I need quiet', "customer: I need quiet", "does not say who speaks"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, old, new, at, what):
    (fault,) = checked(tmp_path, old, new).faults
    assert (fault.where, what in fault.what) == (f"hotel_desk.yaml:{line_of(at)}", True)


def test_all_faults_of_a_file_are_told_at_once(tmp_path):
    path = tmp_path / "hotel_desk.yaml"
    path.write_text(DESK.replace("[greeting]", "[greating]").replace("[bounce]", "[bounced]"), encoding="utf-8")
    wrong = [number for number, line in enumerate(DESK.splitlines(), 1) if "[greeting]" in line or "[bounce]" in line]
    assert [fault.where for fault in check(path).faults] == [f"hotel_desk.yaml:{number}" for number in wrong]


def test_an_example_that_scores_another_level_is_told_with_what_was_found_in_it(tmp_path):
    (fault,) = checked(tmp_path, "agent: Thank you, Mr Osei.", "agent: Thank you.").faults
    assert fault.what == "welcome.2.example.en: this dialogue scores 1, and should score 2"
    assert "greeting in “Good evening, Harrow Lake Hotel.”" in fault.fix


def test_a_counter_example_that_scores_its_level_is_told(tmp_path):
    path = tmp_path / "hotel_desk.yaml"
    head, tail = DESK.rsplit("counter_example:", 1)
    same = (
        'counter_example:\n              en: ["customer: The heating is off.", "agent: What happened just before?"]\n'
    )
    path.write_text(head + same, encoding="utf-8")
    assert tail
    (fault,) = check(path).faults
    assert fault.what == "sent_away.1.counter_example.en: this dialogue scores 1, and should score anything but 1"


def test_a_dialogue_the_criterion_does_not_apply_to_is_told_as_such(tmp_path):
    old = "customer: I was promised a room at noon and it is not ready."
    (fault, *_) = checked(tmp_path, old, "customer: Hello.").faults
    assert fault.what.startswith("wait.0.example.en: the criterion does not apply to this dialogue")


def test_a_level_without_an_example_is_a_note_and_no_fault(tmp_path):
    path = tmp_path / "hotel_desk.yaml"
    start, end = DESK.rindex("            example:"), DESK.rindex("            counter_example:")
    path.write_text(DESK[:start] + DESK[end:], encoding="utf-8")
    result = check(path)
    assert (result.faults, result.notes) == ((), ("sent_away: no example for level 1 (en)",))


def test_a_fault_in_the_words_beside_a_rubric_is_told_with_their_file(tmp_path):
    for path in library.FOLDER.glob("negotiation_call*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    words = tmp_path / "negotiation_call.pl.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("„{quote}” szuka tego", "„{qoute}” szuka tego", 1), encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), 1) if "szuka tego, co stoi" in each)
    faults = [fault for fault in check(words).faults if "dialogue" not in fault.what]
    assert [fault.where for fault in faults] == [f"negotiation_call.pl.yaml:{line}"]


@pytest.mark.parametrize("text", ["", "a: &a [*a]\n", "schema: 9\n", "x: " + "[" * 5_000, "\x00"])
def test_a_file_that_is_no_rubric_at_all_is_one_fault(tmp_path, text):
    path = tmp_path / "hotel_desk.yaml"
    path.write_text(text, encoding="utf-8")
    (fault,) = check(path).faults
    assert fault.where.startswith("hotel_desk.yaml:")


def test_a_file_that_is_not_there_is_a_fault():
    (fault,) = check(Path("nowhere.yaml")).faults
    assert fault.what == "there is no such file"


@pytest.mark.parametrize("languages", [("en",), ("pl", "en"), ("ru",), ("ro", "ru", "pl", "en")])
def test_a_new_rubric_passes_its_own_check(tmp_path, languages):
    path = tmp_path / "ours.yaml"
    path.write_text(starter("ours", languages), encoding="utf-8")
    result = check(path)
    # 4 + 4 + 2 levels; of the four of no_blame's pairs every level has both
    assert (result.faults, result.languages, result.examples) == ((), languages, 20 * len(languages))


def test_a_language_named_twice_is_written_once():
    assert starter("ours", ("en", "pl", "en")) == starter("ours", ("en", "pl"))


def test_the_outcome_of_an_example_is_its_level_or_none_where_it_does_not_apply(tmp_path):
    result = {each.criterion.id: each for each in examples_of(library.load("service_call")) if each.language == "en"}
    example = result["apology"]
    assert is_right(example) == ((outcome(example) == example.level) is (example.kind == "example"))
    assert strange_lines(["agent: a", "customer: b", "Anna: c"]) == ["Anna: c"]
