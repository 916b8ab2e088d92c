"""What the judge's benchmark counts, worked out by hand."""

from rubrics.examples import Reading
from rubrics.judges import Opinion, Spent, Vote
from rubrics.values import Mark
from tests.benchmarks.bench_judge import RUBRIC, Outcome, Right, told


def mark(criterion, value):
    return Mark(criterion, "talk", value, value, value, 3.0, "")


def opinion(criterion, value, *votes):
    return Opinion(mark(criterion, value), tuple(votes), "model.v1 (m)")


OUTCOME = Outcome(
    opinions=(
        opinion("greeting", 1.0, Vote(1), Vote(1), Vote(None, fault="quote")),
        opinion("name", 2.0, Vote(2), Vote(1), Vote(2)),
        opinion("empathy", None, Vote(None, fault="quote"), Vote(None, fault="slow"), Vote(0)),
    ),
    marks=(mark("greeting", 0.0), mark("name", 3.0), mark("empathy", 1.0)),
    readings=(
        Reading("first", (), {RUBRIC: {"greeting": 1, "name": 3, "empathy": 1}}),
        Reading("second", (), {RUBRIC: {"greeting": 2, "name": None, "empathy": 1}}),
    ),
    spent=Spent(calls=9, seconds=18.0, tokens=900),
)


def test_opinions_and_moves_are_held_to_the_readers_on_the_same_skills():
    # greeting: the model's 1 is the first reader's, the moves' 0 nobody's; name: the moves' 3 is, the model's 2 is one off;
    # empathy has no opinion, so it counts for neither
    assert OUTCOME.right() == Right(skills=2, model=1, near=2, moves=1)


def test_votes_are_steady_where_all_that_can_be_used_say_the_same():
    # two skills have several usable votes, greeting 1 and 1, name 2, 1 and 2
    assert OUTCOME.steady() == (2, 1)


def test_lines_of_the_benchmark_hold_the_time_of_one_question():
    assert "'used': 6, 'quote': 2, 'slow': 1" in told("en_x", OUTCOME)
    # 18 seconds over 9 questions
    assert "9 questions, 2.0 s each" in told("en_x", OUTCOME)
