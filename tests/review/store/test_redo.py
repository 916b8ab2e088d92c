"""Taking back, doing again, and what a person has seen."""

from review.store import queries
from tests.review.store.conftest import BOTH, RUBRIC, card, new

pytestmark = BOTH


def values(store, name="0001"):
    return [mark.value for mark in store.marks(name)]


def marked(store, *given):
    for value in given:
        store.mark("0001", "paraphrase", value, by="Ewa", rubric=RUBRIC)


def test_what_was_taken_back_is_done_again_step_by_step(one):
    marked(one, 1, 2)
    one.undo(by="Ewa")
    one.undo(by="Ewa")
    assert values(one) == []
    assert one.redo(by="Ewa").action == "undo"
    assert values(one) == [1.0]
    one.redo(by="Ewa")
    assert values(one) == [1.0, 2.0]
    assert one.redo(by="Ewa") is None


def test_what_was_done_again_is_taken_back_again(one):
    marked(one, 1, 2)
    for deed in (one.undo, one.redo, one.undo, one.undo, one.redo):
        deed(by="Ewa")
    assert values(one) == [1.0]  # 2 back, again, back; 1 back, again
    one.redo(by="Ewa")
    assert values(one) == [1.0, 2.0]


def test_after_something_new_nothing_is_done_again(one):
    marked(one, 1)
    one.undo(by="Ewa")
    marked(one, 3)
    assert one.redo(by="Ewa") is None
    assert values(one) == [3.0]


def test_doing_again_is_ones_own(one):
    marked(one, 1)
    one.undo(by="Ewa")
    assert one.redo(by="Ion") is None
    assert values(one) == []


def test_a_promise_kept_is_kept_again(one):
    promise = one.promise("0001", "refund", by="Ewa")
    one.keep(promise, True, by="Ewa")
    one.undo(by="Ewa")
    one.redo(by="Ewa")
    assert one.promises(call="0001")[0].kept is True
    one.undo(by="Ewa")
    assert one.promises(call="0001")[0].kept is None


def test_a_call_counts_as_reviewed_again(one):
    marked(one, 1)
    when = one.call("0001").reviewed_at
    one.undo(by="Ewa")
    assert one.call("0001").reviewed_at is None
    one.redo(by="Ewa")
    assert one.call("0001").reviewed_at == when


def test_each_turn_is_a_line_of_the_log(one):
    marked(one, 1)
    one.undo(by="Ewa")
    one.redo(by="Ewa")
    again, back, mark, _ = one.history()
    assert [line.action for line in (mark, back, again)] == ["add", "undo", "redo"]
    assert (back.undoes, again.undoes) == (mark.id, back.id)


def test_what_a_person_saw_is_known_to_the_next_program(opening_again):
    with opening_again() as store:
        store.add_calls([new("0001")], by="Ewa")
        store.see("0001", by="Ewa")
        store.see("0001", by="Ewa")
    with opening_again() as store:
        assert store.has_seen("0001", by="Ewa")
        assert not store.has_seen("0001", by="Ion")


def test_tags_count_what_their_calls_came_to(one):
    one.add_calls([new("b", tags=("late",)), new("c", tags=("late",))], by="Ewa")
    one.add_result("b", card(40.0, "pass"))
    one.mark("b", "paraphrase", 1, by="Ewa", rubric=RUBRIC)
    (late,) = queries.grouped(one, "tag")
    assert (late.calls, late.reviewed, late.judged, late.skill, late.passed) == (2, 1, 1, 40.0, 1)
    one.undo(by="Ewa")
    assert queries.grouped(one, "tag")[0].reviewed == 0
