"""The words of the desk, its script and its style."""

import re
from string import Formatter

import pytest

from review.desk.words import HERE, script, style, words
from review.reports.texts import languages
from transcribe.errors import UnknownName

ENGLISH = words("en")


def filled_in(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_things_and_shouts_none(language):
    own = words(language)
    assert own.keys() == ENGLISH.keys()
    assert [key for key in own if filled_in(own[key]) != filled_in(ENGLISH[key])] == []
    assert [key for key in own if not own[key].strip() or "!" in own[key]] == []
    assert re.findall("[şţ]", " ".join(own.values())) == []


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_every_language_has_words_of_its_own(language):
    same = {key for key, text in words(language).items() if text == ENGLISH[key]}
    assert same <= {"moment", "agent", "transcript"}


def test_a_language_the_desk_does_not_speak_is_told():
    with pytest.raises(UnknownName, match="there is no desk in the language 'xx'"):
        words("xx")


def test_the_page_uses_words_that_are_there():
    used = set(re.findall(r"words\.(\w+)", script())) | set(re.findall(r'"(key_\w+)"', script()))
    assert used - ENGLISH.keys() == set()


def test_no_markup_is_made_of_what_people_wrote():
    assert re.findall(r"(\w+)\.(?:inner|outer)HTML", script()) == ["shapes"]  # a file of ours
    assert "insertAdjacentHTML" not in script()


def test_no_rule_reaches_another_part_of_the_notebook():
    bare = re.sub(r"/\*.*?\*/", "", style(), flags=re.S)
    depth, start, outside = 0, 0, []
    for place, sign in enumerate(bare):
        if sign == "{":
            if depth == 0:
                outside.append(bare[start:place].strip())
            depth += 1
        elif sign == "}":
            depth -= 1
            start = place + 1
    assert depth == 0
    assert [rule for rule in outside if ".pz-desk" not in rule and not rule.startswith("@")] == []


def test_no_file_of_the_page_is_over_400_lines_long():
    assert [path.name for path in (HERE / "page").iterdir() if path.read_text().count("\n") > 400] == []
