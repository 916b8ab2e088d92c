"""The moves of many dialogues at once: what is kept is read, the rest is found, each language in a process of its own."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from importlib import import_module

from rubrics.authoring import kept
from rubrics.authoring.kept import DialogueKey
from rubrics.values import Move
from transcribe.call import Call, Role, Turn

SIDES: dict[str, Role] = {"agent": "agent", "customer": "customer"}
"""What a line of a dialogue begins with, before its colon."""
SLOWEST_FIRST = ("en", "ru", "ro", "pl")
"""The two that take longest begin at once, and the one that is done first goes on with the longer of the others."""

_FOUND: dict[DialogueKey, tuple[Move, ...]] = {}


def moves_in(lines: tuple[str, ...], language: str) -> tuple[Move, ...]:
    """Return the moves of a dialogue written as ``agent: ...`` and ``customer: ...`` lines."""
    key = (lines, language)
    if key not in _FOUND:
        (_FOUND[key],) = _of_one_language([key])
    return _FOUND[key]


def find_all(dialogues: Iterable[DialogueKey]) -> None:
    """Have the moves of all these dialogues ready for :func:`moves_in`."""
    wanted = [key for key in dict.fromkeys(dialogues) if key not in _FOUND]
    place = kept.folder()
    if place is not None:
        _FOUND.update(kept.read(place, wanted))
    new = [key for key in wanted if key not in _FOUND]
    if not new:
        return
    found = _find_new(new)
    _FOUND.update(found)
    if place is not None:
        kept.keep(place, found)


def _find_new(keys: Sequence[DialogueKey]) -> dict[DialogueKey, tuple[Move, ...]]:
    """Find moves with a process for each language, where there are several and more than one core."""
    order = [*SLOWEST_FIRST, *sorted({language for _, language in keys} - set(SLOWEST_FIRST))]
    groups = [group for code in order if (group := [key for key in keys if key[1] == code])]
    workers = min(len(groups), os.cpu_count() or 1)
    done: dict[DialogueKey, tuple[Move, ...]] = {}
    if workers > 1:
        # A process that dies leaves its dialogues to this one, which tells what is wrong in the usual way.
        with suppress(BrokenProcessPool), ProcessPoolExecutor(workers, initializer=_use_one_core) as pool:
            for group, found in zip(groups, pool.map(_of_one_language, groups), strict=True):
                done.update(zip(group, found, strict=True))
    rest = [key for key in keys if key not in done]
    return done | dict(zip(rest, _of_one_language(rest), strict=True))


def _use_one_core() -> None:
    """Keep a process to its own core: the matrices are small, and threads that wait for each other take twice as long.

    It ends with its work, so it leaves garbage alone, and with it the memory it shares with the process it is a copy of.
    """
    from rubrics.heads import network

    gc.disable()
    network.THREADS = 1
    with suppress(ImportError):
        import_module("threadpoolctl").threadpool_limits(1)


def _of_one_language(keys: Sequence[DialogueKey]) -> list[tuple[Move, ...]]:
    from rubrics.moves.finding import find_moves_together

    return find_moves_together([call_of(*key) for key in keys])


def call_of(lines: tuple[str, ...], language: str) -> Call:
    """Return a dialogue written as ``agent: ...`` and ``customer: ...`` lines as a call without times."""
    turns = []
    for line in lines:
        side, _, text = line.partition(":")
        turns.append(Turn(side.strip(), SIDES.get(side.strip(), "unknown"), None, text.strip()))
    return Call(tuple(turns), None, language)
