"""Weak marks of one's own reviewed calls, brought back as exercises of the same moves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rubrics.vocabulary import AGENT_MOVES, TIMED_MOVES, family
from trainings.curriculum import rows_of
from trainings.loading import load
from trainings.progress.catalogue import Catalogue
from trainings.progress.own import OwnAnswers, OwnLine
from trainings.progress.texts import texts
from trainings.schema import LANGUAGES, OwnWords
from transcribe.errors import BadFile
from transcribe.privacy import RedactedCall, redact_call

if TYPE_CHECKING:
    from review.reports.coaching import Better
    from rubrics.values import Mark, Move, Scorecard
    from transcribe.call import Call

WEAK = 0.5
"""Up to this part of its scale a mark comes back as exercises."""
MOST_WEAK = 3
"""Marks of one call; more at once would be no help."""
SHORTEST_LINE, LONGEST_LINE = 12, 600
"""Characters of a line worth saying better."""
INSTEAD: dict[str, tuple[str, ...]] = {
    "blame": ("open_question", "empathy", "clarifying_question"),
    "bounce": ("ownership", "next_step"),
    "jargon": ("paraphrase", "next_step", "fact_argument", "expectation_setting"),
    "unsupported_claim": ("ownership", "expectation_setting", "promise_deadline", "next_step"),
}
"""What a line that hurt is asked to do instead, any one of these."""


@dataclass(frozen=True)
class FromCall:
    """What one reviewed call gives to practise."""

    language: str
    moves: tuple[str, ...]
    """The moves of its weak marks, the weakest first."""
    lines: tuple[OwnLine, ...]

    def exercises(self, known: Catalogue) -> tuple[str, ...]:
        """Return the ids of the course's exercises of these moves."""
        return tuple(each.id for move in self.moves for each in known.exercises.values() if each.skill == move)


def from_call(folder: Path) -> FromCall:
    """Return what to practise after a call.

    Args:
        folder: What ``parafraza review`` wrote for it: ``call.json``, ``scorecard.json`` and ``moves.jsonl``.

    Raises:
        BadFile: A file is missing or is not one of ours, or there are no lessons in the call's language.
    """
    from rubrics.wire import move_from_line, scorecard_from_json
    from transcribe import formats

    call = formats.read(folder / "call.json")
    (content,) = _values(folder / "scorecard.json", whole=True)
    card = scorecard_from_json(content)
    moves = [move_from_line(line) for line in _values(folder / "moves.jsonl")]
    language = (call.language or "")[:2]
    if language not in LANGUAGES:
        fix = f"name the language when the call is reviewed: {', '.join(LANGUAGES)}"
        raise BadFile(f"there are no exercises in {call.language!r}", fix=fix, where=str(folder))
    return _Looking(call, moves, card, language).found()


def _values(path: Path, *, whole: bool = False) -> list[Mapping[str, Any]]:
    """Return the JSON objects of a file: the one it is, or one a line."""
    try:
        text = path.read_text(encoding="utf-8")
        found = [json.loads(part) for part in ([text] if whole else text.split("\n")) if part.strip() or whole]
    except (OSError, ValueError):
        found = [None]
    if not all(isinstance(each, dict) for each in found):
        raise BadFile("this file of the review cannot be read", fix="review the call again", where=str(path))
    return found


