"""A workspace to export from: one call with a transcript, and eighteen that have marks alone."""

from datetime import timedelta

import pytest

from review.desk.arriving import bring
from review.store import NewCall, Store
from tests.review.coaching.conftest import MONDAY, RUBRIC, card, mark, said
from tests.review.desk.conftest import results, talk
from tests.sounds import tone, wav


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of a workspace, made once; tests only read from it."""
    folder = tmp_path_factory.mktemp("exports") / "ours"
    source = folder / "recordings" / "0001.wav"
    source.parent.mkdir(parents=True)
    wav(source, tone(50.0, 220), rate=8000)
    results(folder / "results" / "0001", talk(), source)
    with Store.open(folder) as store:
        first = NewCall(
            name="0001", agent="Jan", language="en", at=MONDAY, audio="recordings/0001.wav", tags=("late", "gift")
        )
        store.add_calls([first], by="Ewa")
        bring(store, folder / "results", by="Ewa")
        _marked(store)
        _noted(store)
    return folder


def _marked(store):
    """Eighteen calls over eight weeks: paraphrase rises from 0 to 3, empathy goes up and down."""
    days = [MONDAY + timedelta(days=3 * number) for number in range(18)]
    calls = [NewCall(name=f"1{number:03}", agent="Jan", language="en", at=at) for number, at in enumerate(days)]
    store.add_calls(calls, by="Ewa")
    for number, call in enumerate(calls):
        found = card(
            mark("paraphrase", 0.0 if number < 9 else 3.0, evidence=[said()] if number >= 9 else ()),
            mark("empathy", float(number % 4)),
            mark("name", 3.0, evidence=[said("name_use", "Mrs <b>Nowak</b>")]),
        )
        store.add_result(call.name, found)


def _noted(store):
    store.mark("0001", "paraphrase", 2, by="Ewa", rubric=RUBRIC, why="=cmd|' /C calc'!A0")
    store.note("0001", "coaching", "<script>alert(1)</script>", by="Ewa")
    for state, by, value in (("shared", "Ewa", 2), ("disputed", "Jan", None), ("settled", "Ion", 3)):
        store.dispute("0001", "paraphrase", state, by=by, value=value, words="+1, she did" if by == "Jan" else "")
    store.keep(store.promise("0001", "@call back", by="Ewa"), kept=True, by="Ewa")


@pytest.fixture
def store(made):
    with Store.open(made) as opened:
        yield opened
