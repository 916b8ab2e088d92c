"""The figures of ``docs/accuracy.md``, by hand."""

import numpy as np
import pytest

from rubrics.heads import Example
from rubrics.lexicon import known_languages
from tests.benchmarks import accuracy, own_heads
from tests.benchmarks.accuracy import WAYS, in_short, page
from tests.benchmarks.accuracy_curve import apart, drawn, place
from tests.benchmarks.accuracy_figures import Line, calibration, each_as_agent, kinds_as_one, row
from tests.benchmarks.own_heads import SETS, Owned, f1s


def line(truth, found, group=""):
    return Line(frozenset(truth.split()), dict.fromkeys(found.split(), 0.9), group or f"{id(object())}")


def numbered(*lines):
    return [each._replace(group=str(number)) for number, each in enumerate(lines)]


def test_a_row_counts_finds_over_all_lines():
    lines = numbered(
        line("apology", "apology"), line("apology", ""), line("", "apology"), line("empathy", "empathy apology")
    )
    found = row(lines, ["apology"])
    # found three times, once rightly; there twice: P 1/3, R 1/2, F1 2 * 1 / (2 + 3)
    assert (found.positives, found.precision, found.recall) == (2, pytest.approx(1 / 3), 0.5)
    assert found.f1 == pytest.approx(0.4)


def test_an_interval_holds_the_figure_and_has_no_width_where_all_lines_are_alike():
    lines = numbered(*[line("apology", "apology")] * 20)
    assert row(lines, ["apology"])[3:] == (1.0, 1.0, 1.0)
    found = row(numbered(*[line("apology", "apology")] * 10, *[line("apology", "")] * 10), ["apology"])
    assert found.f1 == pytest.approx(2 / 3)
    assert found.low < 2 / 3 < found.high


