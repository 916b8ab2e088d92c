"""How example files are read: times of words, readings side by side, and errors that name file and line."""

import pytest

from rubrics import examples
from rubrics.examples import Example, Reading, load, read
from rubrics.examples.__main__ import blank, main
from tests.benchmarks.bench_examples import Share, alike, pairs
from transcribe.call import Call, Span
from transcribe.errors import BadFile, UnknownName

CALL = """\
schema: 1
id: en_shop_tea
lang: en
kind: good
type: service
domain: retail
title: Tea
about: Somebody orders tea.
turns:
  - {role: agent, start: 1.0, end: 3.0, text: "good day"}
  - {role: customer, start: 2.5, end: 4.0, text: "tea please"}
"""
FIRST = """\
schema: 1
id: en_shop_tea
reader: first
moves:
  - {turn: 0, moves: [greeting]}
marks:
  service_call:
    greeting: 1
    empathy: null
    no_blame: pass
"""


def written(tmp_path, call=CALL, first=FIRST):
    path = tmp_path / "en_shop_tea.yaml"
    path.write_text(call, encoding="utf-8")
    if first:
        (tmp_path / "en_shop_tea.first.yaml").write_text(first, encoding="utf-8")
    return path


def test_words_share_their_turns_time_by_their_letters(tmp_path):
    # "good day": 5 and 4 parts with the breath behind each, so 2 s are cut at 1 + 2 * 5/9 = 2.111 s
    first, second = read(written(tmp_path)).call.turns[0].words
    assert (first.text, second.text) == ("good", "day")
    assert (first.span.start, second.span.end) == (1.0, pytest.approx(3.0))
    assert first.span.end == second.span.start == pytest.approx(1 + 2 * 5 / 9)


def test_a_call_knows_where_two_voices_speak_at_once_and_where_it_ends(tmp_path):
    call = read(written(tmp_path)).call
    assert call.provenance.overlap == (Span(2.5, 3.0),)
    assert call.duration == 4.0


def test_a_move_of_a_reading_quotes_its_turn_and_names_its_reader(tmp_path):
    (move,) = read(written(tmp_path)).moves
    assert (move.name, move.turn, move.quote, move.by) == ("greeting", 0, "good day", "reading.first")
    assert (move.span, move.role) == (Span(1.0, 3.0), "agent")


def test_a_pass_is_one_and_what_does_not_apply_is_none(tmp_path):
    assert read(written(tmp_path)).marks == {"service_call": {"greeting": 1, "empathy": None, "no_blame": 1}}


def test_a_call_nobody_read_has_no_moves_and_no_marks(tmp_path):
    example = read(written(tmp_path, first=None))
    assert (example.readings, example.moves, example.marks) == ((), (), {})


def test_two_readings_give_the_range_between_them():
    def reading(who, **marks):
        return Reading(who, (), {"r": marks})

    both = (reading("first", a=1, b=None, c=2), reading("second", a=3, b=None, c=None))
    example = Example("en_x", "en", "good", "service", "retail", "", "", Call((), None, "en"), both)
    assert [example.between("r", name) for name in "abc"] == [(1, 3), None, (2, 2)]


def test_readers_are_alike_where_both_gave_one_level_or_both_none():
    first = Reading("first", (), {"r": {"a": 1, "b": None, "c": 2, "d": 0}})
    second = Reading("second", (), {"r": {"a": 1, "b": None, "c": None, "d": 3}, "alone": {"a": 1}})
    example = Example("en_x", "en", "good", "service", "retail", "", "", Call((), None, "en"), (first, second))
    assert alike(example, "r") == Share(2, 4)
    assert alike(example, "alone") == Share(0, 0)


def test_a_rubrics_pairs_are_the_levels_of_a_scale_that_both_readers_gave():
    # empathy and greeting have a scale; no_blame is passed or failed, and told_again one of them left open
    first = Reading("first", (), {"service_call": {"greeting": 1, "empathy": 3, "told_again": 2, "no_blame": 1}})
    second = Reading("second", (), {"service_call": {"greeting": 2, "empathy": 3, "told_again": None, "no_blame": 0}})
    example = Example("en_x", "en", "good", "service", "retail", "", "", Call((), None, "en"), (first, second))
    assert pairs(example, "service_call") == ((1, 2), (3, 3))


