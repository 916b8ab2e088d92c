"""Rubrics of people's own, which outlive their files."""

import pytest

from review.coaching import portrait
from review.desk.arriving import bring
from review.kept import blank, is_shipped, keep, read, rubric_of, wording_for, written
from review.reports.texts import texts
from review.store import Store
from rubrics import library
from rubrics.values import RubricRef
from tests.scripts import small_rubric

EN = texts("en")


@pytest.fixture
def own(tmp_path):
    return library.load(small_rubric(tmp_path))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "ours") as opened:
        yield opened


def ref(rubric):
    return RubricRef(rubric.id, rubric.version)


@pytest.mark.parametrize("name", library.names())
def test_a_rubric_is_the_same_after_it_was_kept(store, name):
    rubric = library.load(name)
    store.keep_rubric(rubric)
    assert store.rubric(ref(rubric)) == rubric


def test_a_shipped_rubric_leaves_nothing_and_ones_own_the_whole_of_it(own):
    assert is_shipped(library.load("service_call"))
    assert written(library.load("service_call")) == ""
    assert read(written(own)) == own


@pytest.mark.parametrize("text", ["", "{", '{"id": "x"}'])
def test_what_is_no_rubric_is_none(text):
    assert read(text) is None


def test_each_version_has_its_own_words_and_the_newest_content_of_it_counts(store, own):
    section = own.sections[0]
    renamed = own.model_copy(
        update={"sections": (section.model_copy(update={"title": {"en": "Renamed"}}), *own.sections[1:])}
    )
    for rubric in (own, own, renamed):
        keep(store, rubric)
    assert wording_for(store, ref(own), EN, EN).section(section.id).title == "Renamed"
    assert rubric_of(store, RubricRef(own.id, "9.9.9")) is None


def test_a_shipped_rubric_is_not_kept_and_found_all_the_same(store):
    service = library.load("service_call")
    keep(store, service)
    assert store.rubric(ref(service)) is None
    assert rubric_of(store, RubricRef("service_call", "0.1.0")) == service


def test_a_blank_scorecard_has_every_item_and_no_value(own):
    card = blank(own, "by hand")
    assert [mark.criterion for mark in card.marks] == [criterion.id for _, criterion in own.criteria()]
    assert {(mark.value, mark.why) for mark in card.marks} == {(None, "by hand")}
    assert (card.skill_total, card.compliance) == (None, "not_judged")


def test_the_coaching_page_has_the_titles_and_totals_of_a_rubric_whose_file_is_gone(
    review, tmp_path, rubric, store, own
):
    (tmp_path / "calls").mkdir()
    talk = (
        "agent: Good morning, how can I help you?\ncustomer: My parcel has not come.\nagent: I am sorry to hear that.\n"
    )
    (tmp_path / "calls" / "talk.txt").write_text(talk)
    review("talk.txt", language="en")
    rubric.unlink()
    assert bring(store, tmp_path / "out", by="Ewa").faults == ()
    section, criterion = next(iter(own.criteria()))
    store.mark("talk", criterion.id, criterion.top, by="Ewa", rubric=ref(own))
    found = portrait(store)
    assert found.wording.criterion(criterion.id).title == criterion.title["en"]
    (each,) = found.calls
    assert section.critical or each.card.skill_total == 100.0
