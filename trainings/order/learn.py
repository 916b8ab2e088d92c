"""``python -m trainings.order.learn [LANG ...]``: learn what order words stand in, and write ``<lang>.npz`` here.

Learned from are the corpus' ``train`` lines with what stands before and after them, and what customers and agents say in
the lessons' moments and exercises; neither the answers to exercises nor the role-plays' good lines, which measure it.
What is no sentence is made of the same lines: their words shuffled, and their key words heaped up with small words and
commas. The same lines and seed give the same file.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubrics.corpus import read
from rubrics.tokens import read_line
from trainings.gaming import common_words
from trainings.loading import folders, load
from trainings.order.features import PLACES, SIGNS, Known, row, signed
from trainings.order.model import COMMONEST, Order
from trainings.schema import LANGUAGES, Choose, FindTurn, LabelTurn, OwnWords
from transcribe.errors import MissingPart

SEED = 7
FREQUENT, SEEN = 1500, 4
"""Words that are looked at whole, and how often such a word has to stand in the lines."""
SHORTEST_SHUFFLED = 4
"""Words; three in another order are often as good."""
FEWEST_KEYS, MOST_KEYS = 3, 9
HEAPS = 2
"""Heaps made of each line, of its key words and again of its scraps."""
SCRAPS = (1, 1, 2, 2, 2, 3)
"""Words in a scrap of a line, where scraps are listed."""
SAME, ENDED = 0.3, 0.5
"""Share of heaps filled with one small word throughout, and of those that end as a question for a yes might."""
SPREAD = 3.0
"""How far weights may go: the inverse of the ridge's weight."""
STEPS = 80
"""Of the optimiser; more change the third digit."""

Tokens = list[str]
Numbers = NDArray[np.float64]


def main(languages: Sequence[str]) -> int:
    """Learn and write; return the exit code."""
    for language in languages or LANGUAGES:
        order = learned(language)
        raw = order.packed()
        (Path(__file__).parent / f"{language}.npz").write_bytes(raw)
        sys.stderr.write(f"{language}: {len(raw) // 1000} KB, {np.count_nonzero(order.weights)} weights\n")
    return 0


def learned(language: str) -> Order:
    """Return what the lines of a language teach."""
    dice = random.Random(SEED)  # noqa: S311 - examples, not secrets
    lines = [*filter(None, (signed(read_line(text, language)) for text in dict.fromkeys(said(language))))]
    counts = Counter(token for line in lines for token in line if token not in SIGNS and not token[0].isdigit())
    frequent = tuple(word for word, count in counts.most_common(FREQUENT) if count >= SEEN)
    heaper = Heaper(common_words(language), counts, Counter(line[-1] for line in lines), dice)
    real = [each for line in lines for each in sentences(line)]
    games = [each for line in lines for each in (*shuffles(line, dice), *heaper.heaps(line))]
    return fitted(frequent, real, games)


def said(language: str) -> Iterator[str]:
    """Give all texts to learn from, some of them twice."""
    for line in read(language, "train"):
        yield from filter(None, (line.text, line.context, line.reply))
    for lesson in folders():
        file = load(lesson, language)
        yield from (turn.text for turn in file.moment.turns)
        for each in file.exercises:
            yield from filter(None, (each.customer,))
            if isinstance(each, LabelTurn | OwnWords) and each.line:
                yield each.line
            elif isinstance(each, Choose):
                yield from (option.text for option in each.options)
            elif isinstance(each, FindTurn):
                yield from (turn.text for turn in each.talk)


def sentences(line: Tokens) -> Iterator[Tokens]:
    """Give a line as it is, without its signs as when it was typed in a hurry, and each of its sentences."""
    yield line
    yield bare(line)
    parts = cut(line, ".?")
    if len(parts) > 1:
        yield from parts


def shuffles(line: Tokens, dice: random.Random) -> Iterator[Tokens]:
    """Give a line's words in disorder: around its signs, each with its sign, and with none; and one sentence so."""
    parts = [line, *(part for part in cut(line, ".?")[:1] if len(part) < len(line))]
    for part in parts:
        words = bare(part)
        if len(words) < SHORTEST_SHUFFLED:
            continue
        dice.shuffle(words)
        yield words
        rest = iter(words)
        yield [token if token in SIGNS else next(rest) for token in part]
        tied = [*with_signs(part)]
        dice.shuffle(tied)
        yield [token for tokens in tied for token in tokens]


def with_signs(line: Tokens) -> Iterator[Tokens]:
    """Give each word together with the sign behind it."""
    for place, token in enumerate(line):
        if token not in SIGNS:
            yield line[place : place + 2] if line[place + 1 : place + 2] and line[place + 1] in SIGNS else [token]


def bare(line: Iterable[str]) -> Tokens:
    """Return the words without the signs."""
    return [token for token in line if token not in SIGNS]


def cut(line: Tokens, signs: str) -> list[Tokens]:
    """Return the parts of a line between some signs."""
    parts: list[Tokens] = [[]]
    for token in line:
        if token in signs:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


