"""Disputes: which wait for whom, and how often an item's marks are overturned."""

import pytest

from review.coaching.disputes import rates, waiting
from review.store import NewCall


@pytest.fixture
def talks(store):
    """Five calls; paraphrase disputed on four of them and changed on one, empathy open on the fifth."""
    store.add_calls([NewCall(name=f"000{number}", agent="Jan") for number in range(5)], by="Ewa")
    for number in range(4):
        walk(store, f"000{number}", "paraphrase", settled=2 if number == 0 else 1)
    walk(store, "0004", "empathy", settled=None)
    return store


def walk(store, call, item, settled):
    """Take one talk from shared to disputed, and on to settled where a value is given."""
    store.dispute(call, item, "shared", by="Ewa", value=1)
    store.dispute(call, item, "disputed", by="Jan", words="she said yes")
    if settled is not None:
        store.dispute(call, item, "settled", by="Ion", value=settled)


def test_the_overturn_rate_has_wilsons_interval(talks):
    (paraphrase,) = rates(talks)
    assert (paraphrase.changed, paraphrase.settled, paraphrase.rate) == (1, 4, 0.25)
    # (0.25 + 3.8415/8 +- 1.96 sqrt(0.25 * 0.75 / 4 + 3.8415/64)) / (1 + 3.8415/4)
    assert paraphrase.interval == pytest.approx((0.0456, 0.6994), abs=5e-4)


def test_a_dispute_waits_with_the_agents_words(talks):
    (step,) = waiting(talks)
    assert (step.call, step.item, step.by, step.words) == ("0004", "empathy", "Jan", "she said yes")


def test_nothing_waits_for_the_agent_once_it_was_disputed(talks):
    assert waiting(talks, "shared") == []


def test_settled_talks_are_found_by_their_state(talks):
    assert len(waiting(talks, "settled")) == 4
