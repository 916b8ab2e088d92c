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
from rubrics.schema import Criterion, Level, Rubric, Section
from rubrics.sentences import fill, sentence
from rubrics.values import Compliance, Mark, Move, RubricRef, Scorecard
from transcribe.call import Call

FAINT = 0.2
"""Finds from here on make a range wider, though only those above even odds make a mark."""
SURE_FAIL, SURE_PASS = 0.8, 0.65
"""Shares of readings from which a critical item is failed or passed; between them it needs a person."""
FLOOR = 0.4
"""Share of readings that must reach a skill's level; below it the mark is left to a person.

On the example calls this leaves 8 in a hundred of the marks open, and those it keeps are right a little more often."""
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
    language = _language(call, chosen)
    found = tuple(find_moves(call, at_least=FAINT) if moves is None else moves)
    judge = _Judge(call, chosen, language, found, judgeable(call, language))
    judged = [judge.judged(section, criterion) for section, criterion in chosen.criteria()]
    return Scorecard(
        rubric=RubricRef(chosen.id, chosen.version),
        marks=tuple(each.mark for each in judged),
        skill_total=_skill_total(chosen, judged),
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
            reason = _text(criterion.not_applicable, self.language)
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
        quote = _quote(self._evidence(criterion, at_least=FAINT))
        reason = sentence("needs_person", self.language, quote=quote)
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
            why=self._why(criterion.levels[level], evidence),
            evidence=evidence,
        )

    def _none(self, section: Section, criterion: Criterion, why: str, evidence: tuple[Move, ...] = ()) -> Mark:
        return Mark(criterion.id, section.id, None, None, None, float(criterion.top), why, evidence)

    def _evidence(self, criterion: Criterion, at_least: float = AT_LEAST) -> tuple[Move, ...]:
        wanted = {key_of(name) for name in criterion.evidence or criterion.names()}
        return tuple(move for move in self.found if key(move) in wanted and move.confidence >= at_least)

    def _why(self, level: Level, evidence: Sequence[Move]) -> str:
        best = max(evidence, key=lambda move: move.confidence, default=None)
        time = _clock(best.span.start) if best and best.span else ""
        return fill(_text(level.why, self.language), quote=_quote(evidence), count=len(evidence), time=time)


def level_of(criterion: Criterion, known: Facts) -> int:
    """Return the highest level whose condition holds."""
    reached = (level.level for level in reversed(criterion.levels) if level.when is None or holds(level.when, known))
    return next(reached)


def _skill_total(rubric: Rubric, judged: Iterable[_Judged]) -> float | None:
    """Return the weighted total over what was judged; what does not apply leaves the denominator too."""
    reached = weights = 0.0
    for each in judged:
        if each.mark.value is not None and not each.section.critical:
            weight = rubric.weight(each.section, each.criterion)
            reached += weight * each.mark.value / each.mark.max
            weights += weight
    return round(100 * reached / weights, 1) if weights else None


def _compliance(judged: Iterable[_Judged]) -> Compliance:
    """Return the critical items' total: one failure fails, and a pass needs every item that applies to be judged."""
    values = [each.mark.value for each in judged if each.section.critical and each.applies]
    if any(value == 0 for value in values):
        return "fail"
    return "not_judged" if None in values or not values else "pass"


def _language(call: Call, rubric: Rubric) -> str:
    code = (call.language or "").lower()[:2]
    return code if code in rubric.languages else rubric.languages[0]


def _text(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")


def _quote(evidence: Sequence[Move]) -> str:
    """Return the surest quote, short enough for a sentence."""
    best = max(evidence, key=lambda move: move.confidence, default=None)
    if best is None or len(best.quote) <= LONGEST_QUOTE:
        return best.quote if best else ""
    return best.quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02d}:{int(seconds) % 60:02d}"
