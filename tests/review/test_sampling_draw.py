"""Drawing calls: chances that are met exactly, strata that are covered, and no call twice."""

import numpy as np
import pytest

from review.sampling import Plan, read_manifest, sample
from review.sampling.chances import EVEN, chances, draw, risk
from review.sampling.design import allocate
from transcribe.errors import FixableError


@pytest.fixture
def calls(tmp_path):
    """Forty calls: thirty of Ana, nine of Bo, one of Cy; every fifth has a silence of 60 seconds."""
    agents = ["Ana"] * 30 + ["Bo"] * 9 + ["Cy"]
    rows = [f"c{row},{agent},{60 if row % 5 == 0 else 0}" for row, agent in enumerate(agents)]
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(["call,agent,silence", *rows]) + "\n", encoding="utf-8")
    return read_manifest(path)


def test_chances_are_in_proportion_and_add_up_to_the_number():
    assert chances(np.array([1, 2, 5.0]), 1) == pytest.approx([0.125, 0.25, 0.625])


def test_a_chance_stops_at_1_and_the_rest_goes_to_the_others():
    # 2 of sizes 8, 1, 1: the first would have 1.6, so it is sure, and the others share the one left
    assert chances(np.array([8, 1, 1.0]), 2) == pytest.approx([1, 0.5, 0.5])


def test_all_calls_are_sure_where_all_are_drawn():
    assert chances(np.array([3, 1, 2.0]), 3).tolist() == [1, 1, 1]


def test_every_call_is_drawn_as_often_as_its_chance_says():
    random = np.random.default_rng(1)
    wanted = chances(np.array([1, 2, 3, 4, 10, 20.0]), 3)
    often = np.zeros(6)
    for _ in range(8000):
        often[draw(wanted, random)] += 1
    error = np.sqrt(wanted * (1 - wanted) / 8000)
    assert np.all(np.abs(often / 8000 - wanted) <= 4 * error)
    assert wanted[5] == often[5] / 8000 == 1


def test_equal_chances_draw_every_pair_alike():
    random = np.random.default_rng(2)
    pairs = np.zeros((4, 4))
    for _ in range(6000):
        one, other = draw(np.full(4, 0.5), random)
        pairs[one, other] += 1
    # six pairs, 1000 each, error sqrt(6000 / 6 * 5 / 6) = 29
    assert np.all(np.abs(pairs[np.triu_indices(4, 1)] - 1000) < 4 * 29)


@pytest.mark.parametrize("number", [1, 7, 500, 99_999])
def test_a_draw_from_many_calls_has_the_number_asked_for_and_no_call_twice(number):
    random = np.random.default_rng(3)
    drawn = draw(chances(random.exponential(size=100_000) + 0.01, number), random)
    assert len(drawn) == len(set(drawn.tolist())) == number


def test_risk_is_measured_in_each_columns_own_mean_and_leaves_all_a_chance():
    # silence 0 and 60 (mean 30), repeats 1 and 3 (mean 2): 0.2 + 0.8 * (0 + 0.5) / 2 and 0.2 + 0.8 * (2 + 1.5) / 2
    assert risk(np.array([[0, 1], [60, 3.0]])) == pytest.approx([0.4, 1.6])
    assert risk(np.array([[0], [5.0]]))[0] == pytest.approx(EVEN)


def test_an_unknown_risk_counts_as_average_and_none_at_all_as_even():
    assert risk(np.array([[np.nan], [2], [4.0]])) == pytest.approx([1, 0.2 + 0.8 * 2 / 3, 0.2 + 0.8 * 4 / 3])
    assert risk(np.zeros((3, 2))) == pytest.approx([1, 1, 1])


@pytest.mark.parametrize(
    ("counts", "number", "allocation", "dealt"),
    [
        ([30, 9, 1], 8, "proportional", [5, 2, 1]),
        ([30, 9, 1], 40, "proportional", [30, 9, 1]),
        ([30, 9, 1], 3, "proportional", [1, 1, 1]),
        ([30, 9, 1], 9, "equal", [4, 4, 1]),
        ([5, 5], 4, "equal", [2, 2]),
    ],
)
def test_calls_are_dealt_to_every_stratum_and_never_more_than_it_has(counts, number, allocation, dealt):
    assert allocate(np.array(counts), number, allocation).tolist() == dealt


def test_fewer_calls_than_groups_are_refused_with_the_number_it_takes():
    with pytest.raises(FixableError, match="ask for --n 3 at least"):
        allocate(np.array([5, 5, 5]), 2)


def test_the_same_seed_draws_the_same_calls_and_another_others(calls):
    drawn = [{call.call for call in sample(calls, Plan(10, seed=seed)).calls} for seed in (4, 4, 5)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_simple_sample_gives_every_call_the_same_chance(calls):
    drawn = sample(calls, Plan(10))
    assert {call.chance for call in drawn.calls} == {0.25}
    assert {call.weight for call in drawn.calls} == {4.0}
    assert len({call.call for call in drawn.calls}) == 10


def test_a_stratified_sample_covers_every_agent_with_the_chances_of_its_stratum(calls):
    drawn = sample(calls, Plan(8, "stratified", by=("agent",)))
    assert [tuple(stratum) for stratum in drawn.strata] == [("Ana", 30, 5), ("Bo", 9, 2), ("Cy", 1, 1)]
    assert {(call.stratum, call.chance) for call in drawn.calls} == {("Ana", 5 / 30), ("Bo", 2 / 9), ("Cy", 1.0)}


def test_a_sample_by_risk_draws_risky_calls_more_often_and_says_by_how_much(calls):
    # eight calls with 60 s, 32 with none: mean 12, so sizes 0.2 + 0.8 * 5 = 4.2 and 0.2; the sum is 40
    drawn = sample(calls, Plan(5, "risk", risk=("silence",)))
    for call in drawn.calls:
        size = 4.2 if int(call.call[1:]) % 5 == 0 else 0.2
        assert call.chance == pytest.approx(5 * size / 40)


def test_risk_within_strata_covers_every_agent(calls):
    drawn = sample(calls, Plan(6, "risk", by=("agent",), risk=("silence",)))
    assert {call.stratum for call in drawn.calls} == {"Ana", "Bo", "Cy"}
    assert sum(1 / call.chance for call in drawn.calls if call.stratum == "Cy") == 1


@pytest.mark.parametrize(("share", "twice"), [(0, 0), (0.1, 1), (0.25, 3), (1, 10)])
def test_the_share_for_two_reviewers_is_rounded_up(calls, share, twice):
    drawn = sample(calls, Plan(10, double=share))
    assert sum(call.reviewers == 2 for call in drawn.calls) == twice


def test_more_calls_than_there_are_is_refused(calls):
    with pytest.raises(FixableError, match=r"calls\.csv: 41 calls are asked for, and there are 40"):
        sample(calls, Plan(41))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"number": 0}, "no call is asked for"),
        ({"double": 1.5}, "--double 1.5 is not a share"),
        ({"method": "stratified"}, "needs columns to sort by"),
        ({"method": "risk"}, "needs a column of risk"),
        ({"by": ("agent",)}, "a simple sample has no strata"),
        ({"risk": ("silence",)}, "a simple sample looks at no risk"),
    ],
)
def test_a_plan_that_cannot_be_drawn_is_refused(settings, said):
    with pytest.raises(FixableError, match=said):
        Plan(**{"number": 5, **settings})
