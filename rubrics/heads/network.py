"""A small network that reads a line together with what was said before it: a third opinion beside words and vectors.

Sentence vectors are made for any purpose and see one line at a time. This network (the encoder MiniLM-L6, six layers of
384 numbers) learned the moves themselves, from pairs of a line and its context, so it hears that "that's five weeks"
gives something back after "since early October". It runs on NumPy alone, in some milliseconds a line; its weights are
data, a byte a number, written by ``rubrics/heads/tuning.py``.
"""

from __future__ import annotations

import io
import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubrics.heads.features import LONGEST_LINE, Example
from transcribe.errors import MissingPart

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Array = NDArray[np.float32]
Ids = NDArray[np.int64]

LINE, BEFORE = 64, 40
"""Pieces of words that are read of a line, its first, and of what was said before it, its last."""
HEADS = 12
"""Parts the attention of a layer is split into."""
EPSILON = 1e-12
KEPT = 5_000
"""Answers that are remembered: a talk is heard again after each line of a role-play, and each doubt a mark is tried with."""
BATCH = 16
"""Lines at once; those of a batch are about as long as each other."""
THREADS = min(2, os.cpu_count() or 1)
"""Batches read side by side: NumPy lets go of Python's lock while it multiplies."""
PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
PARTS = ("query", "key", "value", "after", "wide", "narrow")
"""The matrices of a layer, in the order of their use."""


class Pieces(NamedTuple):
    """Some lines as the network reads them; shorter ones are filled up."""

    ids: Ids
    """(n, pieces): start, line, end, context, end."""
    context: Ids
    """(n, pieces), 1 where a piece is of the context."""
    real: NDArray[np.bool_]
    """(n, pieces), false where a line was filled up."""


@dataclass(frozen=True)
class Network:
    """Gives log odds of each move of both sides."""

    moves: tuple[str, ...]
    """Columns of the answer, ``agent.empathy`` or ``customer.thanks``."""
    words: tuple[str, ...]
    """Pieces of words it knows, in the order of their rows."""
    arrays: Mapping[str, NDArray[Any]]
    remembered: OrderedDict[tuple[str, str], Array] = field(default_factory=OrderedDict, repr=False, compare=False)
    """What was said of the last :data:`KEPT` pairs of line and context."""

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
        read = self.pieces(examples)
        order = sorted(range(len(read)), key=lambda place: len(read[place][0]))
        answers = np.zeros((len(read), len(self.moves)), np.float32)
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        blocks = (filled([read[place] for place in places]) for places in reversed(batches))  # the longest first
        for places, answer in zip(reversed(batches), self._answered(blocks, len(batches)), strict=True):
            answers[places] = answer
        return answers

    def _answered(self, blocks: Iterator[Pieces], count: int) -> Iterator[Array]:
        if count < 2:  # a typed line waits for no threads
            yield from map(self._answers, blocks)
            return
        _ = self._layers  # unpacked once, before several ask
        with ThreadPoolExecutor(THREADS) as pool:
            yield from pool.map(self._answers, blocks)

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

    def _cut(self, texts: Iterator[str]) -> list[list[int]]:
        return [each.ids for each in self._tokenizer.encode_batch([text[:LONGEST_LINE] for text in texts])]

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return tokenizer(self.words)

    def _answers(self, read: Pieces) -> Array:
        mine = read.real & (read.context == 0)
        *layers, last = self._layers
        states = self._embedded(read)
        for layer in layers:
            states = layer(states, read.real)
        # Only the line's own pieces are asked in the end, and they come first.
        states = last(states, read.real, int(mine.sum(axis=1).max()))
        counted = mine[:, : states.shape[1], None]
        mean = (states * counted).sum(axis=1) / counted.sum(axis=1)
        seen = np.concatenate([states[:, 0], mean], axis=1)
        return np.asarray(seen @ self._part("answer").T + self._part("answer.bias"), np.float32)

    def _embedded(self, read: Pieces) -> Array:
        rows = self._rows("words", read.ids)
        places = self._part("places")[: read.ids.shape[1]]
        return normal(rows + places + self._part("kinds")[read.context], self._part("first"))

    @cached_property
    def _layers(self) -> list[Layer]:
        count = sum(name.endswith(".query") for name in self.arrays)
        return [Layer(*self._matrices(place), self._part(f"{place}.norms")) for place in range(count)]

    def _matrices(self, place: int) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
        names = [f"{place}.{part}" for part in PARTS]
        # Turned once, so that every product runs over memory in order.
        whole = [np.ascontiguousarray(self._part(name).T) for name in names]
        return tuple(whole), tuple(self._part(f"{name}.bias") for name in names)

    def _part(self, name: str) -> Array:
        return self._rows(name, slice(None))

    def _rows(self, name: str, places: Ids | slice) -> Array:
        array = self.arrays[name][places].astype(np.float32)
        scale = self.arrays.get(f"{name}.scale")
        return array if scale is None else array * scale[places].astype(np.float32)


