import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.conditions import chains, facts, holds
from rubrics.forms import Chain, Condition
from rubrics.values import Move
from tests.helpers import quick

TURNS = 40


def move(name: str, turn: int) -> Move:
    role = "customer" if name.startswith("customer.") or name in ("complaint", "confirms", "agrees") else "agent"
    return Move(name.removeprefix("customer."), turn, None, "q", 1.0, "t.v1", role)  # type: ignore[arg-type]


def ask(form: dict, *moves: tuple[str, int]) -> bool:
    return holds(Condition.model_validate(form), facts([move(*each) for each in moves], TURNS))


@pytest.mark.parametrize(
    ("form", "moves", "answer"),
    [
        ({"presence": ["apology", "empathy"]}, [("empathy", 3)], True),
        ({"presence": ["apology"]}, [("empathy", 3)], False),
        ({"absence": ["blame"]}, [("empathy", 3)], True),
        ({"absence": ["blame"]}, [("blame", 3)], False),
        ({"count": {"moves": ["empathy"], "at_least": 2}}, [("empathy", 3), ("empathy", 9)], True),
        ({"count": {"moves": ["empathy"], "at_least": 2}}, [("empathy", 3)], False),
        ({"count": {"moves": ["jargon"], "at_most": 1}}, [("jargon", 3), ("jargon", 4)], False),
        # a fifth of 40 turns is 8: turn 7 is early, turn 8 is not; the last 35 % begin at turn 26
        ({"place": {"moves": ["greeting"], "where": "early"}}, [("greeting", 7)], True),
        ({"place": {"moves": ["greeting"], "where": "early"}}, [("greeting", 8)], False),
        ({"place": {"moves": ["further_help"], "where": "late"}}, [("further_help", 26)], True),
        ({"place": {"moves": ["further_help"], "where": "late"}}, [("further_help", 25)], False),
        ({"order": {"first": ["complaint"], "then": ["empathy"]}}, [("complaint", 1), ("empathy", 30)], True),
        ({"order": {"first": ["complaint"], "then": ["empathy"]}}, [("empathy", 1), ("complaint", 2)], False),
        (
            {"order": {"first": ["complaint"], "then": ["empathy"], "within_turns": 3}},
            [("complaint", 1), ("empathy", 5)],
            False,
        ),
        (
            {"near": {"moves": ["thanks"], "to": ["greeting"], "within_turns": 0}},
            [("thanks", 2), ("greeting", 2)],
            True,
        ),
        (
            {"near": {"moves": ["thanks"], "to": ["greeting"], "within_turns": 0}},
            [("thanks", 2), ("greeting", 3)],
            False,
        ),
        (
            {"near": {"moves": ["empathy"], "to": ["complaint"], "within_turns": 2}},
            [("empathy", 3), ("complaint", 5)],
            True,
        ),
        (
            {"near": {"moves": ["empathy"], "to": ["complaint"], "within_turns": 2}},
            [("empathy", 8), ("complaint", 5)],
            False,
        ),
        # one open of three questions is a third
        (
            {"ratio": {"moves": ["open_question"], "of": ["closed_question"], "at_least": 0.34}},
            [("open_question", 1), ("closed_question", 2), ("closed_question", 3)],
            False,
        ),
        (
            {"ratio": {"moves": ["open_question"], "of": ["closed_question"], "at_least": 0.33}},
            [("open_question", 1), ("closed_question", 2), ("closed_question", 3)],
            True,
        ),
        ({"ratio": {"moves": ["open_question"], "of": ["closed_question"], "at_least": 0}}, [], False),
        ({"chain": {"steps": [["paraphrase"], ["confirms"]]}}, [("paraphrase", 4), ("confirms", 6)], True),
        ({"chain": {"steps": [["paraphrase"], ["confirms"]]}}, [("paraphrase", 4), ("confirms", 7)], False),
        ({"all_of": [{"presence": ["apology"]}, {"presence": ["empathy"]}]}, [("apology", 1)], False),
        ({"any_of": [{"presence": ["apology"]}, {"presence": ["empathy"]}]}, [("apology", 1)], True),
        ({"not_this": {"presence": ["apology"]}}, [("apology", 1)], False),
        ({"presence": ["customer.thanks"]}, [("thanks", 1)], False),
        ({"presence": ["customer.thanks"]}, [("customer.thanks", 1)], True),
        ({"presence": ["thanks"]}, [("customer.thanks", 1)], False),
    ],
)
def test_a_condition_holds_as_it_reads(form, moves, answer):
    assert ask(form, *moves) is answer


def test_no_move_counts_in_two_chains():
    chain = Chain(steps=(("paraphrase",), ("confirms",)), within_turns=4)
    twice = facts([move("paraphrase", 1), move("paraphrase", 2), move("confirms", 3)], TURNS)
    assert chains(chain, twice) == 1
    both = facts([move("paraphrase", 1), move("confirms", 2), move("paraphrase", 3), move("confirms", 4)], TURNS)
    assert chains(chain, both) == 2


@quick
@given(
    st.lists(st.tuples(st.sampled_from(["apology", "empathy", "complaint"]), st.integers(0, TURNS - 1)), max_size=12)
)
def test_a_condition_and_its_denial_never_agree(moves):
    form = {"order": {"first": ["complaint"], "then": ["apology", "empathy"], "within_turns": 5}}
    assert ask(form, *moves) is not ask({"not_this": form}, *moves)
