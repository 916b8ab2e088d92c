"""Our own call.json: everything kept, every slip named."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick, same_as_golden
from tests.transcribe.formats.samples import CALL, UNTIMED, call_or_error, calls
from transcribe.call import Call, Provenance, Span, Turn
from transcribe.errors import BadFile
from transcribe.formats import call_json


def test_call_json_is_as_it_was():
    same_as_golden("formats/call.json", call_json.dumps(CALL))


def test_a_call_without_times_writes_null_for_them():
    turn = json.loads(call_json.dumps(UNTIMED))["turns"][0]
    assert (turn["start"], turn["end"], turn["words"]) == (None, None, [])


def test_turns_carry_their_index():
    assert [turn["index"] for turn in json.loads(call_json.dumps(CALL))["turns"]] == [0, 1, 2, 3]


def test_times_are_kept_to_the_millisecond():
    # 3723.4567 s was given; 3723.457 is the nearest millisecond
    assert call_json.loads(call_json.dumps(CALL)).turns[3].span == Span(3723.457, 3725.0)


@quick
@given(calls())
def test_call_json_gives_back_the_whole_call(call):
    assert call_json.loads(call_json.dumps(call)) == call


@pytest.mark.parametrize("call", [Call((), None, None), Call((), 12.5, None), UNTIMED])
def test_call_json_gives_back_calls_with_little_in_them(call):
    assert call_json.loads(call_json.dumps(call)) == call


def test_control_characters_are_left_out_both_ways():
    turn = Turn("a\x00", "unknown", None, "x\x07y\nz")
    kept = call_json.loads(call_json.dumps(Call((turn,), None, None)))
    assert kept.turns == (Turn("a", "unknown", None, "xy z"),)
    read = call_json.loads(r'{"schema": 1, "turns": [{"speaker": "a", "role": "agent", "text": "x\u0000\ud800y"}]}')
    assert read.turns[0].text == "xy"


def test_unknown_keys_and_missing_ones_that_may_be_missing_are_fine():
    call = call_json.loads('{"schema": 1, "colour": "red", "turns": []}')
    assert call == Call((), None, None, Provenance())


def test_a_newer_schema_asks_for_a_newer_toolkit():
    with pytest.raises(BadFile, match="schema 2") as caught:
        call_json.loads('{"schema": 2, "turns": "in another way"}', where="new.json")
    assert "update the toolkit" in caught.value.fix
    assert caught.value.where == "new.json, line 1, key schema"


TURN = '{"speaker": "a", "role": "agent", "start": 0, "end": 1, "text": "x"}'


@pytest.mark.parametrize(
    ("broken", "line", "key", "what"),
    [
        ('"role": "agent"', 4, "turns[1].role", "no role 'boss'"),
        ('"start": 0', 4, "turns[1].start", "number"),
        ('"end": 1', 4, "turns[1]", "0 <= start <= end"),
        ('"text": "x"', 4, "turns[1].text", "text should stand here"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_key(broken, line, key, what):
    wrong = {
        '"role": "agent"': '"role": "boss"',
        '"start": 0': '"start": "soon"',
        '"end": 1': '"end": -1',
        '"text": "x"': '"text": ["x"]',
    }[broken]
    text = f'{{"schema": 1,\n"turns": [\n{TURN},\n{TURN.replace(broken, wrong)}\n]}}'
    with pytest.raises(BadFile, match=re.escape(what)) as caught:
        call_json.loads(text, where="call.json")
    assert caught.value.where == f"call.json, line {line}, key {key}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not JSON"),
        ('{"schema": 1, "turns": [', "not JSON"),
        ("[]", "an object should stand here"),
        ('{"schema": 1}', "no 'turns'"),
        ('{"turns": []}', "no 'schema'"),
        ('{"schema": "1", "turns": []}', "whole number"),
        ('{"schema": true, "turns": []}', "whole number"),
        ('{"schema": 1, "turns": {}}', "a list"),
        ('{"schema": 1, "turns": [7]}', "an object"),
        ('{"schema": 1, "turns": [], "duration": -1}', "negative"),
        ('{"schema": 1, "turns": [], "duration": NaN}', "number"),
        ('{"schema": 1, "turns": [], "duration": 1e999}', "number"),
        (f'{{"schema": 1, "turns": [], "duration": 1{"0" * 400}}}', "number"),
        (f'{{"schema": 1, "turns": [], "duration": {"1" * 5000}}}', "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ('{"schema": 1, "turns": [], "provenance": {"overlap": [[1]]}}', "a start and an end"),
        ('{"schema": 1, "turns": [], "provenance": {"role_confidence": {"a": 2}}}', "no probability"),
        ('{"schema": 1, "turns": [{"speaker": "a", "role": "agent", "text": "x", "start": 1}]}', "no 'end'"),
    ],
)
def test_a_broken_file_is_told(text, what):
    with pytest.raises(BadFile, match=what) as caught:
        call_json.loads(text, where="my.json")
    assert caught.value.where.startswith("my.json")


def test_the_error_finds_the_last_of_two_equal_keys_as_the_reader_does():
    text = '{"schema": 1,\n"turns": 5,\n"language": ["turns"],\n"turns": 6}'
    with pytest.raises(BadFile, match="a list") as caught:
        call_json.loads(text)
    assert caught.value.where == "call.json, line 4, key turns"


@quick
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["speaker", "role", "text", "start", "end", "words", "confidence"]), inner
            )
        ),
    )
)
def test_any_json_in_place_of_turns_gives_a_call_or_a_clear_error(turns):
    made = call_or_error(call_json.loads, json.dumps({"schema": 1, "turns": turns}))
    assert isinstance(made, Call) or made.where.startswith("drawn, line 1, key turns")
