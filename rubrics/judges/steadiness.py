"""How steady a judge's opinions are: under what must not matter, and under what a machine may have heard wrong.

The same changes as for rules and heads: names, gender, nationality, dialect and polite words in the dialogues quoted in a
rubric (:mod:`rubrics.fairness`), and speakers, words and borders of a call (:mod:`rubrics.changes`). Each question is put
before and after with the same shuffle and the same seeds, so that only the change can tell. What could not be used
before or after is counted and left out of the rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rubrics.authoring.examples import examples_of
from rubrics.authoring.trying import call_of
from rubrics.changes import KINDS, changes
from rubrics.fairness import variants
from rubrics.fragility import SEED, apart
from rubrics.judges.model import ModelJudge
from rubrics.judges.values import Opinion
from rubrics.schema import Rubric
from rubrics.values import Scorecard
from transcribe.call import Call


@dataclass
class Steadiness:
    """Pairs of opinions on the same question, before a change and after it."""

    changed: int = 0
    same: int = 0
    unusable: int = 0
    """Pairs of which one or both had no level."""
    shown: list[str] = field(default_factory=list)
    """What changed, for a person to read."""

    @property
    def rate(self) -> float | None:
        """Share of the usable pairs in which the level changed, 0 to 1; ``None`` where none was usable."""
        usable = self.changed + self.same
        return self.changed / usable if usable else None

    def take(self, before: Opinion, after: Opinion, what: str) -> None:
        """Count one pair."""
        was, is_ = before.mark.value, after.mark.value
        if was is None or is_ is None:
            self.unusable += 1
        elif was == is_:
            self.same += 1
        else:
            self.changed += 1
            self.shown.append(f"{before.mark.criterion} {was:g} -> {is_:g}: {what}")


def fairness(judge: ModelJudge, rubric: Rubric, language: str, *, every: int = 1) -> dict[str, Steadiness]:
    """Return how often opinions on a rubric's dialogues change with what must not matter, by kind of change.

    Args:
        judge: Who is asked, twice for each variant.
        rubric: Whose dialogues are changed; critical items are not put to a model.
        language: Of the dialogues.
        every: Take only one in so many variants: a model takes seconds for each.
    """
    found: dict[str, Steadiness] = {}
    critical = {each.id for section, each in rubric.criteria() if section.critical}
    sections = {each.id: section for section, each in rubric.criteria()}
    number = 0
    for example in examples_of(rubric):
        if example.language != language or example.criterion.id in critical:
            continue
        for variant in variants(example.lines, language):
            number += 1
            if number % every == 0:
                ask = (sections[example.criterion.id], example.criterion, language)
                before, after = (
                    judge.opinion(call_of(each, language), *ask) for each in (example.lines, variant.lines)
                )
                found.setdefault(variant.kind, Steadiness()).take(before, after, " / ".join(variant.lines))
    return found


def fragility(judge: ModelJudge, call: Call, rubric: Rubric, card: Scorecard) -> dict[str, Steadiness]:
    """Return how often opinions on a call change with what may have been heard wrong, by kind of change.

    For each kind the call is changed once, in as many turns as do not stand beside one another.
    """
    before = {each.mark.criterion: each for each in judge.opinions(call, rubric, card)}
    found = {}
    for kind, changed in _changed(call):
        found[kind] = Steadiness()
        for after in judge.opinions(changed, rubric, card):
            found[kind].take(before[after.mark.criterion], after, f"{kind} changed in {call.language} call")
    return found


def _changed(call: Call) -> Iterator[tuple[str, Call]]:
    for kind in KINDS:
        together, _ = apart([each for each in changes(call, SEED) if each.kind == kind])
        if together:
            other = call
            for change in together:
                other = change.made(other)
            yield kind, other


def lines(found: Iterable[tuple[str, Steadiness]]) -> Iterator[str]:
    """Give a line for each kind of change, and one for each opinion that changed."""
    for kind, each in found:
        rate = "none usable" if each.rate is None else f"{each.rate:.1%}"
        yield f"  {kind:14}{each.changed:>4} of {each.changed + each.same:<5}{rate:>12}  ({each.unusable} not usable)"
        yield from (f"      {shown}" for shown in each.shown)
