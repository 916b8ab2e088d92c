"""A rubric's words in files of their own, one a language, beside it."""

import pytest

from rubrics import library, translations
from rubrics.translations import JSON_SCHEMA, json_schema
from tests.rubrics.test_schema import SMALL
from transcribe.errors import BadFile

POLISH = """\
schema: 1
rubric: desk
language: pl
title: "Recepcja"
description: "Rozmowa"
sections:
  - id: tone
    title: "Ton"
    criteria:
      - id: thanks
        title: "Dzięki"
        question: "Dzięki?"
        levels:
          - level: 0
            anchor: "Nie"
            why: "Brak"
          - level: 1
            anchor: "Tak"
            why: "{quote}"
            example: ["agent: Dziękuję."]
"""
BOTH = SMALL.replace("languages: [en]", "languages: [en, pl]")


def written(folder, rubric=BOTH, polish=POLISH, name="desk.pl.yaml"):
    path = folder / "desk.yaml"
    path.write_text(rubric, encoding="utf-8")
    (folder / name).write_text(polish, encoding="utf-8")
    return path


def test_words_beside_a_rubric_become_part_of_it(tmp_path):
    rubric = translations.read(written(tmp_path))
    ((section, criterion),) = rubric.criteria()
    assert (rubric.title, section.title["pl"]) == ({"en": "Desk", "pl": "Recepcja"}, "Ton")
    assert (criterion.levels[1].anchor["pl"], criterion.levels[1].example) == ("Tak", {"pl": ("agent: Dziękuję.",)})


def test_a_rubrics_own_language_comes_first_so_that_it_stands_in_where_one_is_missing(tmp_path):
    assert list(translations.read(written(tmp_path)).title) == ["en", "pl"]
    assert next(iter(library.load("service_call").title)) == "en"


def test_a_text_in_the_rubric_itself_counts_before_the_one_beside_it(tmp_path):
    own = BOTH.replace('title: {en: "Desk"}', 'title: {en: "Desk", pl: "Lada"}')
    assert translations.read(written(tmp_path, own)).title["pl"] == "Lada"


def test_the_order_of_sections_and_levels_in_the_words_is_free(tmp_path):
    first = POLISH.index("          - level: 0")
    second = POLISH.index("          - level: 1")
    turned = POLISH[:first] + POLISH[second:] + POLISH[first:second]
    ((_, criterion),) = translations.read(written(tmp_path, polish=turned)).criteria()
    assert [level.anchor["pl"] for level in criterion.levels] == ["Nie", "Tak"]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("- id: tone", "- id: tune", "desk.pl.yaml:7", "no sections called 'tune'"),
        ("- id: thanks", "- id: thank", "desk.pl.yaml:10", "no criteria called 'thank'"),
        ("level: 1", "level: 3", "desk.pl.yaml:17", "no levels called 3"),
        ("rubric: desk", "rubric: shop", "desk.pl.yaml:1", "words of 'shop'"),
        ("language: pl", "language: ro", "desk.pl.yaml:1", "the ro words"),
        ('title: "Ton"', 'name: "Ton"', "desk.pl.yaml:7", "title"),
    ],
)
def test_words_that_do_not_fit_their_rubric_are_refused_with_their_line(tmp_path, old, new, where, what):
    assert old in POLISH
    with pytest.raises(BadFile) as caught:
        translations.read(written(tmp_path, polish=POLISH.replace(old, new, 1)))
    assert what in caught.value.what
    assert caught.value.where == where


def test_a_language_whose_file_lacks_a_text_is_told_at_the_rubrics_line(tmp_path):
    path = written(tmp_path, polish=POLISH[: POLISH.index("          - level: 1")])
    with pytest.raises(BadFile) as caught:
        translations.read(path)
    # the texts of level 1 are on the lines 21 and 22 of the rubric
    assert (caught.value.where, "thanks.1.anchor has no text in 'pl'" in caught.value.what) == ("desk.yaml:21", True)


def test_a_file_of_words_is_no_rubric_of_its_own(tmp_path):
    assert "service_call.pl" not in library.names()
    assert translations.is_translation(tmp_path / "desk.pl.yaml")
    assert not translations.is_translation(tmp_path / "desk.yaml")


def test_the_published_schema_of_words_is_the_models_own():
    assert JSON_SCHEMA.read_text(encoding="utf-8") == json_schema(), "run: python -m rubrics.translations"