class Heaper:
    """Makes heaps of key words, as somebody would who knows that key words alone are refused."""

    def __init__(self, small: frozenset[str], counts: Counter[str], last: Counter[str], dice: random.Random) -> None:
        """Take what heaps are filled with.

        Args:
            small: The small words of the language, folded.
            counts: How often each word stands in the lines.
            last: How often each word ends one: "right", "yes" and their like.
            dice: Where chance comes from.
        """
        self.small = small
        self.fillers = [word for word, _ in counts.most_common(120) if word in small]
        self.ends = [word for word, _ in last.most_common(5)]
        self.dice = dice

    def heaps(self, line: Tokens) -> Iterator[Tokens]:
        """Give heaps of the key words of a line, where it has enough of them."""
        keys = [word for word in bare(line) if word not in self.small]
        for _ in range(HEAPS if len(keys) >= FEWEST_KEYS else 0):
            self.dice.shuffle(keys)
            yield self._heap(keys[: self.dice.randint(FEWEST_KEYS, MOST_KEYS)])
        scraps = [*self._scraps(bare(line))]
        for _ in range(HEAPS if len(scraps) >= FEWEST_KEYS else 0):
            self.dice.shuffle(scraps)
            yield self._list(scraps[: self.dice.randint(FEWEST_KEYS, MOST_KEYS)])

    def _scraps(self, words: Tokens) -> Iterator[Tokens]:
        """Cut a line into scraps of one word to three, as they stand together in it."""
        start = 0
        while start < len(words):
            length = self.dice.choice(SCRAPS)
            yield words[start : start + length]
            start += length

    def _list(self, scraps: Sequence[Tokens]) -> Tokens:
        joint = self.dice.choice((",", ",", ",", self.dice.choice(self.fillers)))
        listed = [token for scrap in scraps for token in (joint, *scrap)][1:]
        return [*listed, ",", self.dice.choice(self.ends)] if self.dice.random() < ENDED else listed

    def _heap(self, keys: Sequence[str]) -> Tokens:
        signs, filled = self.dice.choice((0, 0.4, 0.8, 1)), self.dice.choice((0, 0.3, 0.6, 0.9))
        again = [self.dice.choice(self.fillers)] if self.dice.random() < SAME else self.fillers
        heap: Tokens = []
        for key in keys:
            if heap and self.dice.random() < signs:
                heap.append(self.dice.choice(",,,,?."))
            if self.dice.random() < filled:
                heap.append(self.dice.choice(again))
            heap.append(key)
        return [*heap, ",", self.dice.choice(self.ends)] if self.dice.random() < ENDED else heap


def fitted(frequent: tuple[str, ...], real: Sequence[Tokens], games: Sequence[Tokens]) -> Order:
    """Return the weights of a logistic regression, both sides counting alike.

    Args:
        frequent: Words to be looked at whole, the commonest first.
        real: Lines in order.
        games: Lines in disorder.

    Raises:
        MissingPart: SciPy is not there.
    """
    known = Known(frozenset(frequent), frozenset(frequent[:COMMONEST]))
    matrix = _matrix([row(tokens, known) for tokens in (*real, *games)])
    truth = np.repeat([1.0, -1.0], [len(real), len(games)])
    share = np.repeat([0.5 / len(real), 0.5 / len(games)], [len(real), len(games)]) * len(truth)
    weights, bias = _regression(matrix, truth, share)
    scale = float(np.abs(weights).max()) / 127
    return Order(frequent, np.rint(weights / scale).astype(np.int8), scale, bias)


def _matrix(rows: Sequence[Mapping[int, float]]) -> Any:
    """Return the rows as a SciPy matrix (rows, slots)."""
    try:
        from scipy.sparse import csr_array
    except ModuleNotFoundError:
        raise MissingPart(
            "learning multiplies sparse rows with SciPy, which is not there", fix="pip install scipy"
        ) from None
    slots = np.fromiter((slot for each in rows for slot in each), np.int32)
    values = np.fromiter((value for each in rows for value in each.values()), np.float64)
    starts = np.cumsum([0, *(len(each) for each in rows)])
    return csr_array((values, slots, starts), shape=(len(rows), PLACES))


def _regression(matrix: Any, truth: Numbers, share: Numbers) -> tuple[Numbers, float]:
    """Return weights and bias of the ridged logistic loss's least, each row counted by its share."""
    from scipy.optimize import minimize

    def loss(both: Numbers) -> tuple[float, Numbers]:
        margin = truth * (matrix @ both[:-1] + both[-1])
        pull = -SPREAD * share * truth / (1 + np.exp(np.clip(margin, -30, 30)))
        value = SPREAD * float(share @ np.logaddexp(0, -margin)) + 0.5 * float(both[:-1] @ both[:-1])
        return value, np.append(matrix.T @ pull + both[:-1], pull.sum())

    best = minimize(loss, np.zeros(PLACES + 1), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return best[:-1], float(best[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
