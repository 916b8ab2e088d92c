"""Agreement of two readings: kappa by hand, situations drawn whole, and the written figures those of the two files."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import numpy as np
import pytest

from rubrics.corpus import LANGUAGES, read
from rubrics.corpus.agreement import (
    CARD,
    MARKS,
    WRITTEN,
    Pair,
    agreement,
    kappa,
    pairs,
    report,
    reports,
    show,
    table,
    tally,
)
from transcribe.errors import BadFile


def pair(id_: str, first: str, second: str, role: str = "customer") -> Pair:
    return Pair(id_, role, frozenset(first.split()), frozenset(second.split()))


def test_kappa_is_agreement_beyond_chance():
    # 100 lines: 20 both, 5 first only, 10 second only, 65 neither. o = .85; e = .25 * .30 + .75 * .70 = .60;
    # kappa = (.85 - .60) / (1 - .60) = .625
    assert kappa(np.array([20, 5, 10, 65])) == pytest.approx(0.625)


def test_kappa_of_readers_who_agree_by_chance_only_is_zero():
    # Each gives the move to half of the lines, independently: o = e = .5
    assert kappa(np.array([25, 25, 25, 25])) == pytest.approx(0)


def test_kappa_of_a_move_nobody_gave_is_no_figure():
    assert math.isnan(kappa(np.array([0, 0, 0, 40])))
    found = agreement(np.array([[0, 0, 0, 40]]))
    assert found.kappa is None
    assert found.as_json()["kappa"] is None


def test_kappa_takes_many_counts_at_once():
    assert kappa(np.array([[20, 5, 10, 65], [25, 25, 25, 25]])) == pytest.approx([0.625, 0])


def test_tally_counts_by_situation_and_leaves_the_other_role_out():
    read_twice = [
        pair("en-bank-001-01", "agrees", "agrees thanks"),
        pair("en-bank-001-02", "agrees", ""),
        pair("en-bank-002-01", "", ""),
        pair("en-bank-002-02", "thanks", "thanks", role="agent"),
    ]
    # customer moves in order: complaint, repeat_complaint, confirms, corrects, agrees, escalates, thanks
    counts = tally(read_twice, "customer")
    assert counts.shape == (2, 7, 4)
    assert counts[0, 4].tolist() == [1, 1, 0, 0]
    assert counts[0, 6].tolist() == [0, 0, 1, 1]
    assert counts[1, 4].tolist() == [0, 0, 0, 1]


def test_interval_is_left_out_where_few_lines_or_no_disagreement_carry_it():
    few = agreement(np.array([[2, 1, 0, 40], [1, 0, 0, 40]]))
    always = agreement(np.array([[20, 0, 0, 40], [10, 0, 0, 40]]))
    assert (few.low, few.high) == (None, None)
    assert (always.kappa, always.low, always.high) == (1.0, None, None)


def test_interval_is_wider_where_few_situations_hold_the_disagreements():
    spread = np.tile([1, 0.5, 0.5, 8], (20, 1))
    lumped = np.tile([1.0, 0, 0, 8], (20, 1))
    lumped[:2] = [1, 5, 5, 8]
    widths = []
    for counts in (spread, lumped):
        found = agreement(counts)
        # Both: 20, 10, 10, 160 lines. o = 180/200, e = (30 * 30 + 170 * 170) / 200^2 = .745; kappa = .155/.255
        assert found.kappa == pytest.approx(0.155 / 0.255)
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.kappa <= found.high
        widths.append(found.high - found.low)
    assert widths[1] > widths[0] + 0.1


def test_report_pools_all_moves_for_micro_and_means_the_known_ones_for_macro():
    found = report([pair("en-bank-001-01", "agrees", "agrees"), pair("en-bank-001-02", "thanks", "")])
    # thanks: both 0, first 1, second 0, neither 1: o = e = .5, kappa 0; agrees: 1; the others are unknown.
    assert found["macro"] == 0.5
    assert found["same_lines"] == 1
    # 14 decisions: both 1, first 1, neither 12. o = 13/14; e = (2*1 + 12*13) / 196 = 158/196;
    # kappa = (182 - 158) / (196 - 158) = 24/38
    assert found["micro"]["kappa"] == round(24 / 38, 3)


def test_pairs_of_readings_that_differ_in_lines_are_refused(tmp_path):
    row = json.dumps({"id": "en-bank-003-01", "moves": ["greeting"]})
    (tmp_path / "en.jsonl").write_text(row + "\n", encoding="utf-8")
    (tmp_path / "first_en.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(BadFile, match="en-bank-003-01"):
        pairs("en", tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_readings_are_of_about_a_fifth_of_the_lines_that_are_there(lang):
    lines = {line.id for line in read(lang)}
    both = {one.id for one in pairs(lang)}
    assert both <= lines
    assert 0.16 < len(both) / len(lines) < 0.24


def test_written_figures_are_those_of_the_two_readings():
    written = json.loads(WRITTEN.read_text(encoding="utf-8"))["reports"]
    found = reports()
    for name in [*LANGUAGES, "all"]:
        assert drawn_left_out(written[name]) == drawn_left_out(found[name])


def drawn_left_out(figures: Any) -> Any:
    """Drop the ends of intervals: another version of NumPy may draw otherwise."""
    if not isinstance(figures, dict):
        return figures
    return {name: drawn_left_out(value) for name, value in figures.items() if name not in ("low", "high")}


def test_card_shows_the_figures_of_the_two_readings():
    figures, _, _ = CARD.read_text(encoding="utf-8").partition(MARKS[0])[2].partition(MARKS[1])
    ends = re.compile(r"\d\.\d\d to \d\.\d\d")
    assert ends.sub("", figures) == ends.sub("", table(reports()))


def test_table_of_two_lines_by_hand():
    found = report([pair("en-bank-001-01", "agrees", "agrees"), pair("en-bank-001-02", "thanks", "")])
    rows = table({"en": found, "all": found}).splitlines()
    assert rows[0] == "|  | en | all | 95 % | lines |"
    assert "| `agrees`, customer | 1.00 | 1.00 | – | 1 |" in rows
    assert "| `thanks`, customer | 0.00 | 0.00 | – | 1 |" in rows
    assert "| `greeting` | – | – | – | 0 |" in rows
    assert rows[-1] == "| lines given the same moves | 0.50 | 0.50 |  | 2 |"


def test_show_replaces_only_what_stands_between_the_marks(tmp_path):
    card = tmp_path / "README.md"
    card.write_text(f"before\n{MARKS[0]}old\n{MARKS[1]}after\n", encoding="utf-8")
    found = report([pair("en-bank-001-01", "agrees", "agrees")])
    show({"all": found}, card)
    assert card.read_text(encoding="utf-8") == f"before\n{MARKS[0]}{table({'all': found})}{MARKS[1]}after\n"


def test_show_in_a_card_without_marks_says_what_to_put_there(tmp_path):
    card = tmp_path / "README.md"
    card.write_text("no marks\n", encoding="utf-8")
    with pytest.raises(BadFile, match="<!-- agreement -->"):
        show({"all": report([])}, card)
