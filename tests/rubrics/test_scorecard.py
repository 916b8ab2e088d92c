import pytest

from rubrics import doubt, find_moves, score
from rubrics.values import Move
from tests.rubrics.samples import call, timed
from tests.rubrics.test_schema import SMALL
from transcribe.call import Call
from transcribe.errors import UnknownName

CALL = call("agent: Thank you.", "customer: My lamp is broken.", "agent: I see.")


@pytest.fixture
def rubric(tmp_path):
    def write(text):
        path = tmp_path / f"r{len(list(tmp_path.iterdir()))}.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def two_criteria(weight):
    """A second criterion beside thanks: an apology, of the given weight."""
    start = SMALL.index("      - id: thanks")
    second = SMALL[start:].replace("thanks", "apology").replace("Thanks", "Apology")
    return SMALL + second.replace("      - id: apology", f"      - id: apology\n        weight: {weight}")


def sure(name, turn=0, confidence=1.0, role="agent"):
    return Move(name, turn, None, CALL.turns[turn].text, confidence, "t.v1", role)


def mark_of(card, criterion):
    (mark,) = [mark for mark in card.marks if mark.criterion == criterion]
    return mark


def test_the_total_is_weighted_over_the_judged_marks(rubric):
    # thanks 1 of 1 with weight 1, apology 0 of 1 with weight 3: 1/4 of 100
    card = score(CALL, rubric(two_criteria(3)), moves=[sure("thanks")])
    assert card.skill_total == 25.0
    assert [mark.value for mark in card.marks] == [1.0, 0.0]


def test_what_does_not_apply_leaves_the_denominator(rubric):
    rule = """applies: {presence: [escalates]}
        not_applicable: {en: "Nobody escalated."}
        question: {en: "Apology?"}"""
    text = two_criteria(3).replace('question: {en: "Apology?"}', rule)
    card = score(CALL, rubric(text), moves=[sure("thanks")])
    assert mark_of(card, "apology").value is None
    assert mark_of(card, "apology").why == "Nobody escalated."
    assert card.skill_total == 100.0
    assert card.not_judged == (mark_of(card, "apology"),)


def test_a_mark_carries_its_evidence_and_quotes_it(rubric):
    move = sure("thanks")
    mark = mark_of(score(CALL, rubric(SMALL), moves=[move, sure("empathy")]), "thanks")
    assert mark.evidence == (move,)
    assert mark.why == "Thank you."


def test_the_quote_is_of_the_telling_move_and_not_of_a_surer_one(rubric):
    # thanks stands first under evidence; of two the surer one counts, and the customer's yes is surer than both
    text = SMALL.replace("        levels:", "        evidence: [thanks, agrees]\n        levels:")
    moves = [
        sure("agrees", 1, confidence=0.99, role="customer"),
        sure("thanks", 0, confidence=0.6),
        sure("thanks", 2, confidence=0.9),
    ]
    mark = mark_of(score(CALL, rubric(text), moves=moves), "thanks")
    assert mark.evidence == tuple(moves)
    assert mark.why == "I see."
    assert mark_of(score(CALL, rubric(text), moves=moves[:2]), "thanks").why == "Thank you."


def test_a_doubtful_move_widens_the_range_around_the_mark(rubric):
    mark = mark_of(score(CALL, rubric(SMALL), moves=[sure("thanks", confidence=0.6)]), "thanks")
    assert (mark.low, mark.value, mark.high) == (0.0, 1.0, 1.0)
    certain = mark_of(score(CALL, rubric(SMALL), moves=[sure("thanks")]), "thanks")
    assert (certain.low, certain.value, certain.high) == (1.0, 1.0, 1.0)


def test_an_absent_skill_may_have_been_missed(rubric, monkeypatch):
    monkeypatch.setattr(doubt, "missed", lambda name, language: 0.25)  # there in 0.2 of readings, by Bayes' rule
    mark = mark_of(score(CALL, rubric(SMALL), moves=[]), "thanks")
    assert (mark.low, mark.value, mark.high) == (0.0, 0.0, 1.0)


