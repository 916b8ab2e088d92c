"""Recordings with a script beside them, for the scripted engine, and a rubric small enough to mark by hand."""

from tests.sounds import tone, wav
from transcribe import formats
from transcribe.call import Call, Span, Turn

TALK = (
    ("agent", "Good morning, Northline Parcels, Ann speaking, how can I help you?"),
    ("customer", "Hello, my parcel has not come. It is a birthday present."),
    ("agent", "I am sorry to hear that. What is your order number, please?"),
    ("customer", "Four four seven one."),
    ("agent", "Is there anything else I can help you with?"),
)

RUBRIC = """\
schema: 1
id: small
version: "1.0.0"
languages: [en]
title: {en: Small}
description: {en: Two questions.}
sections:
  - id: all
    title: {en: All}
    weight: 100
    criteria:
      - id: greeting
        title: {en: Greeting}
        question: {en: Does the agent greet?}
        levels:
          - {level: 0, anchor: {en: No.}, why: {en: No greeting.}}
          - {level: 1, when: {presence: [greeting]}, anchor: {en: Yes.}, why: {en: "A greeting: {quote}."}}
"""


def script(recording, *lines, language="en", seconds=2.0):
    """Write the script of a recording: (speaker, text) lines of two seconds each, one after the other."""
    turns = tuple(
        Turn(who, who if who in ("agent", "customer") else "unknown", Span(at * seconds, (at + 1) * seconds), text)
        for at, (who, text) in enumerate(lines)
    )
    formats.write(Call(turns, seconds * len(lines), language), recording.with_name(f"{recording.stem}.script.json"))


def recorded(path, *lines, channels=2, pitch=200, language="en"):
    """Write a recording, as long as its lines, and its script; another ``pitch`` makes it another recording."""
    lines = lines or TALK
    path.parent.mkdir(parents=True, exist_ok=True)
    sides = [tone(2.0 * len(lines), pitch + 300 * side) for side in range(channels)]
    wav(path, *sides, rate=8000)
    script(path, *lines, language=language)
    return path


def small_rubric(folder):
    """Write the small rubric; return its file."""
    path = folder / "small.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    return path
