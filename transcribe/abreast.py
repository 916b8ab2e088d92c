"""Several pieces of work at a time, their results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def abreast(work: Callable[[Piece], Result], pieces: Iterable[Piece], at_once: int) -> Iterator[Result]:
    """Yield ``work(piece)`` for each piece in order, ``at_once`` of them at work in threads.

    Pieces are taken as results are, so memory stays flat however many there are. Left early, or ended by an error,
    it lets what has begun come to its end and begins nothing more.
    """
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for piece in pieces:
                waiting.append(pool.submit(work, piece))
                if len(waiting) >= at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()
