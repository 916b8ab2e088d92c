"""A judgement in words: what is there first, then what is missing, then what hurts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trainings.schema import Choose, Exercise, FindTurn, LabelTurn, OwnWords
from trainings.texts import Texts, texts
from trainings.values import Hurt, Judgement, Lack, Quote, Verdict


@dataclass(frozen=True)
class Feedback:
    """What a learner reads after an answer."""

    verdict: Verdict
    headline: str
    found: tuple[tuple[str, str], ...] = ()
    """What is there: the move or fact, and the answer's own words for it."""
    better: tuple[str, ...] = ()
    """What is missing and what hurts, one sentence each."""


def feedback(exercise: Exercise, judgement: Judgement, answer: object, language: str) -> Feedback:
    """Return what to say about an answer.

    Args:
        exercise: What was asked.
        judgement: How the answer stands.
        answer: The answer, as :func:`trainings.judging.judge` was given it.
        language: The language of the exercise.
    """
    said = texts(language)
    if judgement.gamed:
        return Feedback(judgement.verdict, said.gamed[judgement.gamed])
    own = isinstance(exercise, OwnWords)
    found = tuple(_found(judgement, said)) if own else ()
    better = (*_lacks(exercise, judgement, answer, said), *_hurts(judgement.hurts, said))
    headline = (said.verdicts if own else said.chosen)[judgement.verdict]
    return Feedback(judgement.verdict, headline, found, tuple(dict.fromkeys(better)))


def _found(judgement: Judgement, said: Texts) -> Iterator[tuple[str, str]]:
    named = [Quote(said.name_of(name), quote) for name, quote in judgement.moves]
    for name, quote in (*named, *judgement.facts):
        yield name, said.words["quote"].format(quote=quote)


def _lacks(exercise: Exercise, judgement: Judgement, answer: object, said: Texts) -> Iterator[str]:
    facts = [lack.names[0] for lack in judgement.missing if lack.kind == "fact"]
    for lack in judgement.missing:
        if lack.kind == "move":
            yield _move(lack, said)
        elif lack.kind != "fact":
            yield _closed(exercise, lack, judgement, answer, said)
    if facts and isinstance(exercise, OwnWords):
        yield said.words["facts"].format(facts="; ".join(facts))
        if exercise.least is not None:
            yield said.words["least"].format(want=exercise.facts_needed, have=len(judgement.facts))


def _move(lack: Lack, said: Texts) -> str:
    if len(lack.names) == 1:
        return said.missing[lack.names[0]]
    return said.words["one_of"].format(moves=", ".join(said.name_of(name) for name in lack.names))


def _closed(exercise: Exercise, lack: Lack, judgement: Judgement, answer: object, said: Texts) -> str:
    if isinstance(exercise, FindTurn):
        return said.words["turn_near" if judgement.verdict == "nearly" else "turn"]
    if isinstance(exercise, LabelTurn):
        return said.words["label_more"]
    if isinstance(exercise, Choose) and lack.kind == "choice" and isinstance(answer, list | tuple):
        return exercise.options[int(answer[0]) - 1].why
    return said.words[lack.kind].format(have=lack.have, want=lack.want)


def _hurts(hurts: tuple[Hurt, ...], said: Texts) -> Iterator[str]:
    for hurt in hurts:
        if hurt.name == "label":
            yield said.words["label_wrong"].format(move=said.name_of(hurt.quote))
        elif hurt.name == "avoid":
            yield said.words["avoid"].format(quote=hurt.quote, why=hurt.why)
        else:
            yield said.harms[hurt.name].format(quote=hurt.quote)
