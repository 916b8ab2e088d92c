"""Marks from moves, as a rubric declares them: each with its quotes, its range and one sentence of reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rubrics import library
from rubrics.conditions import Facts, facts, holds, key, key_of
from rubrics.doubt import Spread, spread
from rubrics.judgeable import Judgeable, judgeable, why_not
from rubrics.moves.finding import AT_LEAST, find_moves
from rubrics.schema import Criterion, Rubric, Section, in_language
from rubrics.sentences import fill, sentence
from rubrics.values import Compliance, Mark, Move, RubricRef, Scorecard
from transcribe.call import Call

FAINT = 0.2
"""Finds from here on make a range wider, though only those above even odds make a mark."""
SURE_FAIL, SURE_PASS = 0.8, 0.65
"""Shares of readings from which a critical item is failed or passed; between them it needs a person."""
FLOOR = 0.5
"""Share of readings that must reach a skill's level; below it the mark is left to a person.

It leaves 10 in a hundred of the marks open on the example calls and 11 on calls by other hands (``bench_others``), and those it
keeps are right a little more often."""
LONGEST_QUOTE = 90
"""Letters of a quote inside a sentence of reason."""


def score(call: Call, rubric: str | Path = "service_call", *, moves: Iterable[Move] | None = None) -> Scorecard:
    """Return the scorecard of a call.

    Args:
        call: A transcript with roles.
        rubric: A shipped rubric's id, or a file.
        moves: Moves found already; without them they are looked for here, faint ones too, which makes ranges honest.

    Raises:
        UnknownName: There is no such rubric.
        BadFile: The rubric's file does not say what it should.
    """
    chosen = library.load(rubric)
    language = chosen.language_of(call)
    found = tuple(find_moves(call, at_least=FAINT) if moves is None else moves)
    judge = _Judge(call, chosen, language, found, judgeable(call, language))
    judged = [judge.judged(section, criterion) for section, criterion in chosen.criteria()]
    marks = tuple(each.mark for each in judged)
    return Scorecard(
        rubric=RubricRef(chosen.id, chosen.version),
        marks=marks,
        skill_total=skill_total(chosen, marks),
        compliance=_compliance(judged),
        notes=judge.allowed.notes,
    )


@dataclass(frozen=True)
class _Judged:
    section: Section
    criterion: Criterion
    mark: Mark
    applies: bool = True


@dataclass(frozen=True)
class _Judge:
    """One call before one rubric."""

    call: Call
    rubric: Rubric
    language: str
    found: Sequence[Move]
    allowed: Judgeable

    def judged(self, section: Section, criterion: Criterion) -> _Judged:
        reason = why_not(criterion.names(), self.allowed, self.language)
        if reason:
            return _Judged(section, criterion, self._none(section, criterion, reason))
        known = self._facts()
        if criterion.applies is not None and not holds(criterion.applies, known):
            reason = in_language(criterion.not_applicable, self.language)
            return _Judged(section, criterion, self._none(section, criterion, reason), applies=False)
        spreads = spread(lambda seen: level_of(criterion, seen), criterion.names(), self.found, self.call)
        mark = self._critical if section.critical else self._skill
        return _Judged(section, criterion, mark(section, criterion, level_of(criterion, known), spreads))

    def _facts(self) -> Facts:
        return facts((move for move in self.found if move.confidence >= AT_LEAST), len(self.call.turns))

    def _skill(self, section: Section, criterion: Criterion, level: int, spreads: Spread) -> Mark:
        low, high = spreads.range()
        if spreads.share(level) < FLOOR:
            reason = sentence("unsure", self.language, low=low, high=high, max=criterion.top)
            return self._none(section, criterion, reason, self._evidence(criterion))
        return self._mark(section, criterion, level, (min(low, level), max(high, level)))

    def _critical(self, section: Section, criterion: Criterion, level: int, spreads: Spread) -> Mark:
        passed = spreads.share(1)
        if passed >= SURE_PASS:
            return self._mark(section, criterion, 1, (1 if passed > 1 - FAINT else 0, 1))
        if passed <= 1 - SURE_FAIL:
            return self._mark(section, criterion, 0, (0, 0))
        telling = _telling(criterion, self._evidence(criterion, at_least=FAINT))
        reason = sentence("needs_person", self.language, quote=_quote(telling))
        return self._none(section, criterion, reason, self._evidence(criterion))

    def _mark(self, section: Section, criterion: Criterion, level: int, between: tuple[int, int]) -> Mark:
        evidence = self._evidence(criterion)
        return Mark(
            criterion=criterion.id,
            section=section.id,
            value=float(level),
            low=float(between[0]),
            high=float(between[1]),
            max=float(criterion.top),
            why=self._why(criterion, level, evidence),
            evidence=evidence,
        )

    def _none(self, section: Section, criterion: Criterion, why: str, evidence: tuple[Move, ...] = ()) -> Mark:
        return Mark(criterion.id, section.id, None, None, None, float(criterion.top), why, evidence)

    def _evidence(self, criterion: Criterion, at_least: float = AT_LEAST) -> tuple[Move, ...]:
        wanted = {key_of(name) for name in criterion.evidence or criterion.names()}
        return tuple(move for move in self.found if key(move) in wanted and move.confidence >= at_least)

    def _why(self, criterion: Criterion, level: int, evidence: Sequence[Move]) -> str:
        telling = _telling(criterion, evidence)
        time = _clock(telling.span.start) if telling and telling.span else ""
        text = in_language(criterion.levels[level].why, self.language)
        return fill(text, quote=_quote(telling), count=len(evidence), time=time)


def level_of(criterion: Criterion, known: Facts) -> int:
    """Return the highest level whose condition holds."""
    reached = (level.level for level in reversed(criterion.levels) if level.when is None or holds(level.when, known))
    return next(reached)


def skill_total(rubric: Rubric, marks: Iterable[Mark]) -> float | None:
    """Return the weighted total, 0 to 100, over the skills that were judged; ``None`` where none was.

    What does not apply has no value either, and so leaves the denominator too.
    """
    weights = {each.id: rubric.weight(section, each) for section, each in rubric.criteria() if not section.critical}
    reached = whole = 0.0
    for mark in marks:
        if mark.value is not None and mark.criterion in weights:
            reached += weights[mark.criterion] * mark.value / mark.max
            whole += weights[mark.criterion]
    return round(100 * reached / whole, 1) if whole else None


def _compliance(judged: Iterable[_Judged]) -> Compliance:
    """Return the critical items' total: one failure fails, and a pass needs every item that applies to be judged."""
    values = [each.mark.value for each in judged if each.section.critical and each.applies]
    if any(value == 0 for value in values):
        return "fail"
    return "not_judged" if None in values or not values else "pass"


def _telling(criterion: Criterion, evidence: Iterable[Move]) -> Move | None:
    """Return the move to quote: the first kind under ``evidence`` that was found, and of that kind the surest."""
    order = [key_of(name) for name in criterion.evidence]
    found = [(order.index(key(move)) if order else 0, -move.confidence, move) for move in evidence]
    return min(found, key=lambda each: each[:2], default=(0, 0.0, None))[2]


def _quote(move: Move | None) -> str:
    """Return what was said, short enough for a sentence."""
    if move is None or len(move.quote) <= LONGEST_QUOTE:
        return move.quote if move else ""
    return move.quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