def test_a_level_few_readings_reach_is_left_to_a_person(rubric):
    # two finds of 0.45, neither claimed: level 0 in 0.55 * 0.55 = 0.30 of readings, below the floor of 0.5
    moves = [sure("thanks", confidence=0.45), sure("thanks", 2, confidence=0.45)]
    mark = mark_of(score(CALL, rubric(SMALL), moves=moves), "thanks")
    assert (mark.value, mark.low, mark.high) == (None, None, None)
    assert mark.why == "This needs a person: what was heard fits any level from 0 to 1 of 1."
    one = mark_of(score(CALL, rubric(SMALL), moves=moves[:1]), "thanks")
    assert one.value == 0  # 0.55 of readings


@pytest.mark.parametrize(
    ("confidence", "value", "compliance"), [(1.0, 0.0, "fail"), (0.55, None, "not_judged"), (None, 1.0, "pass")]
)
def test_a_critical_item_fails_only_when_sure_and_doubt_asks_for_a_person(confidence, value, compliance):
    moves = [] if confidence is None else [sure("blame", confidence=confidence)]
    card = score(CALL, moves=moves)
    mark = mark_of(card, "no_blame")
    assert mark.value == value
    assert card.compliance == compliance
    if value is None:
        assert "needs a person" in mark.why
        assert mark.evidence


def test_critical_items_never_touch_the_skill_total():
    clean, blamed = (score(CALL, moves=moves) for moves in ([], [sure("blame")]))
    assert clean.skill_total == blamed.skill_total


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (Call((), None, "en"), "no words"),
        (call("agent: Szia, miben segíthetek?", language="hu"), "“hu”"),
        (call("agent: hello", language=None), "language"),
        (call("SPEAKER_00: hello", "SPEAKER_01: hi"), "agent's"),
        (call("customer: hello"), "agent's"),
    ],
)
def test_a_call_that_cannot_be_judged_has_no_mark_and_says_why(made, reason):
    card = score(made)
    assert card.skill_total is None
    assert card.compliance == "not_judged"
    assert {mark.value for mark in card.marks} == {None}
    assert all(reason in mark.why for mark in card.marks)
    assert reason in card.notes[0]


def test_one_voice_leaves_what_depends_on_the_customer_open():
    card = score(call("agent: Good morning, how can I help you?", "agent: Thank you."))
    assert mark_of(card, "greeting").value is not None
    assert mark_of(card, "empathy").value is None
    assert "customer" in mark_of(card, "empathy").why
    assert "Only the agent's voice" in card.notes[0]


def test_without_times_only_what_is_seen_in_them_is_open():
    assert mark_of(score(CALL), "room").value is None
    assert "no times" in mark_of(score(CALL), "room").why
    with_times = timed(("agent", 0, 2, "Thank you."), ("customer", 2, 5, "My lamp is broken."))
    assert mark_of(score(with_times), "room").value == 3.0


def test_turns_nobody_could_place_are_counted_in_the_notes():
    card = score(call("agent: Thank you.", "customer: Hello.", "SPEAKER_02: hm", "SPEAKER_02: hm"))
    assert any("2 turns" in note for note in card.notes)


def test_a_polish_call_gets_polish_sentences():
    card = score(call("agent: Dzień dobry, mówi Anna.", "customer: Lampa przyszła stłuczona.", language="pl"))
    assert mark_of(card, "greeting").why.startswith("Rozmowa zaczyna się")
    assert mark_of(card, "room").why.startswith("Ta transkrypcja")


def test_moves_given_are_used_and_none_are_looked_for(rubric):
    assert mark_of(score(CALL, rubric(SMALL), moves=[]), "thanks").value == 0.0
    assert mark_of(score(CALL, rubric(SMALL), moves=find_moves(CALL)), "thanks").value == 1.0
    assert mark_of(score(CALL, rubric(SMALL)), "thanks").value == 1.0


def test_every_value_lies_in_its_range():
    for mark in score(CALL).marks:
        if mark.value is not None:
            assert 0 <= mark.low <= mark.value <= mark.high <= mark.max


def test_two_runs_give_the_same_scorecard():
    assert score(CALL) == score(CALL)


def test_an_unknown_rubric_is_an_error_a_user_can_fix():
    with pytest.raises(UnknownName):
        score(CALL, "sales_call")
