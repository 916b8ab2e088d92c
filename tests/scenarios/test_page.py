"""The debrief as a page."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from scenarios.debriefing import debrief
from scenarios.page import curves, moved, page, rows
from scenarios.session import play, said_all

LINES = ["Three weeks on the floor, I'm sorry.", "<script>alert('x')</script> & \"friends\"", "When do you need it?"]


@pytest.fixture(scope="module")
def ended():
    return debrief(said_all(play("late_bed"), LINES))


def test_page_is_one_file_that_asks_for_nothing(ended):
    made = page(ended)
    assert "default-src 'none'" in made
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', made) == []
    assert "@import" not in made


def test_what_people_wrote_is_text_in_the_page(ended):
    made = page(ended)
    assert "<script>" not in made
    assert "&lt;script&gt;alert" in made


def test_every_tag_of_the_page_is_closed(ended):
    class Tags(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open, self.wrong = [], []

        def handle_starttag(self, tag, attrs):
            if tag not in ("meta", "link"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            if not self.open or self.open.pop() != tag:
                self.wrong.append(tag)

    tags = Tags()
    tags.feed(page(ended))
    assert (tags.open, tags.wrong) == ([], [])


@pytest.mark.parametrize("language", ["pl", "ru", "ro"])
def test_page_is_in_the_language_of_the_talk(language):
    session = play("late_bed", language)
    made = page(debrief(said_all(session, session.case.texts.scripts.mediocre)))
    words = session.case.shared_texts.words
    assert f'<html lang="{language}">' in made
    assert words["moments"] in made
    assert session.case.texts.endings["nothing"] in made


@pytest.mark.parametrize(
    ("language", "mark"), [("en", "2.55 / 3"), ("pl", "2,55 / 3"), ("ru", "2,55 / 3"), ("ro", "2,55 / 3")]
)
def test_marks_are_written_as_the_language_writes_numbers(language, mark):
    after = debrief(said_all(play("late_bed", language), LINES[:1]))
    first = replace(after.card.marks[0], value=2.55, max=3.0)
    assert mark in page(replace(after, card=replace(after.card, marks=(first,))))


def test_marks_quote_the_lines_they_rest_on_that_their_reasons_do_not():
    session = play("late_bed")
    ended = debrief(said_all(session, session.case.texts.scripts.good))
    quoted = [each for row in rows(ended) for each in row.quotes]
    said = {f"You {place}": line for place, line in enumerate(ended.session.lines, start=1)}
    assert quoted
    assert all(each.text.removesuffix(" …") in said[each.who] for each in quoted if each.who != "Customer")
    assert all(each.text not in row.mark.why for row in rows(ended) for each in row.quotes)


def test_each_line_says_what_it_moved_the_most_first(ended):
    first = ended.curve[1]["calm"] - ended.curve[0]["calm"]
    assert f"calm +{first}" in moved(ended)[0]
    points = [abs(int(each.rpartition(" ")[2].replace("−", "-"))) for each in moved(ended)[0]]
    assert points == sorted(points, reverse=True)
    assert min(points) >= 3
    assert f"calm +{first}" in page(ended)


def test_curve_starts_where_the_customer_does(ended):
    # trust 40 of 100 on a chart from 12 to 188: 12 + 176 * 0.6 = 117.6
    assert curves(ended)[0].points.startswith("36,118 ")


def test_curves_tell_apart_without_colour(ended):
    assert len({curve.dash for curve in curves(ended)}) == 6
