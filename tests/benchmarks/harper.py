"""The Harper Valley calls: what was really said, by whom, when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.data import folder, rows
from transcribe.call import Span

COLLAR = 0.5
"""pyannote.metrics counts the whole collar: a quarter of a second to each side."""


@dataclass(frozen=True)
class Said:
    """One human-transcribed stretch."""

    role: str
    span: Span
    text: str


@dataclass(frozen=True)
class Recorded:
    """One call with its recordings and the truth about them."""

    name: str
    stereo: Path
    mix: Path
    said: tuple[Said, ...]

    def text(self, role: str) -> str:
        """Return all that one side said, without the transcribers' tags."""
        return " ".join(said.text for said in self.said if said.role == role)


def calls() -> Iterator[Recorded]:
    """Yield the calls, or nothing where the data is absent."""
    home = folder("harper_valley")
    if home is None:
        return
    spoken: dict[str, list[Said]] = {}
    for row in rows(home / "harper_utterances.jsonl"):
        if not row["noise_only"]:
            role = "agent" if row["speaker_role"] == "agent" else "customer"
            text = re.sub(r"\[[^\]]*\]|<unk>", " ", row["text"])
            name = row["dialog_id"].removeprefix("hvb-")
            spoken.setdefault(name, []).append(Said(role, Span(row["start"], row["end"]), text))
    for name, said in sorted(spoken.items()):
        said.sort(key=lambda each: each.span)
        yield Recorded(name, home / "stereo" / f"{name}.wav", home / "mix" / f"{name}.wav", tuple(said))
