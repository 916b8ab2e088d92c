"""The main job over many recordings: hear, find moves, mark, report; one after another, each whole or not at all.

Results are keyed by the recording's hash, the engine and the settings, so that a second run does only what is new, and
one that was killed goes on where it was. A recording that cannot be reviewed is listed, and the others are done.
"""

from __future__ import annotations

import errno
import hashlib
import json
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from filelock import FileLock, Timeout

from review.job import MARKER, Job, done_before
from rubrics import Move, Scorecard
from rubrics.library import load
from rubrics.wire import move_lines, scorecard_json
from transcribe import formats
from transcribe.audio import sha256
from transcribe.call import Call
from transcribe.errors import BadFile, FixableError, MissingPart
from transcribe.formats import write_whole
from transcribe.listen import Listener
from transcribe.settings import TRANSCRIPTS

if TYPE_CHECKING:
    from rubrics.judges.second import Asked
    from rubrics.judges.values import Opinion

Outcome = Literal["done", "skipped", "failed"]
Progress = Callable[[Job, str, float], None]
RESULTS = ("call.json", "moves.jsonl", "scorecard.json", "report.html")
LOCK = ".lock"
ASKING = 0.5
"""How far a call is while a judge is asked: nobody knows how long a model takes."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """How one recording fared."""

    job: Job
    outcome: Outcome
    card: Scorecard | None = None
    duration: float | None = None
    """Seconds of the recording."""
    error: str | None = None
    """What happened and how to fix it."""
    notes: tuple[str, ...] = ()
    """What a reader of the results should know about how they came about."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON values for other programs."""
        judged = self.card and len(self.card.marks) - len(self.card.not_judged)
        return {
            "audio": str(self.job.source),
            "out": str(self.job.folder),
            "outcome": self.outcome,
            "duration": self.duration,
            "skill_total": self.card.skill_total if self.card else None,
            "compliance": self.card.compliance if self.card else None,
            "judged": judged,
            "marks": len(self.card.marks) if self.card else None,
            "error": self.error,
            "notes": list(self.notes),
        }


