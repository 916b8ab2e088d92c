"""What a coach says to one line: what it did, in the trainee's own words, a strength before a weakness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.customer import Cause
from scenarios.evidence import Evidence
from scenarios.loading import Case

MOST_REMARKS = 3
SURE_ENOUGH = 0.33
"""Weight of even odds: a coach says nothing on less."""
LONGEST_QUOTE = 90
"""Characters of a quote inside a remark."""
SEVERAL = frozenset({"returned_fact", "returned_need", "offered"})
"""Signs that may rest on several places of a line, whose sentence leaves the quotation marks to us."""


@dataclass(frozen=True)
class Remark:
    """One sentence of feedback."""

    about: str
    """The move or sign it is about."""
    good: bool
    text: str
    quote: str
    """The trainee's words it points at; empty where there are none."""


def remarks(
    case: Case, causes: Sequence[Cause], quotes: Mapping[str, tuple[str, ...]], evidence: Evidence
) -> tuple[Remark, ...]:
    """Return up to three sentences about a line, strengths first; the weightiest are kept."""
    made: dict[str, Remark] = {}
    for cause in sorted(causes, key=lambda cause: -abs(_points(cause))):
        name = cause.reaction.feedback
        if name and cause.weight >= SURE_ENOUGH and name not in made:
            made[name] = _remark(case, cause, name, quotes.get(cause.reaction.hears, ()), evidence.length)
    kept = list(made.values())[:MOST_REMARKS]
    return tuple(sorted(kept, key=lambda remark: not remark.good))


def _remark(case: Case, cause: Cause, name: str, quotes: Sequence[str], count: int) -> Remark:
    from rubrics.sentences import fill

    about, frame = cause.reaction.hears, case.shared_texts.words["quote"]
    short = [shortened(quote) for quote in quotes]
    framed = ", ".join(fill(frame, quote=quote) for quote in short) or "…"
    template = case.feedback(name)
    text = template if about in SEVERAL else template.replace(frame, "{quote}")
    return Remark(about, _points(cause) >= 0, fill(text, count=count, quote=framed), short[0] if short else "")


def _points(cause: Cause) -> float:
    return sum(cause.changes.values())


def shortened(text: str) -> str:
    """Return a quote short enough for a sentence."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
