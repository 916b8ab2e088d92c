"""The report of one call out of the store: with marks that count, as a page, on paper, as subtitles; and a site of them."""

import re

import pytest

from review.exports.calls import counting_call, write_call
from review.exports.pdf import TEXT, drawable, write_pdf
from review.exports.site import MARKER, write_site
from transcribe import formats
from transcribe.errors import BadFile, FixableError, MissingPart


def test_the_mark_a_dispute_was_settled_at_stands_in_the_report(store, tmp_path):
    page = write_call(store, "0001", tmp_path / "0001.html").read_text(encoding="utf-8")
    assert {mark.criterion: mark.value for mark in counting_call(store, "0001").card.marks}["paraphrase"] == 3
    assert "3 of 3" in page


def test_subtitles_carry_the_marks_and_read_back_as_the_same_call(store, tmp_path):
    path = write_call(store, "0001", tmp_path / "0001.vtt", lang="en")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("WEBVTT\n\nNOTE\nlanguage: en")
    notes = re.findall(r"^NOTE (.*)$", text, re.MULTILINE)
    assert len(notes) == 1 + len(counting_call(store, "0001").card.marks)
    assert "-->" not in " ".join(notes)
    call = counting_call(store, "0001").call
    assert [turn.text for turn in formats.read(path).turns] == [turn.text for turn in call.turns]


def test_a_mark_stands_before_the_words_it_rests_on(store, tmp_path):
    text = write_call(store, "0001", tmp_path / "0001.vtt", lang="en").read_text(encoding="utf-8")
    card = counting_call(store, "0001").card
    greeting = next(mark for mark in card.marks if mark.criterion == "greeting")
    first = min(move.turn for move in greeting.evidence)
    assert text.index("NOTE Greeting") < text.index(f"turn-{first}\n")


def test_a_moment_stands_before_its_turn_and_cannot_end_its_comment(store, tmp_path):
    from transcribe.call import Span

    note = store.note("0001", "moment", "look --> here", by="Ewa", span=Span(12.0, 14.0))
    try:
        text = write_call(store, "0001", tmp_path / "0001.vtt", lang="en").read_text(encoding="utf-8")
    finally:
        store.undo(by="Ewa")
    assert note
    assert text.index("turn-0\n") < text.index("Ewa: look → here") < text.index("turn-1\n")


def test_a_call_without_a_transcript_says_what_to_do_first(store, tmp_path):
    with pytest.raises(MissingPart, match="review its recording first"):
        write_call(store, "1000", tmp_path / "1000.html")


def test_an_ending_nobody_knows_is_told(store, tmp_path):
    with pytest.raises(FixableError, match=r"end the name in .html, .pdf or .vtt"):
        write_call(store, "0001", tmp_path / "0001.docx")


def test_a_drawing_carries_its_colours_and_shapes_into_the_pdf():
    page = (
        "<style>:root { --bar: #46535b; --ink: #1d2327; --close: #cc79a7; }\n.scale .fill { fill: var(--bar); }\n"
        ".f-close { --family: var(--close); }\n.axis .silence { fill: var(--ink); }</style>"
        '<g id="s-close"><path d="M0 0"/></g>'
        '<svg class="shape f-close"><use href="#s-close"/></svg><svg><rect class="fill"/></svg>'
    )
    drawn = drawable(page)
    shape, bar = (
        f"<style>{TEXT}{rule}</style>" for rule in (".f-close{fill:#cc79a7;stroke:#1d2327}", ".fill{fill: #46535b;}")
    )
    assert f'<svg class="shape f-close">{shape}<path d="M0 0"/></svg>' in drawn
    assert f"<svg>{bar}<rect" in drawn
    assert "silence{" not in drawn.partition("</style>")[2]


def test_a_drawing_within_another_has_its_rules_at_the_top_and_patterns_come_along():
    page = (
        "<style>:root { --ink: #1d2327; --small: 0.875rem; }\n.axis .silence { fill: var(--ink); }\n"
        ".axis .overlap { fill: url(#crossed); }\n.cross-line { stroke: var(--ink); }\n"
        ".axis text { font-size: var(--small); fill: var(--ink); }</style>"
        '<pattern id="crossed"><path class="cross-line"/></pattern>'
        '<svg class="axis"><svg><path class="lane"/></svg><rect class="silence"/><rect class="overlap"/></svg>'
    )
    drawn = drawable(page).rpartition('<svg class="axis">')[2]
    style = drawn.partition("</style>")[0]
    assert ".silence{fill: #1d2327;}" in style  # after the inner drawing, and a rule of the whole one all the same
    assert ".cross-line{stroke: #1d2327;}" in style
    assert '</style><pattern id="crossed"><path class="cross-line"/></pattern><svg><path' in drawn


@pytest.mark.slow
def test_a_report_becomes_a_pdf_and_leaves_nothing_beside_it(store, tmp_path):
    pytest.importorskip("weasyprint")
    path = write_call(store, "0001", tmp_path / "0001.pdf")
    assert path.read_bytes().startswith(b"%PDF-")
    assert [file.name for file in tmp_path.iterdir()] == ["0001.pdf"]


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://example.org/x.png", "data:image/png;base64,AAAA"])
def test_nothing_is_fetched_for_a_pdf_and_it_is_written_all_the_same(tmp_path, address):
    pytest.importorskip("weasyprint")
    path = write_pdf(f'<html><style></style><p>Northline</p><img src="{address}"></html>', tmp_path / "a.pdf")
    assert path.read_bytes().startswith(b"%PDF")


def test_without_weasyprint_the_way_out_is_told(monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingPart, match=r"pip install 'parafraza\[pdf\]'"):
        write_pdf("<p>", tmp_path / "x.pdf")


def test_a_site_holds_what_can_be_shown_and_names_the_rest(store, tmp_path):
    front, left_out = write_site(store, tmp_path / "site", lang="pl")
    assert front == tmp_path / "site" / "index.html"
    assert left_out[0] == "1017"  # the newest
    assert len(left_out) == 18
    files = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.*") if path.is_file()
    }
    assert files == {"index.html", "team.html", "agents/Jan.html", "calls/0001.html", MARKER}
    for page in (tmp_path / "site").rglob("*.html"):
        for address in re.findall(r'href="([^"#:]+)(?:#t\d+)?"', page.read_text(encoding="utf-8")):
            assert (page.parent / address).is_file(), (page.name, address)
    assert "recordings" not in (tmp_path / "site" / "calls" / "0001.html").read_text(encoding="utf-8")


def test_a_folder_that_holds_something_else_is_never_written_into(store, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BadFile, match="name a new or an empty folder"):
        write_site(store, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_names_that_differ_by_capitals_alone_get_files_of_their_own():
    from review.exports.site import _file_names

    assert dict(_file_names(["a/b", "A b", "../..", "ŁÓDŹ"])) == {
        "a/b": "a_b",
        "A b": "A_b-2",
        "../..": "call",
        "ŁÓDŹ": "ŁÓDŹ",
    }
