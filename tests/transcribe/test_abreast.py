"""Several pieces of work at a time."""

from __future__ import annotations

from threading import Barrier

import pytest

from transcribe.abreast import abreast


def test_results_come_in_the_order_of_the_pieces() -> None:
    assert list(abreast(lambda piece: piece * piece, range(7), 3)) == [0, 1, 4, 9, 16, 25, 36]


def test_two_pieces_are_at_work_at_a_time() -> None:
    both = Barrier(2, timeout=10)  # each waits for the other; one after another would never end

    assert len(list(abreast(lambda _: both.wait(), range(4), 2))) == 4


def test_pieces_are_taken_as_results_are() -> None:
    taken: list[int] = []

    def pieces() -> object:
        for piece in range(100):
            taken.append(piece)
            yield piece

    results = abreast(lambda piece: piece, pieces(), 2)  # type: ignore[arg-type, var-annotated]
    next(results)
    results.close()

    assert taken == [0, 1]


def test_an_error_reaches_the_caller_after_the_results_before_it() -> None:
    def work(piece: int) -> float:
        return 1 / (piece - 2)

    seen: list[float] = []
    with pytest.raises(ZeroDivisionError):
        seen.extend(abreast(work, range(5), 1))  # extend keeps what came before the error
    assert seen == [-0.5, -1.0]
