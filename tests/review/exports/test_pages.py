"""Pages of an agent, a calibration and a site: offline, safe, honest about change, in four languages."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from review.coaching import portrait
from review.coaching.trends import skills
from review.exports import charts
from review.exports.pages import Entry, index_page, portrait_page
from review.exports.site import workspace_reach
from review.reports.texts import languages, texts
from review.store import Filter
from tests.review.coaching.conftest import counted, stored


@pytest.fixture
def jan(store, made):
    """Jan's page, by its language."""

    def page(lang="en"):
        return portrait_page(portrait(store, Filter(agent="Jan"), lang=lang), workspace_reach(store, made / "jan.html"))

    return page


def test_a_rise_is_named_and_ups_and_downs_are_not(jan):
    page = jan()
    assert page.count("<strong>It rose over this time, by more than chance explains.</strong>") == 1
    assert "Whether it changed cannot be told from chance." in page


def test_a_strength_stands_before_what_to_practise(jan):
    page = jan()
    assert 0 < page.index("What goes well") < page.index("Two things to practise") < page.index("Skills over time")


def test_what_people_said_is_text(jan):
    page = jan()
    assert "Mrs &lt;b&gt;Nowak&lt;/b&gt;" in page
    assert "<b>Nowak" not in page


def test_the_page_needs_nothing_from_anywhere(jan):
    page = jan()
    assert "<script" not in page
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert "default-src 'none'" in page


def test_the_moment_to_look_at_leads_to_its_turn_in_the_report(store, made):
    (made / "results" / "0001" / "report.html").write_text("the report")
    reach = workspace_reach(store, made / "pages" / "jan.html")
    assert reach("0001", "results/0001", 3) == "../results/0001/report.html#t3"
    assert reach("0001", "results/0001", None) == "../results/0001/report.html"
    assert reach("1000", None, 3) is None


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_its_page_with_nothing_left_to_fill_in(jan, lang):
    page = jan(lang)
    assert f'<html lang="{lang}">' in page
    assert not re.findall(r"{\w+}", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_every_chart_has_a_name_and_says_in_words_what_it_shows(jan):
    class Charts(HTMLParser):
        found, ids, described = 0, set(), []

        def handle_starttag(self, tag, attributes):
            attributes = dict(attributes)
            self.ids.add(attributes.get("id"))
            if tag == "svg" and "chart" in attributes.get("class", ""):
                assert attributes["role"] == "img"
                self.described.append(attributes["aria-labelledby"].split())

    parser = Charts()
    parser.feed(jan())
    assert parser.described
    assert all(set(names) <= parser.ids for names in parser.described)


def test_a_chart_stands_true_to_scale():
    # Two weeks: 3/3 on seven calls, then 0/3 on one; the field is 74 high, from 8 down to 82
    (skill,) = skills(counted([3] * 7 + [0]))
    drawn = charts.chart(skill, str)
    assert [dot.y for dot in drawn.dots] == [8.0, 82.0]
    assert drawn.mean == pytest.approx(8 + 74 * (1 - 7 / 8), abs=0.06)
    assert drawn.dots[0].x < drawn.dots[1].x
    assert (drawn.first, drawn.last) == ("2026-11-02", "2026-11-09")


def test_one_week_alone_has_no_chart():
    (skill,) = skills(counted([3, 0]))
    assert charts.chart(skill, str) is None


def test_a_site_lists_people_by_name_and_without_figures():
    entries = [Entry(stored("b<i>", 1, skill_total=90.0), "calls/b.html"), Entry(stored("a"), "calls/a.html")]
    page = index_page(
        entries, [("Ewa", "agents/Ewa.html"), ("Jan", "agents/Jan.html")], None, texts("en"), date(2026, 11, 22)
    )
    people = page[page.index('id="people"') : page.index('id="calls"')]
    assert people.index("Ewa") < people.index("Jan")
    assert not re.search(r"\d+ ?%|\b90\b", people)
    assert "b&lt;i&gt;" in page
    assert "not judged" in page
