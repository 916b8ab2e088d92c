"""Every word of the course stands in a dictionary (hunspell's), or in the project's own list for its language."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES
from trainings.loading import ROOM
from trainings.schema import LANGUAGES

DICTIONARIES = {"en": "en_GB", "pl": "pl_PL", "ru": "ru_RU", "ro": "ro_RO"}
"""Names of Debian's dictionaries: hunspell-en-gb, hunspell-pl, hunspell-ru, hunspell-ro."""
UNREAD = {
    "id",
    "kind",
    "lesson",
    "language",
    "skill",
    "moves",
    "words",
    "role_play",
    "who",
    "gamed",
    "small_words",
    "asking",
    "use",
    "scenario",
    "criteria",
}
"""What a reader never sees as a sentence: names for programs, patterns of words, and answers that are no language on purpose."""
NAMES = {*AGENT_MOVES, *CUSTOMER_MOVES, "none"}
"""What may be chosen as a label; people are shown its name in their language."""
CODE = re.compile(r"`[^`]*`|\{\w+\}|\]\([^)]*\)|\b\w*(?:_\w+)+")
"""Notebook code, blanks to fill in, addresses, names of moves."""
WORD = re.compile(r"\b[^\W\d_]+(?:['’-][^\W\d_]+)*")
HERE = Path(__file__).parent


def spell(words: list[str], language: str) -> set[str]:
    """Those of the words that hunspell does not know."""
    command = ["hunspell", "-l", "-i", "utf-8", "-d", DICTIONARIES[language]]
    done = subprocess.run(
        command, input="\n".join(words), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        pytest.skip(f"not measured: no hunspell dictionary {DICTIONARIES[language]}")
    return set(done.stdout.split())


@pytest.fixture(autouse=True)
def _speller() -> None:
    if not shutil.which("hunspell"):
        pytest.skip("not measured: hunspell is not installed")


def told(value: Any) -> Iterator[str]:
    """The texts in a file of exercises or words, without what a program alone reads."""
    if isinstance(value, str):
        if value not in NAMES:
            yield value
    elif isinstance(value, list):
        for each in value:
            yield from told(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            # The texts of the exercises' page are called "words" too; a pattern is a list, they are a mapping.
            if key not in UNREAD or isinstance(each, dict):
                yield from told(each)


def texts_of(path: Path) -> Iterator[str]:
    if path.suffix == ".ipynb":
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield from ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    else:
        yield from told(yaml.safe_load(path.read_text(encoding="utf-8")))


def words_of(text: str) -> list[str]:
    return [word.replace("’", "'") for word in WORD.findall(CODE.sub(" ", text))]


def course(language: str) -> list[Path]:
    room = Path(ROOM)
    found = [
        *room.glob(f"exercises/*/{language}.yaml"),
        *room.glob(f"{language}/*.ipynb"),
        *room.glob(f"**/words/{language}.yaml"),
        *room.glob(f"workshops/steps/{language}.yaml"),
        *room.glob(f"workshops/plans/*/{language}.yaml"),
    ]
    return sorted(found)


def own_words(language: str) -> list[str]:
    """The project's list: a word a line, names and terms that are right and in no dictionary."""
    path = HERE / f"words_{language}.txt"
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def test_the_course_holds_lessons_exercises_workshops_and_all_words_of_the_screens() -> None:
    # 14 lessons' exercises, 16 notebooks, words of four rooms (course, workshops, progress, statements), 3 plans, steps
    assert len(course("pl")) == 14 + 16 + 4 + 3 + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_course_is_spelled_right(language: str) -> None:
    said = {path: {word for text in texts_of(path) for word in words_of(text)} for path in course(language)}
    unknown = spell(sorted(set().union(*said.values())), language) - set(own_words(language))
    where = [
        f"{path.parent.name}/{path.name}: {' '.join(sorted(words & unknown))}"
        for path, words in said.items()
        if words & unknown
    ]
    assert "\n".join(where) == ""
    # A word of which hunspell names only a part stands in no text as such.
    assert unknown == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_project_s_word_list_is_in_order_and_holds_only_words_the_dictionary_lacks(language: str) -> None:
    listed = own_words(language)
    assert listed == sorted(set(listed))
    assert set(listed) - spell(listed, language) == set()


@pytest.mark.parametrize(
    ("language", "right", "slip"),
    [
        ("en", "believe", "beleive"),
        ("pl", "źdźbło", "zdzbło"),
        ("ru", "пожалуйста", "пожалуста"),
        ("ro", "șapte", "şapte"),  # the cedilla
    ],
)
def test_a_slip_is_found_and_the_right_word_is_not(language: str, right: str, slip: str) -> None:
    assert spell([right, slip], language) == {slip}


def test_what_only_a_program_reads_is_not_spelled() -> None:
    exercise = {
        "id": "02-05",
        "task": "Do it.",
        "facts": [{"name": "the oak", "words": ["thr* out"]}],
        "moves": [["next_step"]],
    }
    assert list(told(exercise)) == ["Do it.", "the oak"]
    assert words_of("Press `lesson.moment()`; {want} don’t say next_step on the [20th](00_why.ipynb)") == [
        "Press",
        "don't",
        "say",
        "on",
        "the",
    ]
