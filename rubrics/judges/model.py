"""A language model behind a URL of the user's as a judge: several votes a criterion, each with a quote that was said."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low

from rubrics.conditions import key_of
from rubrics.forms import CUSTOMER
from rubrics.judgeable import judgeable
from rubrics.judges import texts
from rubrics.judges.asking import Question, question, understood
from rubrics.judges.cache import Answers
from rubrics.judges.server import MOST_TOKENS, JudgeFault, Server
from rubrics.judges.values import Opinion, Spent, Vote
from rubrics.moves.quoting import seconds_of
from rubrics.schema import MODEL_JUDGE, Criterion, Rubric, Section, in_language
from rubrics.values import Mark, Move, Scorecard
from rubrics.vocabulary import TIMED_MOVES
from transcribe.call import Call, Role
from transcribe.errors import FixableError
from transcribe.privacy import RedactedCall, redact_call

KEY = "PARAFRAZA_JUDGE_KEY"
"""Environment variable with the server's key, where it wants one."""
LETTERS_A_TOKEN = 3
GONE = frozenset({"down", "redirect"})
"""Faults after which this server is not asked again in the same call: they stay, and each try costs time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may cost."""

    answer: float = 60.0
    """Seconds for one answer."""
    seconds: float = 900.0
    calls: int = 200
    tokens: int = 500_000


