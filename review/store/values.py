"""What the store hands out: frozen values that know no SQL. Times are UTC; a call keeps the zone it was told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from rubrics.values import Compliance, RubricRef, Scorecard

NoteKind = Literal["note", "coaching", "root_cause", "moment", "flag", "correction"]
"""A ``correction`` is one of the desk's, as JSON: something put right in the transcript."""
DisputeState = Literal["draft", "shared", "disputed", "settled"]
Order = Literal["newest", "oldest", "weakest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call to put into the store. Only the name is needed; what is not known is ``None``."""

    name: str
    """What people call it; no two calls of a workspace share one."""
    agent: str | None = None
    customer: str | None = None
    queue: str | None = None
    at: datetime | None = None
    """When it began, with a zone."""
    zone: str | None = None
    """The zone it was told in: ``Europe/Warsaw`` or ``+02:00``."""
    language: str | None = None
    channel: str | None = None
    case_id: str | None = None
    audio: str | None = None
    """The recording, relative to the workspace, with slashes."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCall:
    """A call as the store has it."""

    name: str
    agent: str | None
    customer: str | None
    queue: str | None
    at: datetime | None
    """When it began, in UTC."""
    zone: str | None
    language: str | None
    channel: str | None
    case_id: str | None
    audio: str | None
    audio_hash: str | None
    """SHA-256 of the recording, known once it was reviewed."""
    results: str | None
    """The folder of its results, relative to the workspace."""
    skill_total: float | None
    """0 to 100 by the newest scorecard; ``None`` is *not judged*."""
    compliance: Compliance | None
    reviewed_at: datetime | None
    """When a person last marked it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which calls; what is ``None`` is not asked about."""

    agent: str | None = None
    customer: str | None = None
    queue: str | None = None
    language: str | None = None
    channel: str | None = None
    case_id: str | None = None
    tag: str | None = None
    compliance: Compliance | None = None
    since: datetime | None = None
    """This time or later."""
    until: datetime | None = None
    """Before this time."""
    reviewed: bool | None = None
    skill_below: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineResult:
    """One version of a call's scorecard, as the machine gave it; never changed."""

    id: int
    at: datetime
    card: Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMark:
    """One item of one call as one person marked it."""

    id: int
    call: str
    rubric: RubricRef
    """The rubric and version the person had before them."""
    item: str
    value: float | None
    """``None`` is *not judged*."""
    by: str
    at: datetime
    why: str
    blind: bool
    """Given before the machine's mark was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words of a person on a call, perhaps on some seconds of it."""

    id: int
    call: str
    kind: NoteKind
    text: str
    start: float | None
    end: float | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeStep:
    """One step in the talk over one item: who moved it to which state, with which words."""

    id: int
    call: str
    item: str
    state: DisputeState
    value: float | None
    """The mark on the table at this step."""
    by: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Something promised in a call, for the ledger of its case."""

    id: int
    call: str
    case_id: str | None
    what: str
    due: date | None
    kept: bool | None
    """``None`` while nobody knows."""
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the audit log."""

    id: int
    at: datetime
    by: str
    action: str
    kind: str
    """Which kind of thing changed: ``marks``, ``notes``, ``calls`` ..."""
    row: int | None
    call: str | None
    """``None`` where no call is meant, or where it was erased."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    undoes: int | None = None
    """The line this one takes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts of a group of calls; rates are divided last, and are ``None`` over nothing."""

    group: str | None
    calls: int
    reviewed: int
    judged: int
    """Calls with a skill total."""
    skill_sum: float
    passed: int
    failed: int

    @property
    def skill(self) -> float | None:
        """The mean skill total over the judged calls, 0 to 100."""
        return self.skill_sum / self.judged if self.judged else None

    @property
    def pass_rate(self) -> float | None:
        """The share passed of the calls whose critical items were judged, 0 to 1."""
        return self.passed / (self.passed + self.failed) if self.passed + self.failed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTotals:
    """Counts of people's marks on one item in one version of a rubric."""

    rubric: RubricRef
    item: str
    marks: int
    judged: int
    value_sum: float

    @property
    def mean(self) -> float | None:
        """The mean of the judged marks, in levels."""
        return self.value_sum / self.judged if self.judged else None
