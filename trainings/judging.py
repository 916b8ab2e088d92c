"""How an answer stands: a choice against what is right, one's own words by the moves and facts in them and what hurts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.phrases import Words, found, words_of
from trainings.gaming import LONGEST, gamed
from trainings.hearing import Heard, heard_in
from trainings.schema import Choose, Exercise, FindTurn, LabelTurn, Order, OwnWords
from trainings.values import Hurt, Judgement, Lack, Quote, Verdict

MADE = 0.4
"""Confidence from which a move that was asked for counts as made: under even odds, for a line alone is heard with doubt."""
HARMS = {"blame": 0.6, "bounce": 0.6, "jargon": 0.6, "unsupported_claim": 0.65}
"""Confidence from which a harm is held against an answer: a false reproach costs more than a missed one."""
QUESTION_LENGTH = 3
"""Words from which a sentence with a question mark is a question of its own."""
EMPTY = Judgement(verdict="empty")


def judge(exercise: Exercise, answer: object, language: str) -> Judgement:
    """Return how an answer to any exercise stands.

    Args:
        exercise: What was asked.
        answer: For ``label`` the moves chosen; for ``choose`` the numbers, from 1, of the line and of the reason (0: not
            chosen yet); for ``order`` the steps' numbers in the order given; for ``find`` the turn's number; else text.
        language: The language of the exercise.
    """
    if isinstance(exercise, OwnWords):
        return judge_texts(exercise, [str(answer)], language)[0]
    chosen = [answer] if isinstance(answer, str | int) else list(answer) if isinstance(answer, list | tuple) else []
    if isinstance(exercise, LabelTurn):
        return _label(exercise, [str(each) for each in chosen])
    numbers = [each for each in chosen if isinstance(each, int)]
    if isinstance(exercise, Choose):
        return _choice(exercise, numbers)
    if isinstance(exercise, Order):
        return _order(exercise, numbers)
    return _turn(exercise, numbers)


def judge_texts(exercise: OwnWords, texts: Sequence[str], language: str) -> list[Judgement]:
    """Return how several answers in one's own words stand, the moves of all of them found together."""
    heard = heard_in(exercise, (text[:LONGEST] for text in texts), language)
    return [_OwnAnswer(exercise, text, words_of(text[:LONGEST], language), moves).judgement()
            for text, moves in zip(texts, heard, strict=True)]  # fmt: skip


def _label(exercise: LabelTurn, chosen: Sequence[str]) -> Judgement:
    right, given = set(exercise.answer), set(chosen)
    lacks = tuple(Lack("label", (each,)) for each in exercise.answer if each not in given)
    wrong = tuple(Hurt("label", each) for each in chosen if each not in right)
    if not given:
        return EMPTY
    verdict: Verdict = "good" if not (lacks or wrong) else "nearly" if right & given else "not_yet"
    return Judgement(verdict=verdict, missing=lacks, hurts=wrong)


def _choice(exercise: Choose, numbers: Sequence[int]) -> Judgement:
    line, reason, *_ = *numbers, 0, 0
    if not 1 <= line <= len(exercise.options):
        return EMPTY
    if not exercise.options[line - 1].good:
        return Judgement(verdict="not_yet", missing=(Lack("choice"),))
    if not (1 <= reason <= len(exercise.reasons) and exercise.reasons[reason - 1].good):
        return Judgement(verdict="nearly", missing=(Lack("reason"),))
    return Judgement(verdict="good")


def _order(exercise: Order, numbers: Sequence[int]) -> Judgement:
    if not numbers:
        return EMPTY
    right = [list(range(1, len(exercise.steps) + 1)), *(list(each) for each in exercise.also)]
    most = max(_in_place(each, numbers) for each in right)
    if most == len(exercise.steps) == len(numbers):
        return Judgement(verdict="good")
    # Two steps that changed places are the smallest slip there is.
    near = most >= len(exercise.steps) - 2
    lack = Lack("order", have=most, want=len(exercise.steps))
    return Judgement(verdict="nearly" if near else "not_yet", missing=(lack,))


def _in_place(right: Sequence[int], given: Sequence[int]) -> int:
    return sum(one == other for one, other in zip(right, given, strict=False))