class ModelJudge:
    """Asks an OpenAI-compatible server about every skill of a rubric, over a redacted call."""

    name = MODEL_JUDGE

    def __init__(
        self,
        url: str,
        model: str,
        *,
        votes: int = 3,
        limits: Limits | None = None,
        cache: Path | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Set the judge up; nothing is sent yet.

        Args:
            url: The server's address, such as ``http://localhost:11434/v1``.
            model: The model's name on that server.
            votes: How often each question is put; odd, so that there is a middle.
            limits: What one call may cost.
            cache: Folder that keeps answers; without it each is asked for anew.
            progress: Told after each skill how many are done, of how many; a slow model takes minutes for a call.

        Raises:
            FixableError: The URL is none, or the votes are even.
        """
        if votes < 1 or votes % 2 == 0:
            raise FixableError(f"{votes} votes have no middle one", fix="give an odd number, such as 3")
        self._server = Server(url, model, key=os.environ.get(KEY))
        self._votes = votes
        self._limits = limits or Limits()
        self._answers = Answers(cache)
        self._progress = progress
        self.spent = Spent()
        """What the last call took."""

    @property
    def by(self) -> str:
        """The judge and its model, as evidence names them."""
        return f"{self.name} ({self._server.model})"

    def opinions(self, call: Call, rubric: Rubric, card: Scorecard) -> tuple[Opinion, ...]:
        """Return an opinion on each skill that applies; critical items are not put to a model (design note 0015)."""
        self.spent = Spent()
        language = rubric.language_of(call)
        if judgeable(call, language).whole:
            return ()
        sitting = _Sitting(self, call, redact_call(call), language)
        return tuple(self._counted(sitting, list(_asked(rubric, card, language))))

    def opinion(self, call: Call, section: Section, criterion: Criterion, language: str) -> Opinion:
        """Return an opinion on one criterion, whether it applies to the call or not; the call is redacted first."""
        self.spent = Spent()
        return _Sitting(self, call, redact_call(call), language).opinion(section, criterion)

    def _counted(self, sitting: _Sitting, asked: Sequence[tuple[Section, Criterion]]) -> Iterator[Opinion]:
        for done, (section, criterion) in enumerate(asked, 1):
            yield sitting.opinion(section, criterion)
            if self._progress is not None:
                self._progress(done, len(asked))

    def vote(self, asked: Question, redacted: RedactedCall) -> Vote:
        """Return one vote; whatever goes wrong is a vote with a fault."""
        try:
            return understood(self._answer(asked), asked, redacted)
        except JudgeFault as fault:
            return Vote(None, fault=fault.kind)

    def _answer(self, asked: Question) -> str:
        key = {"model": self._server.model, "messages": list(asked.messages), "form": asked.form, "seed": asked.seed}
        known = self._answers.get(key)
        if known is not None:
            self.spent.cached += 1
            return known
        answer = self._paid(asked)
        self._answers.keep(key, answer)
        return answer

    def _paid(self, asked: Question) -> str:
        letters = sum(len(message["content"]) for message in asked.messages)
        guess = letters // LETTERS_A_TOKEN + MOST_TOKENS
        left = self._limits.seconds - self.spent.seconds
        over = self.spent.tokens + guess > self._limits.tokens or self.spent.calls >= self._limits.calls
        if over or left <= 0:
            raise JudgeFault("budget")
        self.spent.calls += 1
        begun = time.monotonic()
        tokens: int | None = guess
        try:
            reply = self._server.ask(
                asked.messages, asked.form, seed=asked.seed, seconds=min(self._limits.answer, left)
            )
            tokens = reply.tokens
            return reply.text
        finally:
            self.spent.seconds += time.monotonic() - begun
            self.spent.tokens += (letters + MOST_TOKENS) // LETTERS_A_TOKEN if tokens is None else tokens

    @property
    def votes(self) -> int:
        """How often each question is put."""
        return self._votes


@dataclass
class _Sitting:
    """One call before the judge."""

    judge: ModelJudge
    call: Call
    redacted: RedactedCall
    language: str
    gone: Vote | None = None

    def opinion(self, section: Section, criterion: Criterion) -> Opinion:
        votes = tuple(self._votes(criterion))
        used = [vote for vote in votes if vote.level is not None]
        mark = self._mark(section, criterion, used, len(votes)) if 2 * len(used) > len(votes) else None
        return Opinion(mark or self._none(section, criterion, votes), votes, self.judge.by)

    def _votes(self, criterion: Criterion) -> Iterator[Vote]:
        for number in range(self.judge.votes):
            vote = self.gone or self.judge.vote(
                question(criterion, self.redacted, self.language, number), self.redacted
            )
            self.gone = vote if vote.fault in GONE else None
            yield vote

    def _mark(self, section: Section, criterion: Criterion, used: Sequence[Vote], asked: int) -> Mark:
        levels = [vote.level for vote in used if vote.level is not None]
        level = median_low(levels)
        anchor = in_language(criterion.levels[level].anchor, self.language)
        return Mark(
            criterion=criterion.id,
            section=section.id,
            value=float(level),
            low=float(min(levels)),
            high=float(max(levels)),
            max=float(criterion.top),
            why=texts.given(self.language, levels.count(level), asked, anchor),
            evidence=tuple(self._evidence(criterion, [vote for vote in used if vote.level == level], asked)),
        )

    def _none(self, section: Section, criterion: Criterion, votes: Sequence[Vote]) -> Mark:
        faults = Counter(vote.fault for vote in votes if vote.fault)
        why = texts.fault_text(faults.most_common(1)[0][0], self.language)
        return Mark(criterion.id, section.id, None, None, None, float(criterion.top), why)

    def _evidence(self, criterion: Criterion, votes: Sequence[Vote], asked: int) -> Iterator[Move]:
        """Give each quote once, as sure as the share of votes that chose it."""
        quotes = Counter((vote.turn, vote.quote) for vote in votes if vote.turn is not None)
        for (place, quote), count in quotes.items():
            if place is not None:
                turn = self.call.turns[place]
                at = turn.text.find(quote)
                span = seconds_of(turn, at, at + len(quote))
                yield Move(_name(criterion, turn.role), place, span, quote, count / asked, self.judge.by, turn.role)


def _name(criterion: Criterion, role: Role) -> str:
    """Return the move a quote goes by: the first the criterion looks for on the side that says it, else the first."""
    names = [key_of(name) for name in criterion.evidence or sorted(criterion.names())]
    own = [name for name in names if name.startswith(CUSTOMER) is (role == "customer")]
    return (own or names)[0].removeprefix(CUSTOMER)


def _asked(rubric: Rubric, card: Scorecard, language: str) -> Iterator[tuple[Section, Criterion]]:
    """Give the skills that apply: where one does not, the card's mark has just that reason.

    Nor those that are only about silences and talking over one another: the question holds words, and no seconds.
    """
    reasons = {mark.criterion: mark.why for mark in card.marks if mark.value is None}
    for section, criterion in rubric.criteria():
        silent = criterion.applies is not None and in_language(criterion.not_applicable, language)
        told_by_words = bool(criterion.names() - TIMED_MOVES)
        if told_by_words and not section.critical and (not silent or reasons.get(criterion.id) != silent):
            yield section, criterion
