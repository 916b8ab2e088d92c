import pytest

from rubrics import library, yamlfile
from rubrics.schema import JSON_SCHEMA, Rubric, json_schema
from transcribe.errors import BadFile, UnknownName

SMALL = """\
schema: 1
id: desk
version: "1.0.0"
languages: [en]
title: {en: "Desk"}
description: {en: "A desk"}
sections:
  - id: tone
    title: {en: "Tone"}
    weight: 100
    criteria:
      - id: thanks
        title: {en: "Thanks"}
        question: {en: "Thanks?"}
        levels:
          - level: 0
            anchor: {en: "No"}
            why: {en: "None"}
          - level: 1
            when: {presence: [thanks]}
            anchor: {en: "Yes"}
            why: {en: "{quote}"}
"""


def read(text=SMALL) -> Rubric:
    return yamlfile.parse(text, Rubric, name="desk.yaml")


def test_a_small_rubric_is_read():
    ((section, criterion),) = read().criteria()
    assert (section.id, criterion.id, criterion.top) == ("tone", "thanks", 1)
    assert read().weight(section, criterion) == 100


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("[thanks]", "[thank]", 20, "there is no move 'thank'"),
        ("presence: [thanks]", "presense: [thanks]", 20, "presense"),
        ("presence: [thanks]", "presence: [thanks], absence: [blame]", 20, "exactly one form of"),
        ("when: {presence: [thanks]}", "example: {}", 19, "level 1 does not say when"),
        ("weight: 100", "weight: 90", 7, "add up to 90"),
        ("weight: 100", "critical: true\n    weight: 100", 11, "no weight"),
        ("level: 1", "level: 2", 15, "none left out"),
        ('why: {en: "None"}', 'why: {pl: "Brak"}', 18, "thanks.0.why has no text in 'en'"),
        ("schema: 1", "schema: 2", 1, "schema 2"),
        ("id: thanks", "id: Thanks!", 12, "pattern"),
        ("[thanks]", "[thank]", 20, "did you mean 'thanks'?"),
        ("{presence:", "{presents:", 20, "there is no form 'presents'; did you mean 'presence'?"),
        (
            "id: thanks",
            "id: thanks\n        judge: moves.v9",
            13,
            "there is no judge 'moves.v9'; did you mean 'moves.v1'?",
        ),
        ("languages: [en]", "languages: [en, ro]", 4, "there is no text at all in 'ro'"),
        ("{presence: [thanks]}", "{call_type: [trouble]}", 20, "there is no type of call 'trouble' here"),
        ("weight: 100", "weight: 0", 8, "the section has no weight"),
        ('title: {en: "Desk"}', 'tilte: {en: "Desk"}', 1, "title: this key is missing"),
    ],
)
def test_a_fault_in_a_rubric_names_the_line_and_says_what_is_wrong(old, new, line, what):
    assert old in SMALL
    with pytest.raises(BadFile) as caught:
        read(SMALL.replace(old, new, 1))
    assert what in caught.value.what
    assert caught.value.where == f"desk.yaml:{line}"


def test_a_condition_that_stands_under_call_types_is_put_in_place_of_its_name():
    types = "call_types: {trouble: {presence: [complaint, escalates]}}\nsections:"
    applies = 'applies: {call_type: [trouble]}\n        not_applicable: {en: "None"}\n        levels:'
    rubric = read(SMALL.replace("sections:", types, 1).replace("levels:", applies, 1))
    ((_, criterion),) = rubric.criteria()
    assert criterion.names() == {"thanks", "complaint", "escalates"}


def test_a_call_type_that_asks_for_another_is_refused():
    types = "call_types: {a: {call_type: [b]}, b: {call_type: [a]}}\nsections:"
    with pytest.raises(BadFile, match="no type of call"):
        read(SMALL.replace("sections:", types, 1))


def test_a_rubric_of_critical_sections_alone_needs_no_hundred():
    assert read(SMALL.replace("weight: 100", "critical: true")).sections[0].critical


def test_two_criteria_of_one_name_are_refused():
    start = SMALL.index("      - id: thanks")
    with pytest.raises(BadFile, match="two criteria"):
        read(SMALL + SMALL[start:])


def test_the_published_schema_is_the_models_own():
    assert JSON_SCHEMA.read_text(encoding="utf-8") == json_schema(), "run: python -m rubrics.schema"


def test_a_rubric_is_loaded_by_its_id_or_from_a_file(tmp_path):
    assert library.load("service_call").id == "service_call"
    path = tmp_path / "desk.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert library.load(path).id == "desk"


def test_an_unknown_rubric_is_named_with_those_there_are():
    with pytest.raises(UnknownName, match="service_call"):
        library.load("sales_call")
