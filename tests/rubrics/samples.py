"""Small calls and lexicons that several tests of this room share."""

from __future__ import annotations

from rubrics.lexicon import Lexicon, compile_text
from transcribe.call import Call, Role, Span, Turn, Word

LITTLE = """\
schema: 1
language: en
common: [a, an, and, are, as, at, be, but, for, have, i, in, is, it, of, "on", so, that, the, to, we, you]
light: [what, "yes"]
fillers: [well, and, so]
negations: [not]
groups:
  feeling: [sad, "let down", anger*]
agent:
  empathy:
    why: "Names it: “{quote}”"
    strong: ["that must be [really] $feeling", "~understand how"]
    likely: ["poor you"]
    unless: ["that must be sad but"]
customer:
  complaint:
    strong: [broken]
features:
  question:
    strong: ["^what"]
"""
"""A whole lexicon of five cues, small enough to work results out by hand."""


def lexicon(text: str = LITTLE) -> Lexicon:
    """Compile a lexicon's text."""
    return compile_text(text, name="little.yaml")


def call(*lines: str, language: str | None = "en") -> Call:
    """Return a call from lines such as ``agent: hello``, without times."""
    turns = []
    for line in lines:
        who, _, text = line.partition(": ")
        role: Role = who if who in ("agent", "customer") else "unknown"  # type: ignore[assignment]
        turns.append(Turn(who, role, None, text))
    return Call(tuple(turns), None, language)


def timed(*turns: tuple[str, float, float, str], language: str = "en") -> Call:
    """Return a call from (role, start, end, text), seconds; words share their turn's time evenly."""
    made = [spoken(*turn) for turn in turns]
    return Call(tuple(made), max(turn[2] for turn in turns), language)


def spoken(role: str, start: float, end: float, text: str) -> Turn:
    """Return one turn with evenly timed words."""
    texts = text.split()
    step = (end - start) / max(len(texts), 1)
    words = tuple(Word(word, Span(start + n * step, start + (n + 1) * step)) for n, word in enumerate(texts))
    return Turn(role, role, Span(start, end), text, words)  # type: ignore[arg-type]