def test_an_interval_is_wider_where_the_same_lines_stand_in_few_dialogues():
    alone = numbered(*[line("apology", "apology")] * 20, *[line("apology", "")] * 20)
    in_four = [each._replace(group=str(int(each.group) // 10)) for each in alone]
    apart_, together = row(alone, ["apology"]), row(in_four, ["apology"])
    assert together.f1 == apart_.f1
    assert together.high - together.low > apart_.high - apart_.low


def test_a_faint_find_counts_for_calibration_and_not_as_found():
    faint = Line(frozenset({"apology"}), {"apology": 0.1}, "1")
    assert row([faint], ["apology"]).recall == 0
    # said .1, right 1 of 1
    assert calibration([faint]) == pytest.approx(0.9)


def test_calibration_is_the_mean_gap_within_bins():
    finds = [Line(frozenset({"thanks"}), {"thanks": 0.75}, "1")] * 3 + [Line(frozenset(), {"thanks": 0.75}, "1")]
    assert calibration(finds) == pytest.approx(0.0)
    assert calibration([*finds, Line(frozenset(), {"thanks": 0.95}, "2")]) == pytest.approx(0.95 / 5)
    assert calibration([]) == 0.0


def test_kinds_count_as_one_move_as_sure_as_the_surest():
    heard = Line(frozenset({"question"}), {"open_question": 0.5, "closed_question": 0.7, "thanks": 0.9}, "1")
    (one,) = kinds_as_one([heard], ["open_question", "closed_question"], "question")
    assert one.finds == {"question": 0.7}


def test_a_talk_between_equals_is_given_once_for_each_as_the_agent(tmp_path):
    path = tmp_path / "talk.jsonl"
    path.write_text(
        '{"dialog_id": "a", "speaker_role": "one", "text": "x"}\n{"dialog_id": "a", "speaker_role": "two", "text": "y"}\n',
        encoding="utf-8",
    )
    roles = [(each["dialog_id"], each["talk"], each["text"], each["role"]) for each in each_as_agent(path)]
    assert roles == [
        ("a/one", "a", "x", "agent"),
        ("a/one", "a", "y", "customer"),
        ("a/two", "a", "x", "customer"),
        ("a/two", "a", "y", "agent"),
    ]


def test_a_head_of_its_own_is_told_label_by_label():
    truth = np.array([[True, False], [True, True], [False, True]])
    found = np.array([[True, False], [False, True], [False, True]])
    # fact: one right of one found and two there, 2 / 3; credibility: all right
    head = Owned(SETS["persuasion_for_good"], truth, found, ("a", "b", "c"))
    assert f1s(head) == {"fact": pytest.approx(2 / 3), "credibility-appeal": 1.0}


def test_a_curve_is_drawn_from_left_to_right_with_its_name():
    picture = drawn({"English": [(0.5, 0.6), (1.0, 0.7)], "Polish": [(0.5, 0.5), (1.0, 0.69)]})
    assert picture.count("<polyline") == 2
    assert "English 0.70; Polish 0.69" in picture
    # the axis runs from .5 to .8: .5 lies on the floor, 312 pixels down
    assert place(0, 0.5, 0.5, 0.8) == (56, 312)
    assert place(1, 0.8, 0.5, 0.8) == (530, 20)


def test_names_at_the_end_of_curves_do_not_stand_on_one_another():
    assert apart({"b": 101.0, "a": 100.0, "c": 200.0}) == {"a": 100.0, "b": 118.0, "c": 200.0}


def test_the_readme_gets_the_first_table_between_its_markers():
    text = "# Title\n\nwords\n\n| held-back lines |\n|---|\n| English |\n\n## Next\n"
    told = in_short(text, "before\n<!-- accuracy -->\nold\n<!-- /accuracy -->\nafter")
    assert told.startswith("before\n<!-- accuracy -->\n| held-back lines |\n|---|\n| English |\n\n")
    assert told.endswith("<!-- /accuracy -->\nafter")
    with pytest.raises(ValueError, match="markers"):
        in_short(text, "no markers")


def test_the_page_tells_what_was_missed_and_what_is_absent():
    right, half = numbered(line("apology", "apology")), numbered(line("apology", "apology"), line("apology", ""))
    found = {("corpus", language, way): right for language in known_languages() for way in WAYS}
    found["corpus", "pl", "all"] = half
    found["set", "sgd_test_subset", ""] = numbered(line("further_help", "further_help"))
    truth = np.array([[True, False], [False, True]])
    found["owned", "persuasion_for_good", ""] = Owned(SETS["persuasion_for_good"], truth, truth, ("a", "b"))
    found["owned", "casino", ""] = None
    found["curve", "en", ""] = [(0.25, 0.5), (0.5, 0.55), (0.75, 0.58), (1.0, 0.6)]
    text = "\n".join(page(found))
    assert "| English | 1 | 1.000 (1.00 to 1.00) | ≥ 0.80 | 1.000 | 1.000 | 1.000 | 1.000 | 0.100 |" in text
    # one of two found, none wrong: F1 2 / 3
    assert "| Polish | 2 | 0.667 (0.00 to 1.00) | ≥ 0.75, **missed** |" in text
    assert "| `further_help`, Schema-Guided Dialogue | F1 1.000 (1.00 to 1.00), P 1.00, R 1.00 | ≥ 0.95 |" in text
    assert "| restated or reflected, ESConv | not measured: data absent |" in text
    assert "macro-F1 | **1.000** | ≥ 0.70 |" in text
    assert "| CaSiNo, nine strategies | not measured: data absent | | |" in text
    assert "| English | 0.500 | 0.550 | 0.580 | 0.600 |" in text


def test_what_networks_said_of_a_set_is_taken_for_exactly_its_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(own_heads, "TUNED", tmp_path)
    lines = [Example("Give it to them.", "Why?"), Example("They are honest.", "")]
    truth, aim = np.array([[False], [True]]), SETS["persuasion_for_good"]._replace(names=("credibility",))
    own_heads.keep("small", own_heads.hash_of(lines, truth, aim), np.array([[1.5], [-2.0]]))
    assert own_heads.kept("small", own_heads.hash_of(lines, truth, aim)).tolist() == [[1.5], [-2.0]]
    assert own_heads.kept("other", own_heads.hash_of(lines, truth, aim)) is None
    changes = ({"names": ("fact",)}, {"epochs": aim.epochs + 1}, {"knows_moves": not aim.knows_moves})
    other = [(lines, truth, aim._replace(**change)) for change in changes]
    other += [(lines[::-1], truth, aim), (lines, ~truth, aim)]
    assert [own_heads.kept("small", own_heads.hash_of(*each)) for each in other] == [None] * 5
    monkeypatch.setattr(own_heads, "RECIPE", own_heads.RECIPE + 1)
    assert own_heads.kept("small", own_heads.hash_of(lines, truth, aim)) is None
    assert b"honest" not in (tmp_path / "small.npz").read_bytes()


def test_head_and_network_find_together_what_both_are_sure_of():
    truth = np.array([[True], [False]] * 10)
    sure = np.where(truth, 3.0, -3.0)
    groups = [str(number // 2) for number in range(20)]
    assert own_heads.joined(sure, sure, truth, groups).tolist() == truth.tolist()


def test_page_says_where_a_network_learned_too():
    head = Owned(SETS["casino"], *[np.ones((2, 9), bool)] * 2, ("a", "b"), with_network=True)
    assert next(iter(accuracy._own_head(head))).startswith("| **CaSiNo, nine strategies**, macro-F1, with a network")