class _Looking:
    """One call, looked at for what its agent could practise."""

    def __init__(self, call: Call, moves: list[Move], card: Scorecard, language: str) -> None:
        self.call, self.moves, self.card, self.language = call, moves, card, language
        self.hidden: RedactedCall = redact_call(call)

    def found(self) -> FromCall:
        better = self._better()
        moves: dict[str, None] = {}
        lines: dict[str, OwnLine] = {}
        for mark in self._weak():
            wanted = self._moves(mark)
            moves.update(dict.fromkeys(wanted))
            line = self._line(mark, wanted, better.get(mark.criterion)) if wanted else None
            if line:
                lines[line.id] = line
        return FromCall(self.language, tuple(moves), tuple(lines.values()))

    def _weak(self) -> list[Mark]:
        judged = [(mark.value / mark.max, mark) for mark in self.card.marks if mark.value is not None and mark.max]
        weak = sorted((pair for pair in judged if pair[0] <= WEAK), key=lambda pair: pair[0])
        return [mark for _, mark in weak[:MOST_WEAK]]

    def _moves(self, mark: Mark) -> tuple[str, ...]:
        """Return the agent's moves a criterion asks for, the telling one first."""
        from rubrics import library
        from transcribe.errors import UnknownName

        try:
            criteria = library.load(self.card.rubric.id).criteria()
        except UnknownName:  # a rubric of somebody else's: the mark's name often says its move
            return tuple(move for move in AGENT_MOVES if move in mark.criterion)
        named = next((each for _, each in criteria if each.id == mark.criterion), None)
        asked = (named.evidence or tuple(sorted(named.names()))) if named else ()
        return tuple(move for move in asked if move in AGENT_MOVES)

    def _better(self) -> dict[str, Better]:
        from review.reports.coaching import better_lines
        from review.reports.texts import choose
        from review.reports.wording import wording_of

        spoken = choose(None, self.language)
        words = wording_of(self.card.rubric.id, spoken, spoken)
        return better_lines(self.call, self.moves, self.card, words, spoken)

    def _line(self, mark: Mark, wanted: tuple[str, ...], better: Better | None) -> OwnLine | None:
        turn = self._turn(mark, wanted, better)
        said = self.hidden.lines[turn].text if turn is not None else ""
        skill = wanted[0]
        if turn is None or skill in TIMED_MOVES or not SHORTEST_LINE <= len(said) <= LONGEST_LINE:
            return None
        example = self._example(wanted, better)
        if example is None:
            return None
        words = texts(self.language).own
        asked = tuple(dict.fromkeys(move for name in wanted[:1] for move in INSTEAD.get(name, (name,))))
        digest = sha256(f"{self.language}\n{mark.criterion}\n{said}".encode()).hexdigest()
        return OwnLine(
            id=f"own-{digest[:10]}",
            language=self.language,  # type: ignore[arg-type]  # one of the four, as from_call saw to
            rows=rows_of("02")[:1],
            skill=skill,
            task=words["task"].format(move=", ".join(texts(self.language).name_of(move) for move in asked)),
            customer=self._before(turn),
            line=said,
            moves=(asked,),
            hints=(words["hint"],),
            why=self._redacted(mark.why) or words["why"],
            answers=OwnAnswers(good=(example,)),
        )

    def _turn(self, mark: Mark, wanted: tuple[str, ...], better: Better | None) -> int | None:
        """Return the agent's turn to say better: the one that hurt, or the answer to what was passed over."""
        harmful = [move.turn for move in mark.evidence if family(move.name) == "harmful"]
        if harmful:
            return harmful[0]
        after = better.heard.turn if better and better.heard else self._complaint()
        return next((turn for turn in self._agent() if after is not None and turn > after), None)

    def _agent(self) -> Iterator[int]:
        return (number for number, turn in enumerate(self.call.turns) if turn.role == "agent")

    def _complaint(self) -> int | None:
        return min((move.turn for move in self.moves if move.name in ("complaint", "repeat_complaint")), default=None)

    def _before(self, turn: int) -> str | None:
        said = [self.hidden.lines[at].text for at in range(turn) if self.call.turns[at].role == "customer"]
        return said[-1][:LONGEST_LINE] or None if said else None

    def _example(self, wanted: tuple[str, ...], better: Better | None) -> str | None:
        """Return a line to learn from: the report's, else a good answer to one of the course's exercises."""
        made = better.line or better.example if better else None
        if made:
            return self._redacted(made)
        for row in range(14):
            for each in load(row, self.language).exercises:
                if isinstance(each, OwnWords) and each.skill in wanted:
                    return each.answers.good[0]
        return None

    def _redacted(self, text: str) -> str:
        from transcribe.privacy import redact_lines

        # Together with the call, so that a name that a turn of it gives away is found here too.
        turns = [(turn.text, turn.language or self.language) for turn in self.call.turns]
        return redact_lines([*turns, (text, self.language)])[-1].text
