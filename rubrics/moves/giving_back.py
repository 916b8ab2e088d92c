"""What came back in a paraphrase: which times, sums and feelings the customer had named, and which were left out.

Only what can be told by its form is listed: figures, times and feelings. Whether a number was changed is told too, since a
wrong day given back is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rubrics.moves.base import Said
from rubrics.sentences import sentence

KINDS = ("features.when_said", "features.feeling")
"""Cues whose words are facts of their own."""
MOST = 3
"""Facts named in a sentence; a trainee reads no list."""


class GivenBack(NamedTuple):
    """The facts of the customer's words against what the agent said, in the order they were named."""

    returned: tuple[str, ...]
    lost: tuple[str, ...]
    changed: tuple[str, ...]
    """Figures of the agent's that the customer had not named, where the customer had named others."""


def given_back(said: Said, start: int, end: int, heard: Sequence[Said]) -> GivenBack:
    """Return which facts of the customer's turns are in words ``start`` to ``end`` of the agent's, and which are not.

    Args:
        said: The agent's turn.
        start: First word of the stretch that gives back.
        end: The word after its last.
        heard: The customer's turns that may have been meant, the nearest first; the facts looked for are the nearest's.
    """
    own = {*said.stems_of(start, end), *_figures(said, start, end)}
    named = list(_facts(heard[0])) if heard else []
    back = {fact: bool(stems & own) for fact, stems in named}
    known = {figure for turn in heard for figure in _figures(turn, 0, len(turn.line.words))}
    told = [figure for figure in _figures(said, start, end) if figure not in known]
    return GivenBack(
        tuple(fact for fact, there in back.items() if there),
        tuple(fact for fact, there in back.items() if not there),
        tuple(told) if known else (),
    )


def in_words(found: GivenBack, language: str) -> str:
    """Return one or more sentences for the trainee, empty where there is nothing to tell."""
    parts = (("facts_back", found.returned), ("facts_lost", found.lost), ("facts_changed", found.changed))
    return " ".join(sentence(key, language, facts=", ".join(facts[:MOST])) for key, facts in parts if facts)


def _facts(turn: Said) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each fact of a turn as it was said, with what has to come back of it."""
    spans = [(hit.start, hit.end) for kind in KINDS for hit in turn.of(kind)]
    spans += [(place, place + 1) for place, word in enumerate(turn.line.words) if word[:1].isdigit()]
    for start, end in _apart(spans):
        stems = frozenset(turn.stems_of(start, end)) | set(_figures(turn, start, end))
        if stems:
            yield turn.line.quote(start, end), stems


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the spans in order without those that lie in an earlier, longer one."""
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end


def _figures(turn: Said, start: int, end: int) -> list[str]:
    return [word for word in turn.line.words[start:end] if word[:1].isdigit()]
