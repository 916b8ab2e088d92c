"""From marks in the store to a version in force: what a reviewed call teaches, what is written, and the log."""

import pytest

from review.coaching.counting import counted
from review.desk.arriving import bring
from review.learning import learning
from review.learning.applying import learned, versions
from review.learning.samples import finds, lesson
from review.store import NewCall, Store
from rubrics import library
from tests.review.coaching.conftest import RUBRIC, card, mark
from tests.review.desk.conftest import results, talk
from tests.review.learning.conftest import wrong_when_faint
from tests.sounds import tone, wav

SERVICE = library.load("service_call")


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """One call with a transcript, of which Ewa has judged empathy: there is none."""
    folder = tmp_path_factory.mktemp("learned") / "ours"
    source = folder / "recordings" / "0001.wav"
    source.parent.mkdir(parents=True)
    wav(source, tone(50.0, 220), rate=8000)
    results(folder / "results" / "0001", talk(), source)
    with Store.open(folder) as store:
        bring(store, folder / "results", by="Ewa")
        store.mark("0001", "empathy", 0, by="Ewa", rubric=RUBRIC)
        yield store


@pytest.fixture
def team(tmp_path, monkeypatch):
    """A store with forty marked calls that teach what those of ``wrong_when_faint`` do."""
    taught = {each.name: each for each in wrong_when_faint()}
    monkeypatch.setattr(learning, "lesson", lambda _, each, __: taught[each.call.name])
    with Store.open(tmp_path) as store:
        store.add_calls([NewCall(name=name) for name in taught], by="Ewa")
        for name in taught:
            store.add_result(name, card(mark("apology", 1.0)))
            store.mark(name, "apology", 1, by="Ewa", rubric=RUBRIC)
        yield store


def test_a_reviewed_call_teaches_by_the_marks_people_gave_alone(reviewed):
    (each,) = counted(reviewed)
    taught = lesson(reviewed, each, SERVICE)
    assert dict(taught.given) == {"empathy": 0.0}
    assert any(move.name == "empathy" for move in taught.moves)  # "I am sorry to hear that"
    against = [find for detector, find in finds(taught) if detector.startswith("empathy")]
    assert [find.agreed for find in against] == [False]


def test_a_call_marked_by_another_version_of_the_rubric_teaches_nothing(reviewed):
    (each,) = counted(reviewed)
    assert lesson(reviewed, each, SERVICE.model_copy(update={"version": "9.0.0"})) is None


def test_what_is_adopted_is_in_force_with_its_report_and_in_the_log(team):
    outcome = learning.learn(team, by="Ewa")
    now = learned(team.workspace.folder)
    assert outcome.learned.number == now.number == 1
    assert (now.report["calls"], now.report["nearer"], now.report["farther"]) == (40, 20, 0)
    assert now.report["rubric"] == f"service_call {SERVICE.version}"
    (line,) = team.history(limit=1)
    assert (line.by, line.action, line.detail) == ("Ewa", "learn", {"calls": 40, "adopted": ["apology.v1"]})


def test_learning_again_is_one_more_version_of_the_same(team):
    learning.learn(team, by="Ewa")
    learning.learn(team, by="Ewa")
    first, second = versions(team.workspace.folder)
    assert first.curves == second.curves


def test_where_nothing_is_learned_nothing_is_written(team, monkeypatch):
    monkeypatch.setattr(learning, "studied", lambda taught: (learning._outcome(taught, (), [], []), {}))
    assert learning.learn(team, by="Ewa").learned is None
    assert versions(team.workspace.folder) == ()