class Reviewer:
    """Reviews recordings by one rubric with one set of settings."""

    def __init__(
        self,
        listener: Listener,
        rubric: str | Path = "service_call",
        report_language: str | None = None,
        judge: Asked | None = None,
    ) -> None:
        """Load the rubric; raise :class:`~transcribe.errors.FixableError` where it, or the language, is unknown or wrong."""
        from review.kept import written
        from review.reports.texts import choose
        from rubrics.found_with import found_with

        choose(report_language, None)  # refused now, not after the first call was heard
        self._listener, self._rubric, self._report_language = listener, rubric, report_language
        loaded = load(rubric)
        # By content as well: people change their own rubrics without a new version.
        content = hashlib.sha256(loaded.model_dump_json().encode()).hexdigest()[:16]
        self._own = {"rubric": text} if (text := written(loaded)) else {}
        self._judge = judge
        # So is the toolkit: between two releases its lexicons and heads change, and old marks would stand beside new ones.
        self._scored_key = f"{loaded.id} {loaded.version} {content} {report_language} {_toolkit()} {found_with()}"
        self._scored_key += judge.key if judge else ""
        self._missing: dict[str, str] = {}

    def run(self, jobs: Sequence[Job], progress: Progress = lambda *_: None) -> Iterator[Reviewed]:
        """Review each job; one that fails is told as such, and the others go on."""
        for job in jobs:
            try:
                yield self._review(job, progress)
            except MissingPart as error:
                yield Reviewed(job, "failed", error=self._told_once(job, error))
            except FixableError as error:
                yield Reviewed(job, "failed", error=str(error))
            except OSError as error:
                where = error.filename or job.folder
                yield Reviewed(job, "failed", error=f"{where}: {error.strerror or error}\nTo fix it: {_os_fix(error)}")
            except Exception as error:  # whatever an engine stumbles over, the other calls of the night are done
                yield Reviewed(job, "failed", error=_unexpected(error))

    def _told_once(self, job: Job, error: MissingPart) -> str:
        """Return the whole error for the first recording it stops, and a word of it for the others."""
        first = self._missing.setdefault(str(error), job.source.name)
        return str(error) if first == job.source.name else f"not done, for the same reason as {first}"

    def _review(self, job: Job, progress: Progress) -> Reviewed:
        job.folder.mkdir(parents=True, exist_ok=True)
        try:
            # The lock goes with its process: a killed run holds nobody up.
            with FileLock(job.folder / LOCK, timeout=0), _nothing_empty(job.folder):
                return self._review_alone(job, progress)
        except Timeout:
            return Reviewed(job, "skipped", error="another run is at this recording now; its results will be here")

    def _review_alone(self, job: Job, progress: Progress) -> Reviewed:
        import rubrics
        from review.learning.applying import learned_near
        from rubrics.moves.finding import claimed
        from rubrics.scorecard import FAINT

        source_hash, learned = sha256(job.source), learned_near(job.folder)
        keys = {
            "source": str(job.source.resolve()),
            "audio": source_hash,
            "heard": self._listener.key(job.source) + _toolkit(),
            "agent": self._listener.settings.agent or "",
            "scored": self._scored_key + learned.key,
            **self._own,  # its words and weights, for the store: its file may be gone when the marks are read
        }
        done = done_before(job.folder)
        if done == keys and (kept := _kept(job.folder)) and (call := _call_before(job.folder)):
            return Reviewed(job, "skipped", kept, call.duration, notes=call.provenance.notes)
        call = self._call(job, done, keys, progress)
        # Heard but not marked: a run killed from here on does not listen again, and takes no half-new results for done.
        write_whole(job.folder / MARKER, json.dumps({**keys, "scored": ""}))
        progress(job, "finding moves", 0.0)
        faint = learned.find_moves(call, at_least=FAINT)  # what is faint makes ranges honest, and claims nothing
        moves, card = claimed(faint), rubrics.score(call, self._rubric, moves=faint)
        card, opinions = self._second(job, call, card, progress)
        progress(job, "writing the report", 1.0)
        self._write(job, call, moves, card, opinions)
        write_whole(job.folder / MARKER, json.dumps(keys))
        return Reviewed(job, "done", card, call.duration, notes=call.provenance.notes)

    def _call(self, job: Job, done: dict[str, str], keys: dict[str, str], progress: Progress) -> Call:
        """Return the call as it was heard before with the same settings, or hear it."""
        kept = job.folder / "call.json"
        before = _call_before(job.folder) if all(done.get(key) == keys[key] for key in ("audio", "heard")) else None
        if before and done.get("agent") == keys["agent"]:
            return before
        if before and job.source.suffix.lower() not in TRANSCRIPTS:
            call = self._listener.with_roles(before)  # another agent is no reason to listen again
        else:
            call = self._listener.call(job.source, lambda what, share: progress(job, what, share))
        (job.folder / MARKER).unlink(missing_ok=True)  # what it tells of the old call is not true of the new one
        write_whole(kept, formats.WRITERS["json"](call))
        return call

    def _second(
        self, job: Job, call: Call, card: Scorecard, progress: Progress
    ) -> tuple[Scorecard, tuple[Opinion, ...]]:
        """Ask the judge where there is one; what another run was told is not left beside marks it is not about."""
        from rubrics.judges.second import opinions_file, second_opinion

        place = opinions_file(job.folder / "scorecard.json")
        place.unlink(missing_ok=True)
        if self._judge is None:
            return card, ()
        second = second_opinion(call, self._rubric, card, self._judge, place, lambda said: progress(job, said, ASKING))
        return second.card, second.opinions

    def _write(self, job: Job, call: Call, moves: Sequence[Move], card: Scorecard, opinions: Sequence[Opinion]) -> None:
        from review.reports import write_report
        from rubrics.fragility import fragile

        rows = move_lines(moves, job.folder.name)
        write_whole(job.folder / "moves.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        write_whole(
            job.folder / "scorecard.json", json.dumps(scorecard_json(card), ensure_ascii=False, indent=1) + "\n"
        )
        if call.duration is not None and all(turn.span for turn in call.turns):
            formats.write(call, job.folder / "call.vtt")
        audio = None if job.source.suffix.lower() in TRANSCRIPTS else job.source
        write_report(
            call,
            moves,
            card,
            job.folder / "report.html",
            audio=audio,
            lang=self._report_language,
            rubric=self._rubric,
            fragile=fragile(call, card, self._rubric, moves=moves),
            opinions=opinions,
        )


@contextmanager
def _nothing_empty(folder: Path) -> Iterator[None]:
    """Take a folder away in which nothing but the lock came to lie: it would pass for a result, and outlive an erasing."""
    try:
        yield
    finally:
        with suppress(OSError):  # another run may be making use of it by now
            if [path.name for path in folder.iterdir()] == [LOCK]:
                (folder / LOCK).unlink()
                folder.rmdir()


def _kept(folder: Path) -> Scorecard | None:
    """Return the scorecard of a finished review, or ``None`` where a file of it was deleted or broken since."""
    from rubrics.wire import scorecard_from_json

    if not all((folder / name).is_file() for name in RESULTS):
        return None
    try:
        return scorecard_from_json(json.loads((folder / "scorecard.json").read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError, FixableError):
        return None


def _call_before(folder: Path) -> Call | None:
    """Return the call as it was heard before, or ``None`` where its file was deleted or broken since."""
    try:
        return formats.read(folder / "call.json")
    except BadFile:
        return None


def _toolkit() -> str:
    try:
        return version("parafraza")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "checkout"


def _os_fix(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "free some space on the disk and run the same command again: finished calls are kept"
    if isinstance(error, PermissionError):
        return "choose a folder you may write to with --out"
    return "check that it is a folder, and that nothing else stands in its place"


def _unexpected(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}"
    return (
        f"something went wrong that should not have: {type(error).__name__}: {error} ({place})\n"
        "To fix it: run it on this recording alone; if it stays so, tell the makers, with this line"
    )
