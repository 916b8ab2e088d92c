"""A small network that reads a line together with what was said before it: a third opinion beside words and vectors.

Sentence vectors are made for any purpose and see one line at a time. This network (the encoder MiniLM-L6, four layers of
384 numbers) learned the moves themselves, from pairs of a line and its context, so it hears that "that's five weeks"
gives something back after "since early October". ONNX Runtime runs it, in two milliseconds a line; its file is a graph,
written by ``rubrics/heads/graph.py``.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import LONGEST_LINE, Example
from transcribe.errors import MissingPart

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Array = NDArray[np.float32]
Ids = NDArray[np.int64]

LINE, BEFORE = 64, 40
"""Pieces of words that are read of a line, its first, and of what was said before it, its last."""
HEADS = 12
"""Parts the attention of a layer is split into."""
KEPT = 5_000
"""Answers that are remembered: a talk is heard again after each line of a role-play, and each doubt a mark is tried with."""
BATCH = 16
"""Lines at once; those of a batch are about as long as each other."""
THREADS = min(2, os.cpu_count() or 1)
"""Batches read side by side."""
PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"


class Pieces(NamedTuple):
    """Some lines as the network reads them; shorter ones are filled up."""

    ids: Ids
    """(n, pieces): start, line, end, context, end."""
    context: Ids
    """(n, pieces), 1 where a piece is of the context."""
    real: NDArray[np.bool_]
    """(n, pieces), false where a line was filled up."""


@dataclass(frozen=True)
class Reader:
    """Cuts lines into the pieces of words that a network knows."""

    words: tuple[str, ...]
    """In the order of their numbers."""

    def pieces(self, examples: Sequence[Example]) -> list[tuple[list[int], list[int]]]:
        """Return each example as (numbers of its pieces, 1 where a piece is of the context)."""
        lines = self._cut(example.text for example in examples)
        before = self._cut(example.context or "" for example in examples)
        start, end = self.words.index(START), self.words.index(END)
        found = []
        for line, heard in zip(lines, before, strict=True):
            first, second = [start, *line[:LINE], end], [*heard[-BEFORE:], end] if heard else []
            found.append((first + second, [0] * len(first) + [1] * len(second)))
        return found

    def _cut(self, texts: Iterable[str]) -> list[list[int]]:
        return [each.ids for each in self._tokenizer.encode_batch([text[:LONGEST_LINE] for text in texts])]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return tokenizer(self.words)


@dataclass(frozen=True)
class Network:
    """Gives log odds of each move of both sides."""

    model: bytes = field(repr=False)
    """The file, as :func:`rubrics.heads.graph.graph` wrote it."""
    remembered: OrderedDict[tuple[str, str], Array] = field(default_factory=OrderedDict, repr=False, compare=False)
    """What was said of the last :data:`KEPT` pairs of line and context."""

    @cached_property
    def moves(self) -> tuple[str, ...]:
        """Columns of the answer, ``agent.empathy`` or ``customer.thanks``."""
        return self._told("moves")

    @cached_property
    def reader(self) -> Reader:
        """Cuts lines into the pieces this network knows."""
        return Reader(self._told("words"))

    def logits(self, examples: Sequence[Example]) -> Array:
        """Return the log odds of each column for each line, (n, columns); a line is read once while it is remembered."""
        asked = [(example.text, example.context or "") for example in examples]
        known = {pair: self.remembered[pair] for pair in asked if pair in self.remembered}
        new = [pair for pair in dict.fromkeys(asked) if pair not in known]
        known |= zip(new, self._read([Example(*pair) for pair in new]), strict=True)
        for pair in known:
            self.remembered[pair] = known[pair]
            self.remembered.move_to_end(pair)
        while len(self.remembered) > KEPT:
            self.remembered.popitem(last=False)
        return np.array([known[pair] for pair in asked], np.float32).reshape(len(asked), len(self.moves))

    def _read(self, examples: Sequence[Example]) -> Array:
        read = self.reader.pieces(examples)
        answers = np.zeros((len(read), len(self.moves)), np.float32)
        places = _alike(read)
        blocks = [filled([read[place] for place in each]) for each in places]
        for each, answer in zip(places, self._answered(blocks), strict=True):
            answers[each] = answer
        return answers

    def _answered(self, blocks: Sequence[Pieces]) -> Iterator[Array]:
        if len(blocks) < 2:  # a typed line waits for no threads
            yield from map(self._answers, blocks)
            return
        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(self._answers, blocks)

    def _answers(self, read: Pieces) -> Array:
        return self.run(read, ["answers"])[0]

    def blocks(self, examples: Sequence[Example]) -> Iterator[Pieces]:
        """Give lines as they are read together."""
        read = self.reader.pieces(examples)
        yield from (filled([read[place] for place in each]) for each in _alike(read))

    def run(self, read: Pieces, names: Sequence[str]) -> list[Array]:
        """Return what the graph works out under these names."""
        return list(self._session.run(names, read._asdict()))

    @cached_property
    def _session(self) -> InferenceSession:
        runtime = engine()
        options = runtime.SessionOptions()
        # A thread of its own would be lost in a process that is a copy of this one.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return runtime.InferenceSession(self.model, options, providers=["CPUExecutionProvider"])

    def _told(self, name: str) -> tuple[str, ...]:
        return tuple(self._session.get_modelmeta().custom_metadata_map[name].split("\n"))


def engine() -> Any:
    """Return the package that runs networks, its telemetry off.

    Raises:
        MissingPart: It is not there.
    """
    try:
        import onnxruntime
    except ImportError:  # not there, or its library does not load
        raise _missing("onnxruntime") from None
    onnxruntime.disable_telemetry_events()
    return onnxruntime


def _alike(read: Sequence[tuple[list[int], list[int]]]) -> list[list[int]]:
    """Return the numbers of lines in batches, those of a batch about as long as each other, the longest first."""
    order = sorted(range(len(read)), key=lambda place: len(read[place][0]))
    return [order[start : start + BATCH] for start in range(0, len(order), BATCH)][::-1]


def filled(read: Sequence[tuple[list[int], list[int]]]) -> Pieces:
    """Return lines of different lengths as one block."""
    longest = max(len(ids) for ids, _ in read)
    ids, context = np.zeros((2, len(read), longest), np.int64)
    real = np.zeros((len(read), longest), bool)
    for row, (mine, kinds) in enumerate(read):
        ids[row, : len(mine)], context[row, : len(mine)], real[row, : len(mine)] = mine, kinds, True
    return Pieces(ids, context, real)


def tokenizer(words: Sequence[str]) -> Tokenizer:
    """Return what cuts lower-cased text into the known pieces (WordPiece).

    Raises:
        MissingPart: The package ``tokenizers`` is not there.
    """
    try:
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    except ImportError:
        raise _missing("tokenizers") from None
    made = Tokenizer(models.WordPiece({word: place for place, word in enumerate(words)}, unk_token=UNKNOWN))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def _missing(package: str) -> MissingPart:
    return MissingPart(
        f"the package {package} cannot be loaded, so lines are judged without the network that reads them",
        fix=f"pip install {package}",
    )
