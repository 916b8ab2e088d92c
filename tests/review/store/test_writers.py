"""Many writers at once, and writers that are killed: nothing acknowledged is lost."""

import os
import random
import signal
import time

import pytest
import sqlalchemy as sa

from review.store.tables import audit, marks
from tests.review.store.conftest import BOTH, RUBRIC, new

EACH = 10


def child(opening_again, work):
    """Run some work on a store of its own in another process; return the process and the end to read from."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            with opening_again() as store:
                work(store, writing)
        finally:
            os._exit(0)
    os.close(writing)
    return pid, reading


def marking(who):
    """Work that marks and tells each mark it was told is written, as one byte."""

    def work(store, told):
        for value in range(EACH):
            store.mark("0001", "paraphrase", value, by=who, rubric=RUBRIC)
            os.write(told, b".")

    return work


def marking_on(store, told):
    """Work that says that it begins, and then marks until it is killed."""
    os.write(told, b"!")
    while True:
        store.mark("0001", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
        os.write(told, b".")


def heard(reading):
    """Everything a child told until it ended."""
    with os.fdopen(reading, "rb") as pipe:
        return len(pipe.read())


@BOTH
def test_eight_reviewers_at_once_lose_nothing(opening_again):
    with opening_again() as store:
        store.add_calls([new("0001")], by="Ewa")
    children = [child(opening_again, marking(f"reviewer {number}")) for number in range(8)]
    assert [heard(reading) for _, reading in children] == [EACH] * 8
    for pid, _ in children:
        os.waitpid(pid, 0)
    with opening_again() as store:
        given = store.marks("0001")
        assert len(given) == 8 * EACH
        assert {mark.by for mark in given} == {f"reviewer {number}" for number in range(8)}
        assert len(store.history(limit=1000)) == 8 * EACH + 1  # and the import


def counts(store):
    """The marks and their lines in the log, seen at one moment: a server may still finish for a writer that is gone."""
    number = sa.func.count()
    both = [sa.select(number).select_from(marks), sa.select(number).where(audit.c.kind == "marks")]
    (row,) = store.rows(sa.select(*(each.scalar_subquery().label(name) for name, each in zip("ab", both, strict=True))))
    return row["a"], row["b"]


def killed_times(opening_again, times, seed):
    """Kill a writer at some moment, again and again; check each time that the store opens with every told mark."""
    chance = random.Random(seed)  # noqa: S311
    told = 0
    with opening_again() as store:
        store.add_calls([new("0001")], by="Ewa")
    for _ in range(times):
        pid, reading = child(opening_again, marking_on)
        assert os.read(reading, 1) == b"!"
        told += sum(
            len(os.read(reading, 1)) for _ in range(chance.randrange(4))
        )  # on a busy machine a mark takes its time
        time.sleep(chance.uniform(0.0, 0.02))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        told += heard(reading)
        with opening_again() as store:
            kept, lines = counts(store)
        assert kept >= told  # the last one may be on the disk before the writer could say so
        assert lines == kept  # a mark and its line in the log come together
        told = kept
    return told


@BOTH
def test_a_killed_writer_loses_no_mark_it_was_told_is_written(opening_again):
    killed_times(opening_again, times=5, seed=1)


@pytest.mark.slow
@BOTH
def test_two_hundred_killed_writers_lose_no_mark_they_were_told_is_written(opening_again):
    assert killed_times(opening_again, times=200, seed=2) > 200  # or nobody wrote anything
