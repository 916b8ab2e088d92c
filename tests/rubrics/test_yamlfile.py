from typing import ClassVar, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rubrics import yamlfile
from transcribe.errors import BadFile


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    size: int = Field(default=1, ge=1, le=9)
    made: Literal["here", "there"] = "here"


class Thing(BaseModel):
    model_config = ConfigDict(extra="forbid")
    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    parts: list[Part] = []


GOOD = "schema: 1\nparts:\n  - name: lid\n    size: 2\n  - name: box\n"


def test_a_file_that_fits_is_read():
    thing = yamlfile.parse(GOOD, Thing, name="a.yaml")
    assert [(part.name, part.size) for part in thing.parts] == [("lid", 2), ("box", 1)]


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        (GOOD.replace("size", "siez"), "a.yaml:4", "siez"),
        (GOOD.replace("2", "two"), "a.yaml:4", "parts.0.size"),
        (GOOD.replace("2", "0"), "a.yaml:4", "this should be 1 or more"),
        (GOOD.replace("2", "10"), "a.yaml:4", "this should be 9 or less"),
        (GOOD.replace("size: 2", "made: away"), "a.yaml:4", "this can be 'here' or 'there'"),
        (GOOD.replace("name: box", "size: 3"), "a.yaml:5", "parts.1.name"),
        (GOOD.replace("schema: 1", "schema: 2"), "a.yaml:1", "schema 2"),
        ("schema: 1\nparts: [\n", "a.yaml:3", "YAML cannot be read"),
        ("", "a.yaml:1", "no keys"),
        (GOOD.replace("    size: 2", "    name: rim"), "a.yaml:4", "the key 'name' stands here twice"),
        ("schema: 1\nparts: &p\n  - name: lid\nmore: *p\n", "a.yaml:4", "alias"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_key(text, where, what):
    with pytest.raises(BadFile) as caught:
        yamlfile.parse(text, Thing, name="a.yaml")
    assert caught.value.where == where
    assert what in caught.value.what


@pytest.mark.parametrize(
    ("old", "new", "what", "fix"),
    [
        ("size: 2", "size: two", "parts.0.size: this should be a whole number", "correct this key"),
        ("name: lid", "name: [lid]", "parts.0.name: this should be text", "correct this key"),
        ("name: lid", "name: 1.0", "parts.0.name: this should be text", "put it in quotes"),
        ("name: lid", "name: 2026-01-02", "parts.0.name: this should be text", "put it in quotes"),
        ("  - name: box", "  - box", "parts.1: this should hold keys with their values", "correct this key"),
    ],
)
def test_a_fault_is_told_in_words_of_the_file_and_not_of_the_program(old, new, what, fix):
    with pytest.raises(BadFile) as caught:
        yamlfile.parse(GOOD.replace(old, new), Thing, name="a.yaml")
    assert caught.value.what == what
    assert caught.value.fix.startswith(fix)


def test_a_tab_is_told_as_a_tab():
    with pytest.raises(BadFile) as caught:
        yamlfile.parse("schema: 1\nparts:\n\t- name: lid\n", Thing, name="a.yaml")
    assert (caught.value.where, caught.value.fix) == ("a.yaml:3", "use spaces in place of the tab on this line")


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("schema: 1\nparts: \x00\n", "a.yaml:2", "a character here that no text holds"),
        ("schema: 1\nparts: 2026-13-01\n", "a.yaml:1", "month must be in 1..12"),
    ],
)
def test_what_yaml_itself_stumbles_over_is_told(text, where, what):
    with pytest.raises(BadFile) as caught:
        yamlfile.parse(text, Thing, name="a.yaml")
    assert (caught.value.where, what in caught.value.what) == (where, True)


def test_brackets_opened_without_end_are_refused_before_anything_is_built():
    with pytest.raises(BadFile, match="more than 40 deep"):
        yamlfile.parse("schema: 1\nparts: " + "[" * 100_000, Thing, name="a.yaml")


def test_a_file_of_endless_values_is_refused(monkeypatch):
    monkeypatch.setattr(yamlfile, "MOST_VALUES", 5)
    # the mapping, schema, 1, parts, the list: five values, and the part in it is the sixth
    with pytest.raises(BadFile, match="more than 5 values") as caught:
        yamlfile.parse(GOOD, Thing, name="a.yaml")
    assert caught.value.where == "a.yaml:3"


def test_all_faults_are_told_in_the_order_of_their_lines_and_parts_by_their_ids():
    content, lines = yamlfile.read("schema: 1\nparts:\n  - id: lid\n    size: x\n  - name: 3\n", name="a.yaml")
    with pytest.raises(ValidationError) as caught:
        Thing.model_validate(content)
    found = yamlfile.faults(caught.value, lines, name="a.yaml", content=content)
    assert [fault.where for fault in found] == ["a.yaml:3", "a.yaml:3", "a.yaml:4", "a.yaml:5"]
    assert found[2].what.startswith("parts.lid.size:")


def test_a_tag_that_builds_objects_is_refused():
    with pytest.raises(BadFile):
        yamlfile.parse("schema: 1\nparts: !!python/object/apply:os.getcwd []\n", Thing, name="a.yaml")


def test_a_missing_file_is_an_error_a_user_can_fix(tmp_path):
    with pytest.raises(BadFile, match="no such file"):
        yamlfile.load(tmp_path / "none.yaml", Thing)


def test_a_file_that_is_not_text_is_an_error_a_user_can_fix(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"schema: \xff\xfe")
    with pytest.raises(BadFile, match="UTF-8"):
        yamlfile.load(path, Thing)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(yamlfile, "LARGEST_FILE", 10)
    path = tmp_path / "a.yaml"
    path.write_text(GOOD)
    with pytest.raises(BadFile, match="too large"):
        yamlfile.load(path, Thing)


def test_keys_taken_over_from_elsewhere_stand_where_they_were_written():
    content, lines = yamlfile.read("a: 1\n<<: {a: 2, b: 3}\n", name="x.yaml")
    assert content == {"a": 1, "b": 3}
    assert lines["a",] == 1
