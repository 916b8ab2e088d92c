"""Setting a session up, counting without peeking, and laying it open once."""

import pytest

from review.calibration import begin, progress, reveal, revealed, session, sessions
from review.store import NewCall
from tests.review.calibration.conftest import CALLS, PEOPLE
from tests.review.coaching.conftest import RUBRIC
from transcribe.errors import FixableError, UnknownName


def give(store, who, call, *, blind=True, **values):
    for item, value in values.items():
        store.mark(call, item, value, by=who, rubric=RUBRIC, blind=blind)


def everybody(store, spread=0):
    """All three mark all; Olga's paraphrase is ``spread`` levels away from the others'."""
    for place, call in enumerate(CALLS):
        for who in PEOPLE:
            away = spread if who == "Olga" else 0
            give(store, who, call, paraphrase=min(place % 4 + away, 3), empathy=place % 3)


@pytest.mark.parametrize("raters", [["Ewa"], [], ["Ewa", " Ewa "], [f"rater {number}" for number in range(13)]])
def test_two_to_twelve_different_people_are_needed(store, raters):
    with pytest.raises(FixableError, match="2 to 12 people"):
        begin(store, "November", CALLS, raters, by="Ewa")


def test_a_call_without_items_is_refused_and_nothing_is_set_up(store):
    store.add_calls([NewCall(name="bare")], by="Ewa")
    with pytest.raises(FixableError, match="bare was never reviewed"):
        begin(store, "November", ["0001", "bare"], PEOPLE, by="Ewa")
    assert sessions(store) == []


def test_a_call_whose_marks_a_rater_has_seen_is_refused_and_named(store):
    store.see("0003", by="Ion")
    store.see("0003", by="Somebody else")
    with pytest.raises(FixableError, match=r"cannot be blind to it: 0003 \(Ion\)"):
        begin(store, "November", CALLS, PEOPLE, by="Ewa")
    assert sessions(store) == []
    assert begin(store, "November", CALLS[4:], PEOPLE, by="Ewa").calls == CALLS[4:]


def test_a_name_is_taken_once(store, november):
    with pytest.raises(FixableError, match="give the new one another name"):
        begin(store, november.name, CALLS, PEOPLE, by="Ewa")


def test_an_unknown_session_is_told_with_those_there_are(store, november):
    with pytest.raises(UnknownName, match="choose one of: November"):
        session(store, "December")


def test_progress_counts_whole_calls_and_tells_no_mark(store, november):
    give(store, "Ewa", "0000", paraphrase=3, empathy=None)  # not judged is a mark too
    give(store, "Ion", "0000", paraphrase=1)
    found = progress(store, november)
    assert [(each.rater, each.calls, each.of) for each in found] == [("Ewa", 1, 12), ("Ion", 0, 12), ("Olga", 0, 12)]
    assert not {"value", "values"} & set(type(found[0]).__dataclass_fields__)


def test_marks_given_with_open_eyes_do_not_count(store, november):
    give(store, "Ewa", "0000", blind=False, paraphrase=3, empathy=1)
    assert progress(store, november)[0].calls == 0


def test_marks_given_before_the_session_do_not_count(store):
    give(store, "Ewa", "0000", paraphrase=3, empathy=1)
    assert progress(store, begin(store, "Later", CALLS, PEOPLE, by="Ewa"))[0].calls == 0


def test_nothing_is_shown_before_the_reveal(store, november):
    everybody(store)
    with pytest.raises(FixableError, match="still running"):
        revealed(store, november)


def test_a_reveal_waits_for_everybody_and_names_them(store, november):
    give(store, "Ewa", "0000", paraphrase=3, empathy=1)
    with pytest.raises(FixableError, match=r"Ewa \(1 of 12\), Ion \(0 of 12\), Olga \(0 of 12\)"):
        reveal(store, november, by="Ewa")


def test_a_reveal_may_be_early_and_is_logged(store, november):
    assert reveal(store, november, by="Ewa", early=True).revealed_at is not None
    assert [(line.action, line.kind, line.by) for line in store.history(limit=1)] == [("reveal", "sessions", "Ewa")]


def test_a_second_reveal_changes_nothing(store, november):
    first = reveal(store, november, by="Ewa", early=True)
    assert reveal(store, first, by="Ion", early=True) == first


def test_a_mark_changed_after_the_reveal_does_not_count(store, november):
    everybody(store)
    now = reveal(store, november, by="Ewa")
    give(store, "Olga", "0003", paraphrase=0)
    (beside,) = [
        each for each in revealed(store, now).beside if (each.call, each.machine.criterion) == ("0003", "paraphrase")
    ]
    assert beside.given["Olga"].value == 3


def test_people_who_agree_have_an_alpha_of_one_and_the_machine_is_one_more_rater(store, november):
    everybody(store)
    found = revealed(store, reveal(store, november, by="Ewa"))
    assert found.people.items[0].table.raters == PEOPLE
    assert {item.table.item: item.alpha["ordinal"].value for item in found.people.items} == {
        "paraphrase": 1.0,
        "empathy": 1.0,
    }
    assert "machine" in found.everyone.items[0].table.raters
    machine = {item.table.item: item.alpha["ordinal"].value for item in found.everyone.items}
    assert machine["paraphrase"] == 1.0  # it gave the same
    assert machine["empathy"] < 1.0  # it always gave 1


def test_what_people_read_differently_comes_first_with_its_evidence(store, november):
    everybody(store, spread=2)
    found = revealed(store, reveal(store, november, by="Ewa"))
    first = found.beside[0]
    assert (first.machine.criterion, first.apart) == ("paraphrase", pytest.approx(2 / 3))
    assert first.machine.evidence[0].quote == "so the bed has not come"


def test_a_session_of_one_who_marked_cannot_be_compared(store, november):
    give(store, "Ewa", "0000", paraphrase=3, empathy=1)
    with pytest.raises(FixableError, match="fewer than two people"):
        revealed(store, reveal(store, november, by="Ewa", early=True))


def test_a_call_that_was_erased_leaves_the_session(store, november):
    from review.erase import erase

    erase(store, by="Ewa", call="0003")
    assert "0003" not in session(store, "November").calls
    assert progress(store, session(store, "November"))[0].of == 11
