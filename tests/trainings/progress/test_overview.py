"""The picture and the words of progress: true to their attempts, in four languages, readable by a screen reader."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.trainings.progress.making import attempt, day
from trainings.attempts import Attempts
from trainings.lessons import lesson
from trainings.progress import overview
from trainings.progress.picture import LETTERS, signs
from trainings.progress.texts import ProgressTexts, texts
from trainings.schema import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"
FIVE = ("02-02", "02-05", "02-10", "02-11", "02-12")
MADE = [
    attempt(FIVE[0]),
    *(attempt(name, at=4) for name in FIVE[:4]),
    attempt("03-01", "not_yet", at=5, skill="empathy"),
]
"""Paraphrase: four situations after the delay. Empathy: one, and not yet."""


@pytest.fixture
def kept(tmp_path):
    attempts = Attempts(tmp_path / "attempts.jsonl")
    for each in MADE:
        attempts.add(each)
    return attempts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_an_image_with_a_name_and_its_words_as_text(kept, language):
    seen = overview(kept, language, now=day(6))
    picture = ET.fromstring(seen.svg())  # noqa: S314 - our own
    named = [picture.find(f"{SVG}{part}") for part in ("title", "desc")]
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby").split() == [each.get("id") for each in named]
    assert texts(language).states["mastered"] in named[1].text
    shown = " ".join("".join(each.itertext()) for each in picture.iter(f"{SVG}text"))
    assert texts(language).rests.format(attempts=5, situations=4) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_picture_is_longer_than_what_fits(kept, language):
    picture = ET.fromstring(overview(kept, language, now=day(6)).svg())  # noqa: S314 - our own
    assert max(len(each.text) for each in picture.iter(f"{SVG}text")) <= LETTERS


def test_the_signs_tell_early_from_late_and_tried_from_not(kept):
    paraphrase, empathy = overview(kept, now=day(6)).masteries
    assert signs(paraphrase) == ("good", "good", "good", "good", "none")
    assert signs(empathy) == ("early_weak", "none", "none", "none", "none")


def test_progress_says_on_how_many_attempts_it_rests(kept):
    text = overview(kept, now=day(6)).text()
    assert (
        "Paraphrase: Mastered. Attempts: 5. Situations tried: 4. Answered well after the delay: 4 of the last 4."
        in text
    )
    assert "Empathy: First practised on 10 January 2026. Whether it stays is seen from 13 January 2026 on." in text


def test_broken_lines_and_impossible_times_are_named(kept):
    with kept.path.open("a", encoding="utf-8") as file:
        file.write('{"exercise": "02-0\n')
    kept.add(attempt("02-13", at=4000))
    seen = overview(kept, now=day(6))
    assert (seen.broken, seen.unsure) == ((7,), 1)
    assert "Lines of the file that cannot be read: 7." in seen.text()
    assert "Attempts whose time cannot be right: 1." in seen.html()


def test_without_attempts_it_says_what_to_do_first(tmp_path):
    seen = overview(tmp_path / "none.jsonl", "pl")
    assert texts("pl").show["empty"] in seen.text()
    assert "<svg" in seen.html()


def test_a_lesson_shows_the_picture_of_its_own_skills(kept):
    chosen = lesson("02", "ru")
    progress = type(chosen)(chosen.file, kept).progress()
    assert [each.skill for each in progress.seen.masteries] == ["paraphrase"]
    assert progress.html().count("<svg") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_languages_fill_in_the_same_things(language):
    def holes(said: ProgressTexts):
        found = said.model_dump(exclude={"language", "schema_number"})
        return re.findall(r"'(\w+)': |\{(\w+)\}", str(found))

    assert sorted(holes(texts(language))) == sorted(holes(texts("en")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shouts_or_uses_the_wrong_romanian_letters(language):
    said = str(texts(language).model_dump())
    assert not re.search("[!şţŞŢ]", said)
