"""The file by which a workshop goes on after the trainer's kernel was restarted.

It says where the workshop stands, and nothing that anybody wrote, unless the trainer wants the answers kept. The answers
are not lost either: every participant's browser still has its own and sends them again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainings.workshops.room import Room
from trainings.workshops.values import Answer, Stand, Timer
from transcribe.errors import FixableError

if TYPE_CHECKING:
    from filelock import FileLock

SCHEMA = 1
PLACE = Path("results") / "workshops"
"""Beside the notebook, where its other results lie."""
MOST_AT_ONCE = 20
"""Workshops of one plan in one folder."""


@dataclass
class Kept:
    """One workshop's file, held by this process alone while the workshop runs."""

    path: Path
    lock: FileLock

    def read(self) -> dict[str, Any] | None:
        """Return what the file says, or ``None`` where there is none, or it broke off or is of another kind."""
        try:
            content = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return content if isinstance(content, dict) and content.get("schema") == SCHEMA else None

    def write(self, content: dict[str, Any]) -> None:
        """Write the file whole or not at all.

        Raises:
            FixableError: The folder cannot be written.
        """
        beside = self.path.with_suffix(".part")
        try:
            beside.touch(mode=0o600)  # the code, and perhaps what people wrote, are nobody else's on a shared computer
            with beside.open("w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as error:
            raise FixableError(f"{self.path}: {error.strerror}", fix="make the folder writable") from None

    def forget(self) -> None:
        """Delete the file."""
        self.path.unlink(missing_ok=True)

    def put_aside(self) -> Path:
        """Give the file a name with its time, so that the next workshop neither goes on with it nor writes over it."""
        return self.path.replace(self.path.with_name(f"{self.path.stem}_{stamp()}.json"))

    def release(self) -> None:
        """Let go of the file."""
        self.lock.release()


def stamp() -> str:
    """Return the day and time as they stand in the names of files."""
    return datetime.now().astimezone().strftime("%Y-%m-%d_%H%M%S")


def taken(plan: str, language: str, folder: Path | None = None) -> Kept:
    """Return a file for a workshop of this plan that no other running workshop holds.

    Raises:
        FixableError: The folder cannot be written.
    """
    from filelock import FileLock, Timeout

    home = (folder or PLACE).absolute()
    for path in _places(home, f"{plan}.{language}"):
        lock = FileLock(f"{path}.lock", timeout=0)
        try:
            home.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            continue
        except OSError as error:
            fix = "make the folder writable, or name another one with 'folder'"
            raise FixableError(f"{home}: {error.strerror}", fix=fix) from None
        return Kept(path, lock)
    raise FixableError(f"{MOST_AT_ONCE} workshops of this plan run here", fix="end one of them")


def _places(home: Path, name: str) -> Iterator[Path]:
    for number in range(1, MOST_AT_ONCE + 1):
        yield home / (f"{name}.json" if number == 1 else f"{name}-{number}.json")


def dumped(room: Room, *, opened: str, code: str, key: str, port: int, keep: bool) -> dict[str, Any]:
    """Return a room as JSON values.

    Args:
        room: The room.
        opened: When it began, after which its handout is called.
        code: Its code, so that nobody has to type another one.
        key: With it a wall may go on; one that stands open on the projector goes on steering.
        port: Its port, for the same reason.
        keep: Whether what people wrote, and their names, are in it.
    """
    with room.lock:
        stands = {step: asdict(stand) for step, stand in room.stands.items() if keep or step not in room.talks}
        content = {
            "schema": SCHEMA,
            "plan": room.plan.id,
            "steps": [step.id for step in room.plan.steps],
            "opened": opened,
            "code": code,
            "key": key,
            "port": port,
            "place": room.place,
            "left": room.timer.at(room.clock()),
            "stands": stands,
            "people": {person: name if keep else "" for person, name in room.people.items()},
            "groups": room.groups,
            "starred": sorted(room.starred),
            "hidden": sorted(room.hidden),
            "keep": keep,
        }
        return {**content, **_written(room)} if keep else content


def _written(room: Room) -> dict[str, Any]:
    return {
        "answers": {
            slot: {person: asdict(answer) for person, answer in given.items()} for slot, given in room.answers.items()
        },
        "talks": {
            name: {
                "lines": list(talk.session.lines),
                "votes": {str(turn): list(lines) for turn, lines in talk.shortlists.items()},
            }
            for name, talk in room.talks.items()
        },
    }


def restore(room: Room, content: dict[str, Any]) -> bool:
    """Put a room where the file says it stood; the timer stands still until the trainer goes on.

    Returns:
        Whether the file fits: it does not when the plan has other steps by now.
    """
    if content.get("steps") != [step.id for step in room.plan.steps]:
        return False
    with room.lock:
        room.people.update(content["people"])
        room.groups.update(content["groups"])
        for slot, given in content.get("answers", {}).items():
            room.answers[slot] = {person: Answer(**answer) for person, answer in given.items()}
        room.starred.update(content["starred"])
        room.hidden.update(content["hidden"])
        for name, said in content.get("talks", {}).items():
            _say_again(room, name, said)
        room.go(content["place"])
        room.stands.update({step: _at_rest(Stand(**stand)) for step, stand in content["stands"].items()})
        room.timer = Timer(content["left"])
    return True


def _at_rest(stand: Stand) -> Stand:
    """Return where a step stands when nobody is at work on it: a line that was being answered is put to the vote again."""
    return Stand(stand.round, "vote") if stand.phase == "thinking" else stand


def _say_again(room: Room, name: str, said: dict[str, Any]) -> None:
    from scenarios.session import said_all
    from trainings.workshops.group_talk import GroupTalk
    from trainings.workshops.plan import RolePlay

    step = room.plan.step(name)
    if isinstance(step, RolePlay):
        talk = GroupTalk(step.scenario, room.plan.language)
        talk.session = said_all(talk.session, said["lines"])
        talk.shortlists = {int(turn): tuple(lines) for turn, lines in said["votes"].items()}
        room.talks[name] = talk
