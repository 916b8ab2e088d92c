"""Sixty participants answer a poll within ten seconds, over the loopback: every answer counted, the wall within a second.

``python -m tests.benchmarks.bench_workshop [people] [seconds]``. A tenth of them lose their line after sending and come
back, and a tenth send twice. Nothing leaves this computer.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path

from tornado.websocket import websocket_connect

from trainings.workshops.loading import load
from trainings.workshops.running import Workshop

PEOPLE, SECONDS = 60, 10.0
WALL_WITHIN_S = 1.0
POLL = "how_heard"
LONGEST_S = 60.0
"""The whole bench; after that something is wrong."""


async def line(workshop, **hello):
    """Open a line and say hello."""
    opened = await websocket_connect(f"ws://127.0.0.1:{workshop.port}/ws")
    await opened.write_message(json.dumps({"do": "hello", "code": workshop.code, **hello}))
    while (said := json.loads(await opened.read_message()))["say"] != "welcome":
        pass
    return opened, said


async def participant(workshop, number, seconds, sent):
    """Join, wait, answer; some lose the line and come back, some send twice."""
    opened, said = await line(workshop, name=f"P{number}")
    await asyncio.sleep(random.Random(number).random() * seconds)  # noqa: S311 - nothing here is a secret
    answer = json.dumps({"do": "answer", "slot": POLL, "value": [number % 5 + 1], "rev": 1})
    sent[number] = time.monotonic()
    await opened.write_message(answer)
    if number % 10 == 3:
        opened.close()
        opened, said = await line(workshop, id=said["id"])
        if not said["have"]:
            await opened.write_message(answer)
    if number % 10 == 7:
        await opened.write_message(answer)
    while not workshop.room.have(said["id"]):
        await asyncio.sleep(0.02)
    opened.close()


async def wall(workshop, people, seen):
    """Note when the wall first shows each number of answers."""
    opened, _ = await line(workshop, wall=True)
    while len(seen) < people:
        said = json.loads(await opened.read_message())
        if said["say"] == "face" and said["face"]["number"] == 2:
            counts = [bar["count"] for bar in said["face"]["bars"]]
            seen += [time.monotonic()] * (sum(counts) - len(seen))
    opened.close()
    return counts


async def measured(workshop, people, seconds):
    """Return the counts on the wall and, answer by answer, how long the wall took at the most."""
    sent, seen = {}, []
    workshop.room.go(1)
    shown = asyncio.ensure_future(wall(workshop, people, seen))
    await asyncio.gather(*(participant(workshop, number, seconds, sent) for number in range(people)))
    counts = await shown
    # The n-th answer sent is on the wall at the latest when the wall shows n answers.
    return counts, [late - early for early, late in zip(sorted(sent.values()), seen, strict=True)]


def main(people=PEOPLE, seconds=SECONDS):
    """Print what was measured; the exit code is 1 where it is not what it must be."""
    Workshop._get_ready = lambda self: None  # the bench judges no line, so it needs no detectors
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(load("ninety_minutes"), folder=Path(folder), host="127.0.0.1")
        try:
            work = measured(workshop, people, seconds)
            counts, waits = asyncio.run(asyncio.wait_for(work, LONGEST_S))
        finally:
            workshop.end()
    waits.sort()
    print(f"{people} participants within {seconds:.0f} s: {sum(counts)} answers counted, {counts}")
    print(f"the wall: median {waits[len(waits) // 2]:.2f} s, slowest {waits[-1]:.2f} s")
    expected = [len(range(start, people, 5)) for start in range(5)]
    return 0 if counts == expected and waits[-1] <= WALL_WITHIN_S else 1


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:])))