def _turn(exercise: FindTurn, numbers: Sequence[int]) -> Judgement:
    if not numbers:
        return EMPTY
    if numbers[0] in exercise.answer:
        return Judgement(verdict="good")
    beside = any(abs(numbers[0] - each) == 1 for each in exercise.answer)
    return Judgement(verdict="nearly" if beside else "not_yet", missing=(Lack("turn"),))


@dataclass(frozen=True)
class _OwnAnswer:
    """One answer in one's own words."""

    exercise: OwnWords
    text: str
    words: Words
    heard: tuple[Heard, ...]

    def judgement(self) -> Judgement:
        if not len(self.words):
            return EMPTY
        heard = {each.name: each.confidence for each in self.heard}
        why = gamed(self.exercise, self.text, self.words)
        if why is not None:
            return Judgement(verdict="not_yet", gamed=why, heard=heard)
        facts, moves = self._facts(), self._moves()
        missing, hurts = self._missing(facts, moves), self._hurts()
        return Judgement(
            verdict=self._verdict(missing, hurts),
            moves=moves,
            facts=facts,
            missing=missing,
            hurts=hurts,
            heard=heard,
        )

    def _verdict(self, missing: Sequence[Lack], hurts: Sequence[Hurt]) -> Verdict:
        """Good: all is there and nothing hurts. Nearly: half of it and more, what hurts counted as one thing more."""
        if not (missing or hurts):
            return "good"
        asked = self.exercise
        facts = sum(lack.kind == "fact" for lack in missing)
        short = max(0, asked.facts_needed - (len(asked.facts) - facts))
        lacking = short + sum(lack.kind != "fact" for lack in missing) + bool(hurts)
        wanted = len(asked.moves) + asked.facts_needed + bool(asked.questions) + bool(asked.longest) + bool(hurts)
        return "nearly" if lacking * 2 <= wanted else "not_yet"

    def _moves(self) -> tuple[Quote, ...]:
        wanted = {move for group in self.exercise.moves for move in group}
        return tuple(
            Quote(each.name, each.quote) for each in self.heard if each.name in wanted and each.confidence >= MADE
        )

    def _facts(self) -> tuple[Quote, ...]:
        back = ((fact.name, self._quote(fact.words)) for fact in self.exercise.facts)
        return tuple(Quote(name, quote) for name, quote in back if quote)

    def _quote(self, phrases: Sequence[str]) -> str:
        place = found(phrases, self.words, self.words.language)
        return self.words.quote(place) if place else ""

    def _missing(self, facts: Sequence[Quote], moves: Sequence[Quote]) -> tuple[Lack, ...]:
        asked = self.exercise
        made, back = {each.name for each in moves}, {each.name for each in facts}
        lacks = [Lack("move", group) for group in asked.moves if not made & set(group)]
        if len(facts) < asked.facts_needed:
            lacks += [Lack("fact", (fact.name,)) for fact in asked.facts if fact.name not in back]
        questions = self._questions()
        if asked.questions and questions < asked.questions:
            lacks.append(Lack("questions", have=questions, want=asked.questions))
        length = len(self.text.split())  # as a person counts them; "don't" is one word
        if asked.longest and length > asked.longest:
            lacks.append(Lack("shorter", have=length, want=asked.longest))
        return tuple(lacks)

    def _questions(self) -> int:
        """Return how many different questions are asked; one word with a question mark is none."""
        line = self.words.line
        asked = {
            line.words[start:end]
            for start, end in line.sentences()
            if end in line.asked and end - start >= QUESTION_LENGTH
        }
        return len(asked)

    def _hurts(self) -> tuple[Hurt, ...]:
        hurts = [Hurt(each.name, each.quote) for each in self.heard if each.confidence >= HARMS.get(each.name, 2.0)]
        asked = {move for group in self.exercise.moves for move in group}
        hurts = [each for each in hurts if each.name not in asked]
        avoided = ((self._quote(each.words), each.why) for each in self.exercise.avoid)
        return (*hurts, *(Hurt("avoid", quote, why) for quote, why in avoided if quote))