@dataclass(frozen=True)
class Layer:
    """One layer: every piece looks at every other, then each is worked on by itself."""

    matrices: tuple[Array, ...]
    biases: tuple[Array, ...]
    norms: Array
    """(4, width): scale and shift after looking, scale and shift after working."""

    def __call__(self, states: Array, real: NDArray[np.bool_], first: int | None = None) -> Array:
        """Return the states (n, pieces, width) after this layer; with ``first`` only those of so many first pieces."""
        own = states[:, :first]
        looked = self._apply(3, self._looked(own, states, real))
        own = normal(own + looked, self.norms[:2])
        worked = self._apply(5, bent(self._apply(4, own)))
        return normal(own + worked, self.norms[2:])

    def _looked(self, own: Array, states: Array, real: NDArray[np.bool_]) -> Array:
        query, key, value = self._parted(0, own), self._parted(1, states), self._parted(2, states)
        closeness = query @ key.transpose(0, 1, 3, 2)
        closeness *= np.float32(1 / np.sqrt(query.shape[-1]))
        closeness += np.where(real, np.float32(0), np.float32(-1e9))[:, None, None]
        closeness -= closeness.max(axis=-1, keepdims=True)
        shares = np.exp(closeness, out=closeness)
        shares /= shares.sum(axis=-1, keepdims=True)
        return np.asarray((shares @ value).transpose(0, 2, 1, 3).reshape(own.shape))

    def _parted(self, part: int, states: Array) -> Array:
        """Return (n, heads, pieces, width of a head)."""
        count, pieces, width = states.shape
        return self._apply(part, states).reshape(count, pieces, HEADS, width // HEADS).transpose(0, 2, 1, 3)

    def _apply(self, part: int, states: Array) -> Array:
        turned = states.reshape(-1, states.shape[-1]) @ self.matrices[part]
        turned += self.biases[part]
        return np.asarray(turned.reshape(*states.shape[:-1], -1))


def normal(states: Array, scale_and_shift: Array) -> Array:
    """Return states at mean 0 and spread 1, then scaled and shifted (2, width)."""
    centred = states - states.mean(axis=-1, keepdims=True)
    squares = np.einsum("...i,...i->...", centred, centred)[..., None] / np.float32(states.shape[-1])
    centred /= np.sqrt(squares + np.float32(EPSILON))
    centred *= scale_and_shift[0]
    centred += scale_and_shift[1]
    return np.asarray(centred, np.float32)


def bent(states: Array) -> Array:
    """Return GELU by its approximation with tanh, the same in training."""
    inner = states * states  # products in place: a power would take longer than all matrices together
    inner *= np.float32(0.044715)
    inner += np.float32(1)
    inner *= states
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= states
    inner *= np.float32(0.5)
    return inner


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
    except ModuleNotFoundError:
        raise MissingPart(
            "the package tokenizers is not installed, so lines are judged without the network that reads them",
            fix="pip install tokenizers",
        ) from None
    made = Tokenizer(models.WordPiece({word: place for place, word in enumerate(words)}, unk_token=UNKNOWN))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def kept(network: Network) -> bytes:
    """Return a network as one file."""
    file = io.BytesIO()
    named = {name: network.arrays[name] for name in sorted(network.arrays)}
    texts = {"moves": "\n".join(network.moves), "vocabulary": "\n".join(network.words)}
    np.savez(
        file,
        allow_pickle=False,
        **{name: np.frombuffer(text.encode(), np.uint8) for name, text in texts.items()},
        **named,
    )
    return file.getvalue()


def read_back(raw: bytes) -> Network:
    """Return the network that :func:`kept` wrote."""
    with np.load(io.BytesIO(raw), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    moves, words = (tuple(arrays.pop(name).tobytes().decode().split("\n")) for name in ("moves", "vocabulary"))
    return Network(moves, words, arrays)


def whole(matrix: Array) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Return a matrix a byte a number, and each row's scale (rows, 1)."""
    scale = np.asarray(np.maximum(np.abs(matrix).max(axis=1, keepdims=True), 1e-3) / 127, np.float16)
    return np.rint(matrix / scale.astype(np.float32)).clip(-127, 127).astype(np.int8), scale
