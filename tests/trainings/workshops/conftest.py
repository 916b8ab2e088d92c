"""A small plan with a step of every kind, and a room whose clock and slow work the tests hold in their hands."""

import pytest

from trainings.workshops.loading import read
from trainings.workshops.room import Room

PLAN = """\
schema: 1
id: small
language: en
title: A small one
about: For tests.
minutes: 60
agenda:
  - {id: hello, kind: talk, title: Hello, minutes: 2, notes: [Smile.]}
  - {id: mood, kind: poll, title: Mood, minutes: 2, question: How are you?, options: [Well, So so]}
  - {id: words, kind: ask, title: Words, minutes: 2, question: Which words?}
  - {id: pick, kind: exercise, title: Pick, minutes: 2, exercise: "02-05"}
  - {id: say, kind: exercise, title: Say, minutes: 2, exercise: "02-11"}
  - {id: bed, kind: role_play, title: The bed, minutes: 9, scenario: late_bed, turns: 2}
  - {id: chairs, kind: pairs, title: Chairs, minutes: 9, scenario: late_bed, rounds: 3, criteria: [paraphrase, empathy]}
  - {id: keep, kind: good_lines, title: Keep, minutes: 2, question: Which line?}
  - {id: rest, kind: break, title: Rest, minutes: 2}
"""
STEPS = ("hello", "mood", "words", "pick", "say", "bed", "chairs", "keep", "rest")
PLACES = {name: place for place, name in enumerate(STEPS)}


class Clock:
    """Seconds the test lets pass."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def plan_file(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def plan(plan_file):
    return read(plan_file)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def jobs():
    """What the room wanted done aside; the test does it when it likes."""
    return []


@pytest.fixture
def room(plan, clock, jobs):
    return Room(plan, clock=clock, work=jobs.append)


@pytest.fixture
def at(room):
    """Go to a step by its id."""
    return lambda name: room.go(PLACES[name])
