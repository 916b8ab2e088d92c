"""RTTM: who spoke when."""

import re

import pytest
from hypothesis import given

from tests.helpers import quick, same_as_golden
from tests.transcribe.formats.samples import CALL, UNTIMED, timed_calls
from transcribe.call import Call, Span, Turn
from transcribe.errors import BadFile, FixableError
from transcribe.formats import rttm


def test_rttm_is_as_it_was():
    same_as_golden("formats/call.rttm", rttm.dumps(CALL, name="my call"))


@quick
@given(timed_calls())
def test_rttm_gives_back_times_and_speakers_without_spaces(call):
    written = rttm.dumps(call)
    assert all(len(line.split()) == 10 for line in written.splitlines())
    read = rttm.loads(written)
    assert [turn.span for turn in read.turns] == [turn.span for turn in call.turns]
    named = [re.sub(r"\s", "_", turn.speaker) for turn in call.turns]
    # the words for roles have one spelling: a speaker "Agent" is read as "agent"
    assert [turn.speaker for turn in read.turns] == [
        name.lower() if name.lower() == "agent" else name for name in named
    ]


def test_reading_gives_turns_with_roles_and_empty_text():
    text = """\
;; made by hand
SPKR-INFO call 1 <NA> <NA> <NA> unknown caller <NA> <NA>
SPEAKER call 1 3.720 2.670 <NA> <NA> agent <NA> <NA>

SPEAKER call 2 0.5 1 <NA> <NA> caller <NA>
SPEAKER call 2 9 0 <NA> <NA> SPEAKER_01
"""
    assert rttm.loads(text).turns == (
        Turn("caller", "customer", Span(0.5, 1.5), ""),
        Turn("agent", "agent", Span(3.72, 6.39), ""),
        Turn("SPEAKER_01", "unknown", Span(9, 9), ""),
    )


def test_a_call_without_times_is_not_written():
    with pytest.raises(FixableError, match="RTTM is made of times"):
        rttm.dumps(UNTIMED)


def test_a_speaker_without_a_name_still_fills_its_column():
    assert rttm.dumps(Call((Turn("", "unknown", Span(0, 1), "x"),), None, None)).split()[7] == "-"


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("SPEAKER call 1 0 1 <NA> <NA>\n", "c.rttm, line 1", "ten columns, this one 7"),
        ("\nSPEAKER call 1 zero 1 <NA> <NA> a <NA> <NA>\n", "c.rttm, line 2", "times zero and 1"),
        ("SPEAKER call 1 5 -1 <NA> <NA> a <NA> <NA>\n", "c.rttm, line 1", "times 5 and -1"),
        ("SPEAKER call 1 nan 1 <NA> <NA> a <NA> <NA>\n", "c.rttm, line 1", "times nan and 1"),
        ("Agent: Hello\n", "c.rttm, line 1", "no line of RTTM: 'Agent: Hello'"),
        (
            "SPEAKER one 1 0 1 <NA> <NA> a <NA> <NA>\nSPEAKER two 1 0 1 <NA> <NA> a <NA> <NA>\n",
            "c.rttm",
            "2 recordings: one, two",
        ),
    ],
)
def test_a_broken_file_is_told_with_its_line(text, where, what):
    with pytest.raises(BadFile, match=what) as caught:
        rttm.loads(text, where="c.rttm")
    assert caught.value.where == where