def test_a_mark_keeps_the_words_its_reader_noted(tmp_path):
    quoted = FIRST + 'quotes:\n  service_call:\n    greeting: {turn: 0, words: "good day"}\n'
    (reading,) = read(written(tmp_path, first=quoted)).readings
    quote = reading.quotes["service_call"]["greeting"]
    assert (quote.turn, quote.words) == (0, "good day")


def test_an_unknown_example_is_named_with_those_there_are():
    with pytest.raises(UnknownName, match=f"no example call 'en_nowhere'.*\n.*{examples.names()[0]}"):
        load("en_nowhere")


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("turn: 0", "turn: 2", 5, "there is no turn 2"),
        ("[greeting]", "[agrees]", 5, "turn 0 is the agent's, who has no move 'agrees'"),
        ("[greeting]", "[greating]", 5, "no move 'greating'"),
        ("marks:", "  - {turn: 0, moves: [thanks]}\nmarks:", 6, "turn 0 stands here twice"),
        ("greeting: 1", "greeting: 5", 8, "greeting"),
        ("reader: first", "reader: second", None, "this is the second reading of en_shop_tea"),
    ],
)
def test_a_reading_that_does_not_fit_its_call_is_refused_with_its_line(tmp_path, old, new, line, says):
    with pytest.raises(BadFile) as refused:
        read(written(tmp_path, first=FIRST.replace(old, new, 1)))
    assert refused.value.where == "en_shop_tea.first.yaml" + (f":{line}" if line else "")
    assert says in refused.value.what


@pytest.mark.parametrize(
    ("quote", "says"),
    [
        ('greeting: {turn: 0, words: "good night"}', "turn 0 does not say “good night”"),
        ('greeting: {turn: 2, words: "good day"}', "there is no turn 2"),
        ('thanks: {turn: 0, words: "good day"}', "'thanks' has a quote and no mark"),
    ],
)
def test_a_quote_nobody_said_or_without_a_mark_is_refused_with_its_line(tmp_path, quote, says):
    # FIRST has ten lines, so the quote stands on line 13
    with pytest.raises(BadFile) as refused:
        read(written(tmp_path, first=f"{FIRST}quotes:\n  service_call:\n    {quote}\n"))
    assert refused.value.where == "en_shop_tea.first.yaml:13"
    assert says in refused.value.what


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("start: 2.5", "start: 0.5", None, "turn 1 starts before turn 0"),
        ("end: 3.0", "end: 0.9", 10, "start < end"),
        ("role: customer", "role: robot", 11, "customer"),
        ("kind: good", "kind: fine", 4, "kind"),
    ],
)
def test_a_call_that_cannot_be_is_refused_with_its_line(tmp_path, old, new, line, says):
    with pytest.raises(BadFile) as refused:
        read(written(tmp_path, call=CALL.replace(old, new, 1)))
    assert refused.value.where == f"en_shop_tea.yaml:{line or 1}"
    assert says in refused.value.what


def test_a_blank_reading_is_a_reading_once_every_mark_is_filled_in(tmp_path):
    example = read(written(tmp_path))
    text = blank(example, ["service_call"])
    beside = tmp_path / "en_shop_tea.second.yaml"
    assert "#  0 1.0-3.0      agent    good day\n" in text
    beside.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="greeting"):
        read(tmp_path / "en_shop_tea.yaml")
    beside.write_text(text.replace(": _", ": 1"), encoding="utf-8")
    second = read(tmp_path / "en_shop_tea.yaml").readings[1]
    assert (second.reader, second.moves, second.mark("service_call", "greeting")) == ("second", (), 1)


def test_a_blank_reading_of_no_call_or_an_unknown_one_is_wrong_use(capsys):
    assert (main([]), main(["en_nowhere"])) == (2, 2)
    assert "no example call 'en_nowhere'" in capsys.readouterr().err
