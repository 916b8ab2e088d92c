"""A workshop as it runs: where it stands, who is there and what they answered. It knows no network and no files.

See docs/design/0020-a-workshop-is-a-room.md.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from threading import RLock, Thread
from typing import Any

from trainings.workshops import asking
from trainings.workshops.group_talk import GroupTalk
from trainings.workshops.plan import ExerciseStep, Pairs, Plan, RolePlay, Step
from trainings.workshops.values import LONGEST_NAME, Answer, Got, Stand, Timer, cut, groups_of, role_of, tally

MOST_PEOPLE = 300
LONGEST_ID = 40
Work = Callable[[Callable[[], None]], object]
"""How something slow is done: by default in a thread of its own."""


def _aside(job: Callable[[], None]) -> None:
    Thread(target=job, daemon=True).start()


class Room:
    """One running workshop.

    ``lock`` guards everything in it: the trainer's notebook, the server and a slow judgement are three threads, and each
    reads and changes the room only while it holds the lock.
    """

    def __init__(self, plan: Plan, *, clock: Callable[[], float] = time.monotonic, work: Work = _aside) -> None:
        """Open a room at the plan's first step.

        Args:
            plan: What is run.
            clock: Seconds that only go forward.
            work: Does something slow without holding anybody up.
        """
        self.plan, self.clock, self.work = plan, clock, work
        self.lock = RLock()
        self.people: dict[str, str] = {}
        """Names by id, in the order of joining; a name may be empty."""
        self.answers: dict[str, dict[str, Answer]] = {}
        """By slot and person."""
        self.place = 0
        self.stands: dict[str, Stand] = {}
        self.groups: dict[str, list[list[str]]] = {}
        self.starred: set[str] = set()
        self.hidden: set[str] = set()
        self.talks: dict[str, GroupTalk] = {}
        self.judged: dict[str, dict[str, dict[str, Any]]] = {}
        """Of an exercise in one's own words: what was found in each answer, by person."""
        self.ended = False
        self.timer = Timer(self.step.minutes * 60)
        self.stage = 0
        """Goes up when everybody has to see something new."""
        self.heard: Callable[[], object] = lambda: None
        """Called after every change, from any thread."""

    @property
    def step(self) -> Step:
        """The step that is on now."""
        return self.plan.steps[self.place]

    def stand(self, step: Step | None = None) -> Stand:
        """Return where a step stands; the present one by default."""
        return self.stands.get((step or self.step).id, Stand())

    def join(self, person: str = "", name: str = "") -> str | None:
        """Let somebody in, or in again, and return their id; ``None`` when the room is full."""
        with self.lock:
            known = person if 0 < len(person) <= LONGEST_ID and person.isascii() else secrets.token_urlsafe(12)
            if known not in self.people and len(self.people) >= MOST_PEOPLE:
                return None
            new = known not in self.people
            self.people[known] = cut(name, LONGEST_NAME).replace("\n", " ") or self.people.get(known, "")
            if new:
                self._seat(known)
            self._changed(stage=bool(new and self.groups))
            return known

    def _seat(self, person: str) -> None:
        """Give somebody who comes late a place in the smallest group of the talk that is on."""
        groups = self.groups.get(self.step.id)
        if isinstance(self.step, Pairs) and groups is not None:
            if groups:
                min(groups, key=len).append(person)
            else:
                groups.append([person])

    def answer(self, person: str, slot: str, value: object, rev: int) -> Got:
        """Take an answer; the same answer again, or an older one, changes nothing and is acknowledged."""
        with self.lock:
            form = asking.form_of(self.plan, slot, self.shortlist(slot))
            kept = asking.fitted(form, value) if form and person in self.people else None
            if kept is None:
                return Got(kept=False)
            given = self.answers.setdefault(slot, {})
            before = given.get(person)
            if before is None or rev > before.rev:
                given[person] = Answer(kept[0], rev)
                self._changed()
            return Got(kept=True, cut=kept[1])

    def have(self, person: str) -> dict[str, int]:
        """Return which version of each of somebody's answers is here, so that their browser sends what is missing."""
        with self.lock:
            return {slot: given[person].rev for slot, given in self.answers.items() if person in given}

    def shortlist(self, slot: str) -> tuple[str, ...]:
        """Return the lines put to the vote in a slot."""
        name, _, rest = slot.partition("/")
        talk = self.talks.get(name)
        return talk.shortlists.get(int(rest.partition("/")[0]), ()) if talk and rest[:1].isdigit() else ()

    def go(self, place: int) -> None:
        """Go to a step, by its place from 0; its timer starts anew."""
        with self.lock:
            self.place = min(max(place, 0), len(self.plan.steps) - 1)
            self.timer = Timer(self.step.minutes * 60, self.clock())
            if isinstance(self.step, Pairs) and not self.groups.get(self.step.id):
                self.groups[self.step.id] = groups_of(tuple(self.people))
            if isinstance(self.step, RolePlay) and self.step.id not in self.talks:
                self.talks[self.step.id] = GroupTalk(self.step.scenario, self.plan.language)
                self.work(self.talks[self.step.id].get_ready)
            self._changed(stage=True)

    def next(self) -> None:
        """Go to the next step."""
        self.go(self.place + 1)

    def back(self) -> None:
        """Go to the step before."""
        self.go(self.place - 1)

    def act(self) -> str | None:
        """Do what comes next within the step; return the key of a word for the trainer where nothing can be done."""
        with self.lock:
            step = self.step
            if isinstance(step, ExerciseStep):
                self._show(step)
                return None
            if isinstance(step, Pairs):
                return self._rotate(step)
            return self._talk_on(step) if isinstance(step, RolePlay) else "nothing_to_do"

    def _show(self, step: ExerciseStep) -> None:
        shown = self.stand().phase == "shown"
        self.stands[step.id] = Stand(phase="open" if shown else "shown")
        self._changed(stage=True)
        given = {person: answer.value for person, answer in self.answers.get(step.id, {}).items()}
        if not shown and any(isinstance(value, str) for value in given.values()):
            texts = {person: value for person, value in given.items() if isinstance(value, str)}
            self.work(lambda: self._judge(step, texts))

    def _judge(self, step: ExerciseStep, texts: dict[str, str]) -> None:
        from trainings.workshops.judging import judged

        found = judged(step.exercise, texts, self.plan.language)
        with self.lock:
            self.judged[step.id] = found
            self._changed(stage=True)

    def _rotate(self, step: Pairs) -> str | None:
        turn = self.stand().round
        if turn + 1 >= step.rounds:
            return "last_round"
        self.stands[step.id] = Stand(round=turn + 1)
        self._changed(stage=True)
        return None

    def _talk_on(self, step: RolePlay) -> str | None:
        talk, stand = self.talks[step.id], self.stand()
        if stand.phase == "open":
            return self._put_to_vote(step, talk, stand)
        if stand.phase == "vote":
            votes = tally([each.value for each in self.given(asking.slot_of(step, stand.round, "vote"))])
            self._say(step, talk, talk.winner(stand.round, votes))
            return None
        return "talk_over" if stand.phase == "over" else "wait"

    def _put_to_vote(self, step: RolePlay, talk: GroupTalk, stand: Stand) -> str | None:
        slot = asking.slot_of(step, stand.round, "line")
        lines = {self.key(slot, person): str(each.value) for person, each in self.answers.get(slot, {}).items()}
        lines = {key: line for key, line in lines.items() if key not in self.hidden}
        chosen = talk.choose(stand.round, lines, self.starred)
        if not chosen:
            return "no_lines"
        if len(chosen) == 1:
            self._say(step, talk, chosen[0])
        else:
            self.stands[step.id] = replace(stand, phase="vote")
            self._changed(stage=True)
        return None

    def _say(self, step: RolePlay, talk: GroupTalk, line: str) -> None:
        stand = self.stand(step)
        self.stands[step.id] = replace(stand, phase="thinking")
        self._changed(stage=True)
        self.work(lambda: self._said(step, talk, stand.round, line))

    def _said(self, step: RolePlay, talk: GroupTalk, turn: int, line: str) -> None:
        after = talk.answered(line)
        with self.lock:
            talk.session = after
            over = after.ended or turn + 1 >= step.turns
            self.stands[step.id] = Stand(turn if over else turn + 1, "over" if over else "open")
            self._changed(stage=True)

    def given(self, slot: str) -> list[Answer]:
        """Return the answers in a slot."""
        return list(self.answers.get(slot, {}).values())

    def key(self, slot: str, person: str) -> str:
        """Return the name of an answer on the wall, from which nobody learns whose it is."""
        return hashlib.sha256(f"{slot}\n{person}".encode()).hexdigest()[:12]

    def star(self, key: str) -> None:
        """Keep a line for the wall of good lines, or no longer."""
        self._toggle(self.starred, key)

    def hide(self, key: str) -> None:
        """Take a line off the wall, or put it back."""
        self._toggle(self.hidden, key)

    def _toggle(self, chosen: set[str], key: str) -> None:
        with self.lock:
            chosen ^= {key[:LONGEST_ID]}
            self._changed()

    def role(self, person: str) -> tuple[list[str], str] | None:
        """Return somebody's group and role in the talk that is on, or ``None`` where they have none."""
        group = next((each for each in self.groups.get(self.step.id, ()) if person in each), None)
        return (group, role_of(group, person, self.stand().round)) if group else None

    def pause(self) -> None:
        """Stop the timer, or let it go on."""
        with self.lock:
            now = self.clock()
            self.timer = self.timer.running(now) if self.timer.since is None else self.timer.paused(now)
            self._changed(stage=True)

    def more_time(self, minutes: int = 1) -> None:
        """Give the step more time."""
        with self.lock:
            self.timer = self.timer.more(minutes * 60)
            self._changed(stage=True)

    def end(self) -> None:
        """Close the workshop: everybody is told, and no more is asked."""
        with self.lock:
            self.ended = True
            self._changed(stage=True)

    def _changed(self, *, stage: bool = False) -> None:
        self.stage += stage
        self.heard()
