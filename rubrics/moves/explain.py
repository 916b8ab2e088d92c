"""Why a line was read as it was: for each move the cue, what the head says, what weighed how much, the nearest lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rubrics.heads.joint import joint
from rubrics.moves.base import Scene
from rubrics.moves.finding import cues_in
from rubrics.moves.meaning import (
    Familiarity,
    Opinion,
    believed,
    evidence,
    head_of,
    heads_of,
    opinions,
    side_of,
    usual_nearness,
)
from rubrics.moves.settling import Weighed

WORTH_TELLING = 0.1
"""A move that neither cue, head nor both give this much is left out."""
NEIGHBOURS = 3


class Explained(NamedTuple):
    """One move of one line, explained."""

    move: str
    chance: float
    """What ``find_moves`` would give it."""
    cue: str
    """The words of its surest cue, empty where there is none."""
    by: str
    """The detector of that cue."""
    cue_chance: float
    settled: float
    """What is left of the cue beside the turn's other cues."""
    head_chance: float | None
    """``None`` where no head knows such a line."""
    weights: Mapping[str, float]
    """What each part adds to the log odds; empty without a head."""
    why: str = ""
    """The cue's sentence for the trainee."""


def explain(scene: Scene) -> list[Explained]:
    """Return every move that something in a turn speaks for, the likeliest first."""
    cues = cues_in(scene)
    (opinion,) = opinions([scene])
    by_cues = (_by_cue(scene, move, cue) for move, cue in cues.items())
    found = by_cues if opinion is None else _by_both(scene, cues, opinion)
    return sorted((each for each in found if _worth(each)), key=lambda each: -each.chance)


def neighbours(scene: Scene, count: int = NEIGHBOURS) -> list[tuple[float, str, tuple[str, ...]]]:
    """Return the training lines whose meaning lies nearest, as (likeness, text, moves); none without vectors."""
    from rubrics.corpus import read

    head = head_of(scene)
    if head is None or head.encoder is None:
        return []
    lines = [line for line in read(scene.said.lexicon.language, "train") if line.role == side_of(scene)]
    vectors = head.encoder.encode([scene.said.line.text, *(line.text for line in lines)])
    likeness = vectors[1:] @ vectors[0]
    return [(float(likeness[place]), lines[place].text, lines[place].moves) for place in (-likeness).argsort()[:count]]


def as_text(scene: Scene) -> str:
    """Return the explanation as lines for a terminal."""
    return "\n".join([scene.said.line.text, *_told(explain(scene)), *_near(scene)])


def _told(found: list[Explained]) -> Iterator[str]:
    for each in found:
        head = "no head knows such a line" if each.head_chance is None else f"head {each.head_chance:.2f}"
        cue = f"cue {each.cue_chance:.2f} ({each.settled:.2f} beside the others), {each.by}: “{each.cue}”"
        yield f"  {each.move} {each.chance:.2f}: {cue if each.by else 'no cue'}; {head}"
        if each.why:
            yield f"    {each.why}"
        if each.weights:
            strongest = sorted(each.weights.items(), key=lambda pair: -abs(pair[1]))
            yield "    " + ", ".join(f"{name} {weight:+.1f}" for name, weight in strongest if abs(weight) >= 0.1)


def _near(scene: Scene) -> Iterator[str]:
    for likeness, text, moves in neighbours(scene):
        yield f"  near {likeness:.2f}: {text} ({', '.join(moves) or 'no move'})"


def _worth(each: Explained) -> bool:
    return max(each.chance, each.cue_chance, each.head_chance or 0.0) >= WORTH_TELLING


def _by_cue(scene: Scene, move: str, cue: Weighed) -> Explained:
    words = scene.said.line.quote(cue.find.start, cue.find.end)
    return Explained(move, cue.settled, words, cue.by, cue.find.confidence, cue.settled, None, {}, cue.find.why)


def _by_both(scene: Scene, cues: Mapping[str, Weighed], opinion: Opinion) -> Iterator[Explained]:
    heads = heads_of(scene.said.lexicon.language)
    curves = joint(heads.language, heads.variant, side_of(scene)) if heads else None
    assert curves is not None  # noqa: S101 - an opinion comes from a head with curves
    known = evidence(scene, cues, opinion, curves.moves)
    familiarity = Familiarity()
    familiarity.hear(opinion, usual_nearness(scene))
    for place, (move, chance) in enumerate(
        believed(scene, cues, opinion, familiarity.trust(scene.position is not None)).items()
    ):
        head = float(opinion.chances[place])
        base = _by_cue(scene, move, cues[move]) if move in cues else Explained(move, 0.0, "", "", 0.0, 0.0, None, {})
        yield base._replace(chance=chance, head_chance=head, weights=curves.parts(known, move))
