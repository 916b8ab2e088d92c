"""The report as a file: whole, offline, honest about what is missing, safe whatever was said in the call."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from review.reports import write_report
from rubrics.values import Mark, Move, RubricRef, Scorecard
from tests.helpers import same_as_golden
from tests.review.sample_calls import (
    ENGLISH,
    ENGLISH_CARD,
    ENGLISH_MOVES,
    POLISH,
    POLISH_CARD,
    POLISH_MOVES,
    turn,
)
from transcribe.call import Call, Span, Turn, Word
from transcribe.errors import FixableError, UnknownName

EMPTY_CARD = Scorecard(RubricRef("service_call", "1"), (), None, "not_judged")
VOID = {"meta", "link", "br", "img", "input", "use", "path", "rect", "line", "circle"}


class Page(HTMLParser):
    """What a browser would see: tags in balance, ids once, addresses and words."""

    def __init__(self, source):
        super().__init__()
        self.open, self.ids, self.addresses, self.tags, self.words = [], [], [], [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.addresses += [attrs[name] for name in ("src", "href") if name in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def written(tmp_path, call, moves=(), card=EMPTY_CARD, audio="call.wav", lang=None):
    path = write_report(call, moves, card, tmp_path / "a call" / "report.html",
                        audio=tmp_path / "a call" / audio if audio else None, lang=lang)  # fmt: skip
    source = path.read_text(encoding="utf-8")
    page = Page(source)
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    targets = {address[1:] for address in page.addresses if address.startswith("#")}
    assert targets <= set(page.ids)
    return source, page


def bare(source):
    """The page without its style, script and their hashes, so that a golden file shows what a reader sees."""
    source = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", source, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-", source)


@pytest.mark.parametrize(
    ("name", "call", "moves", "card"),
    [("english", ENGLISH, ENGLISH_MOVES, ENGLISH_CARD), ("polish", POLISH, POLISH_MOVES, POLISH_CARD)],
)
def test_the_page_is_the_one_a_person_looked_at(tmp_path, name, call, moves, card):
    unknown_here = replace(card, rubric=RubricRef("a_rubric_of_ours", "1"))
    source, page = written(tmp_path, call, moves, unknown_here)
    assert dict(page.tags)["html"] == {"lang": call.language}
    same_as_golden(f"report/{name}.html", bare(source))


def test_nothing_is_fetched_but_the_recording_beside_it(tmp_path):
    source, page = written(tmp_path, ENGLISH, ENGLISH_MOVES, ENGLISH_CARD, audio="a #1 50%.wav")
    outside = [address for address in page.addresses if not address.startswith("#")]
    assert outside == ["data:,", "a%20%231%2050%25.wav"]
    assert "http" not in source.replace('http-equiv="Content-Security-Policy"', "")
    assert "url(" not in re.sub(r"url\((#|&#34;#)", "", source)


def test_the_page_lets_only_its_own_style_and_script_run(tmp_path):
    source, page = written(tmp_path, ENGLISH)
    policy = next(attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [attrs for _, attrs in page.tags if "style" in attrs or any(name.startswith("on") for name in attrs)]
    assert source.count("<script>") == source.count("<style>") == 1


def test_a_strength_is_met_before_a_weakness_and_marks_before_the_transcript(tmp_path):
    _, page = written(tmp_path, ENGLISH, ENGLISH_MOVES, ENGLISH_CARD)
    wanted = ["well", "help", "marks", "call", "transcript", "made"]
    assert [name for name in page.ids if name in wanted] == wanted


def test_every_quote_of_a_mark_can_be_played_at_its_seconds(tmp_path):
    _, page = written(tmp_path, ENGLISH, ENGLISH_MOVES, ENGLISH_CARD)
    chips = [attrs for tag, attrs in page.tags if tag == "button" and attrs.get("class") == "chip"]
    seconds = {(float(attrs["data-start"]), float(attrs["data-end"])) for attrs in chips}
    assert {(move.span.start, move.span.end) for mark in ENGLISH_CARD.marks for move in mark.evidence} <= seconds


def test_what_was_not_judged_says_why_and_shows_no_number(tmp_path):
    card = replace(EMPTY_CARD, marks=(Mark("win_win", "solution", None, None, None, 3, "Nothing had to be traded."),))
    _, page = written(tmp_path, ENGLISH, (), card)
    assert "Not judged Nothing had to be traded." in page.text
    assert "0 of 1 mark judged" in page.text
    assert not re.search(r"0 of (3|100)", page.text)
    assert [attrs for _, attrs in page.tags if attrs.get("class") == "none"]


def test_what_was_said_is_never_markup(tmp_path):
    evil = "<script>alert(1)</script> & \"quotes\" 'here' {{ 7 * 7 }} </p></li>"
    call = Call((Turn(evil, "customer", Span(0, 2), evil, (Word(evil, Span(0, 1), 0.2),)),), 2.0, "en")
    move = Move("complaint", 0, Span(0, 1), evil, 0.9, evil, "customer", evil)
    mark = Mark(evil, evil, 1, 0, 2, 3, evil, (move,))
    source, page = written(tmp_path, call, (move,), replace(EMPTY_CARD, marks=(mark,), notes=(evil,)), audio="<b>.wav")
    assert source.count("<script>") == 1
    assert "<script>alert(1)</script> &" in page.text
    assert "49" not in page.text
    assert [tag for tag, _ in page.tags if tag == "b"] == ["b"]  # the name of the one move in its tip


def test_text_written_from_right_to_left_finds_its_own_direction(tmp_path):
    call = Call((Turn("دانا", "customer", Span(0, 2), "שלום, הטלפון לא עובד"),), 2.0, "he")
    _, page = written(tmp_path, call)
    assert "שלום, הטלפון לא עובד" in page.text
    assert {"class": "text", "dir": "auto", "lang": "he"} in [attrs for _, attrs in page.tags]


@pytest.mark.parametrize("lang", ["en", "pl"])
@pytest.mark.parametrize(
    "call",
    [
        Call((), None, None),
        Call((), 30.0, "en"),
        Call((turn("agent", 0, "Good morning, how can I help?", timed=False),), None, "en"),
        Call((turn("agent", 0, "Good morning, how can I help?"),), 9.0, "en"),
        Call(
            (turn("unknown", 0, "Hello?", speaker="SPEAKER_00"), turn("unknown", 2, "Hi", speaker="SPEAKER_01")),
            4,
            None,
        ),
        Call((Turn("agent", "agent", Span(0, 0), ""),), 0.0, "en"),
    ],
    ids=["nothing", "silence", "text only", "one speaker", "unknown roles", "an empty turn"],
)
@pytest.mark.parametrize("audio", ["call.wav", None])
def test_a_call_with_something_missing_still_makes_a_whole_page(tmp_path, call, lang, audio):
    _, page = written(tmp_path, call, audio=audio, lang=lang)
    assert dict(page.tags)["html"] == {"lang": lang}
    assert "None" not in page.text
    assert ("audio" in dict(page.tags)) is (audio is not None)


def test_without_a_recording_quotes_lead_to_the_transcript(tmp_path):
    _, page = written(tmp_path, ENGLISH, ENGLISH_MOVES, ENGLISH_CARD, audio=None)
    assert "button" not in dict(page.tags)
    assert "#t7" in page.addresses
    assert "00:55 “So you ordered the lamp" in page.text


def test_what_was_dropped_is_shown_with_the_evidence_against_it(tmp_path):
    _, page = written(tmp_path, ENGLISH)
    assert "“Thanks for watching!” · no speech was heard in these seconds" in page.text
    assert "The recording has two channels" in page.text


def test_a_call_of_two_hours_is_laid_out_in_pieces(tmp_path):
    turns = tuple(
        turn(("agent", "customer")[at % 2], at * 3.6, "one two three four five six seven eight") for at in range(2000)
    )
    moves = tuple(Move("empathy", at, turns[at].span, "three four", 0.9, "empathy.v1") for at in range(0, 2000, 4))
    source, page = written(tmp_path, Call(turns, 7200.0, "en"), moves)
    assert len(source) < 4_000_000
    assert len([tag for tag, attrs in page.tags if attrs.get("class") == "turns"]) == 50  # 2000 turns, 40 to a piece


def test_a_new_report_takes_the_place_of_the_old_one_and_leaves_nothing_beside_it(tmp_path):
    written(tmp_path, POLISH)
    source, _ = written(tmp_path, ENGLISH)
    assert 'lang="en"' in source
    assert [path.name for path in (tmp_path / "a call").iterdir()] == ["report.html"]


def test_a_page_that_cannot_be_written_is_told_with_the_way_out(tmp_path):
    (tmp_path / "a call").write_text("a file where the folder should be")
    with pytest.raises(FixableError) as refused:
        written(tmp_path, ENGLISH)
    assert "--out" in refused.value.fix
    assert "report.html" in refused.value.where


def test_a_failed_write_leaves_the_old_report_whole(tmp_path, monkeypatch):
    old, _ = written(tmp_path, ENGLISH)

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(FixableError, match="No space left on device"):
        written(tmp_path, POLISH)
    assert [path.name for path in (tmp_path / "a call").iterdir()] == ["report.html"]
    assert (tmp_path / "a call" / "report.html").read_text(encoding="utf-8") == old


def test_a_language_nobody_translated_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UnknownName):
        write_report(ENGLISH, (), EMPTY_CARD, tmp_path / "report.html", audio=None, lang="xx")
    assert list(tmp_path.iterdir()) == []


def test_half_a_character_from_a_broken_transcript_does_not_stop_the_page(tmp_path):
    _, page = written(tmp_path, Call((Turn("agent", "agent", Span(0, 1), "bro\ud83dken"),), 1.0, "en"))
    assert "bro?ken" in page.text
