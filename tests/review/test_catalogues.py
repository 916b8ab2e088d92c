"""Every language says everything the page says, with the same things filled in."""

import re

import pytest
from babel.messages.pofile import read_po

from review.locale import __main__ as tool
from review.reports.names import BETTER_LINES, FAMILIES, MOVES
from review.reports.texts import LOCALE, languages
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES

FIELD = re.compile(r"{(\w+)}")


def catalogue(code):
    with (LOCALE / code / "LC_MESSAGES" / "parafraza.po").open("rb") as file:
        return read_po(file, locale=code)


def forms(value):
    return [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("code", languages())
def test_the_texts_are_in_step_with_the_code(code):
    kept = (LOCALE / code / "LC_MESSAGES" / "parafraza.po").read_text(encoding="utf-8")
    assert tool.written(tool.fresh(code)) == kept, "run python -m review.locale"


@pytest.mark.parametrize("code", languages())
def test_nothing_is_left_to_translate(code):
    assert tool.untranslated(catalogue(code)) == []


@pytest.mark.parametrize("code", [code for code in languages() if code != "en"])
def test_a_translation_fills_in_the_same_things(code):
    for message in catalogue(code):
        wanted = set(FIELD.findall(" ".join(forms(message.id))))
        for said in forms(message.string) if message.id else []:
            assert set(FIELD.findall(said)) == wanted, message.id


@pytest.mark.parametrize("code", languages())
def test_no_text_shouts(code):
    said = [form for message in catalogue(code) if message.id for form in forms(message.string) + forms(message.id)]
    assert [text for text in said if "!" in text] == []


def test_every_move_and_family_of_the_vocabulary_has_a_name():
    assert set(MOVES) == {*AGENT_MOVES, *CUSTOMER_MOVES}
    assert set(FAMILIES) == {*AGENT_MOVES.values(), *CUSTOMER_MOVES.values()}


def test_better_lines_are_for_moves_of_the_agent():
    assert set(BETTER_LINES) <= set(AGENT_MOVES)


def test_the_tool_says_what_a_new_language_still_needs(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(tool, "LOCALE", tmp_path)
    monkeypatch.setattr(tool, "languages", lambda: ())
    assert tool.main(["ro"]) == 1
    assert "What went well" in capsys.readouterr().out
    made = (tmp_path / "ro" / "LC_MESSAGES" / "parafraza.po").read_text(encoding="utf-8")
    assert "nplurals=3" in made  # Romanian: 1, 2 to 19, 20 and more
    assert tool.main(["ro", "--check"]) == 1
