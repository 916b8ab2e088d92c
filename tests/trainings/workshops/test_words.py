"""The words of the pages: the same in four languages, nothing shouted, the right letters; and the notebooks."""

import re

import pytest

from trainings.loading import ROOM
from trainings.schema import LANGUAGES
from trainings.workshops.loading import shipped
from trainings.workshops.words import words

nbformat = pytest.importorskip("nbformat", reason="the notebooks need jupyterlab")

PAGES = ROOM / "workshops" / "page"
SCRIPTS = ("draw.js", "line.js", "join.js", "wall.js", "console.js")


def texts_of(language):
    yield from words(language).values()
    for step in shipped(language).values():
        yield from (step.title, *step.show, *step.notes, getattr(step, "question", ""), *getattr(step, "options", ()))
    yield from (cell.source for cell in notebook(language).cells if cell.cell_type == "markdown")


def notebook(language):
    return nbformat.read(ROOM / language / "workshop.ipynb", as_version=4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_with_the_same_things_filled_in(language):
    english, own = words("en"), words(language)
    assert set(own) == set(english)
    fields = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in own.items()}
    assert [key for key, text in english.items() if sorted(re.findall(r"\{\w+\}", text)) != fields[key]] == []


def test_every_word_the_pages_ask_for_is_there():
    script = "\n".join((PAGES / name).read_text(encoding="utf-8") for name in SCRIPTS)
    asked = set(re.findall(r"\bwords\.(\w+)", script)) - {"json"}  # the file they come in
    assert asked - set(words("en")) == set()
    assert len(asked) > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_shouted_and_the_letters_are_the_language_s_own(language):
    shown = "\n".join(texts_of(language))
    assert "!" not in shown.replace("![", "")
    assert not set("şţŞŢ") & set(shown)  # the cedilla; Romanian has a comma below
    letters = {"pl": "ąćęłńóśźż", "ro": "ăâîșț", "ru": "ёъы", "en": "abc"}[language]
    assert set(letters) <= set(shown.casefold())


def test_russian_speaks_to_people_with_a_capital_and_polish_and_romanian_as_the_voice_says():
    assert not re.search(r"\b(вы|вас|вам|ваш\w*)\b", "\n".join(texts_of("ru")))
    assert not re.search(r"\b(tu|tău|ta|tale|dumneavoastră)\b", "\n".join(words("ro").values()).casefold())
    assert not re.search(r"\b(Pan|Pani|Państwo)\b", "\n".join(words("pl").values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notebook_opens_a_workshop_in_its_language_in_two_short_cells(language):
    made = notebook(language)
    nbformat.validate(made)
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in code] == [[], []]
    assert code[0].source == f'import trainings\nworkshop = trainings.workshop("ninety_minutes", lang="{language}")'
    assert code[1].source == "workshop"
