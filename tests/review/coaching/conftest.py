"""A store to coach from: calls a day apart, with marks of the machine and of people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from review.coaching.counting import Counted
from review.store import NewCall, Store
from review.store.values import StoredCall
from rubrics import library
from rubrics.values import Mark, Move, RubricRef, Scorecard
from tests.review.desk.conftest import results, talk
from tests.sounds import tone, wav
from transcribe.call import Span

RUBRIC = RubricRef("service_call", library.load("service_call").version)
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def said(name="paraphrase", quote="so the bed has not come", role="agent", turn=2):
    """A move at second 8."""
    return Move(name, turn, Span(8.0, 10.0), quote, 0.9, f"{name}.v1", role)


def mark(item, value, *, top=3.0, evidence=()):
    """One mark of the machine's."""
    return Mark(item, "section", value, value, value, top, "seen", tuple(evidence))


def card(*marks, total=50.0, rubric=RUBRIC, compliance="pass"):
    return Scorecard(rubric, tuple(marks), total, compliance)


def stored(name, day=0, **known):
    """A call of Jan's, so many days after a Monday."""
    nothing = dict.fromkeys(field for field in StoredCall.__slots__)
    at = None if day is None else MONDAY + timedelta(days=day)
    return StoredCall(**{**nothing, "name": name, "agent": "Jan", "language": "en", "at": at, **known})


def counted(values, item="paraphrase", top=3.0, rubric=RUBRIC):
    """One call a day with these values on one item."""
    return [
        Counted(stored(f"{day:04}", day), card(mark(item, value, top=top), rubric=rubric), frozenset())
        for day, value in enumerate(values)
    ]


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "ours") as opened:
        yield opened


@pytest.fixture
def heard(store):
    """Puts a call of Jan's with a transcript into the store; returns its name."""

    def put(name, *lines, day=0, case_id=None, language="en", agent="Jan"):
        folder = store.workspace.folder
        source = folder / "recordings" / f"{name}.wav"
        source.parent.mkdir(exist_ok=True)
        wav(source, tone(1.0, 200 + day), rate=8000)
        results(folder / "results" / name, talk(*lines, language=language), source)
        at = MONDAY + timedelta(days=day)
        store.add_calls(
            [
                NewCall(
                    name=name, agent=agent, at=at, case_id=case_id, language=language, audio=f"recordings/{name}.wav"
                )
            ],
            by="Ewa",
        )
        return name

    return put


def on(each, *marks):
    """A call with other marks."""
    return replace(each, card=replace(each.card, marks=tuple(marks)))
