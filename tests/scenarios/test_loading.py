"""Files that do not say what they should: the error names the file, the line and the key, and the way out."""

import pytest

from scenarios.loading import load, package, toned
from tests.scenarios.casework import changed, copied
from transcribe.errors import BadFile, UnknownName


def without(key):
    return lambda content: {name: value for name, value in content.items() if name != key}


def line_of(path, text):
    return 1 + next(place for place, line in enumerate(path.read_text(encoding="utf-8").splitlines()) if text in line)


def test_scenario_of_one_s_own_is_read_from_its_folder(tmp_path):
    assert load(copied(tmp_path), "en").texts.title == "The bed that has not come"


def test_changed_file_is_read_again(tmp_path):
    folder = copied(tmp_path)
    load(folder, "en")
    changed(folder / "en.yaml", lambda content: content | {"title": "Another bed"})
    assert load(folder, "en").texts.title == "Another bed"


def test_unknown_move_is_named_with_file_and_line(tmp_path):
    folder = copied(tmp_path)
    path = folder / "scenario.yaml"
    changed(path, lambda content: content | {"skills": ["paraphrase", "magic"]})
    with pytest.raises(BadFile, match="there is no move 'magic'") as error:
        package(folder)
    assert f"scenario.yaml:{line_of(path, 'magic')}" in str(error.value)


def test_unknown_sign_in_a_reaction_is_named(tmp_path):
    folder = copied(tmp_path)
    bad = {"id": "odd", "hears": "telepathy", "effect": {"trust": 5}}
    changed(folder / "scenario.yaml", lambda content: content | {"reactions": [bad]})
    with pytest.raises(BadFile, match="telepathy"):
        package(folder)


def test_unknown_key_is_refused(tmp_path):
    folder = copied(tmp_path)
    changed(folder / "en.yaml", lambda content: content | {"titel": "x"})
    with pytest.raises(BadFile, match=r"en\.yaml:\d+: titel"):
        package(folder)


def test_missing_language_file_is_named_with_both_ways_out(tmp_path):
    folder = copied(tmp_path)
    changed(folder / "scenario.yaml", lambda content: content | {"languages": ["en", "ro"]})
    with pytest.raises(BadFile, match=r"'ro' has no file") as error:
        package(folder)
    assert "write ro.yaml" in str(error.value)


@pytest.mark.parametrize(
    ("part", "name", "what"),
    [
        ("facts", "mother", "'mother' has no text here"),
        ("solution", "by_friday", "'by_friday' has no text here"),
        ("unwanted", "wait_more", "'wait_more' has no text here"),
        ("better", "ask", "'ask' has no text here"),
        ("endings", "half", "'half' has no text here"),
        ("lines", "confirms", "every scenario words this line itself"),
    ],
)
def test_text_that_is_missing_in_a_language_is_named(tmp_path, part, name, what):
    folder = copied(tmp_path)
    changed(folder / "en.yaml", lambda content: content | {part: without(name)(content[part])})
    with pytest.raises(BadFile, match=what) as error:
        package(folder)
    assert f"late_bed/en.yaml:{line_of(folder / 'en.yaml', f'{part}:')}" in str(error.value)


def test_fact_asked_for_without_words_of_a_question_is_refused(tmp_path):
    folder = copied(tmp_path)
    changed(
        folder / "en.yaml",
        lambda content: content | {"facts": content["facts"] | {"stairs": {"told": ["x"], "words": ["stairs"]}}},
    )
    with pytest.raises(BadFile, match="needs 'ask'"):
        package(folder)


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("solution", [{"id": "by_friday", "worth": 45}], "must be a 'must'"),
        ("solution", [{"id": "by_friday", "worth": 45, "must": True}], "worth 80 or more"),
        (
            "facts",
            [{"id": "a", "kind": kind, "worth": 50, "reveal": "opening"} for kind in ("need", "detail")],
            "called 'a'",
        ),
        ("level", 9, "this should be 5 or less"),
    ],
)
def test_scenario_that_cannot_work_is_refused(tmp_path, key, value, what):
    folder = copied(tmp_path)
    changed(folder / "scenario.yaml", lambda content: content | {key: value})
    with pytest.raises(BadFile, match=what):
        package(folder)


def test_language_a_scenario_is_not_written_in_is_refused(tmp_path):
    with pytest.raises(UnknownName, match="not written in 'pl'"):
        load(copied(tmp_path), "pl")


def test_tone_without_variants_takes_those_of_the_nearest():
    assert toned({"plain": ("p",), "tense": ("t",)}, "warm") == ("p",)
    assert toned(("any",), "tense") == ("any",)


def test_html_in_a_name_stays_text_everywhere(tmp_path):
    from scenarios.checker import survey
    from scenarios.checker.graph import picture

    folder = copied(tmp_path)
    changed(folder / "en.yaml", lambda content: content | {"title": "<script>alert(1)</script>"})
    assert "<script>" not in picture(survey(load(folder, "en")))
