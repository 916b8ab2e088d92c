"""A workspace with twelve calls that the machine has marked, and a session over them."""

import pytest

from review.calibration import begin
from review.store import NewCall, Store
from tests.review.coaching.conftest import card, mark, said

PEOPLE = ("Ewa", "Ion", "Olga")
CALLS = tuple(f"{number:04}" for number in range(12))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "ours") as opened:
        opened.add_calls([NewCall(name=name, agent="Jan") for name in CALLS], by="Ewa")
        for place, name in enumerate(CALLS):
            found = card(mark("paraphrase", float(place % 4), evidence=[said()]), mark("empathy", 1.0))
            opened.add_result(name, found)
        yield opened


@pytest.fixture
def november(store):
    """A session of three over all twelve calls."""
    return begin(store, "November", CALLS, PEOPLE, by="Ewa")
