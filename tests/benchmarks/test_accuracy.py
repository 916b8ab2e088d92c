"""The figures of ``docs/accuracy.md``, by hand."""

import pytest

from tests.benchmarks.accuracy import row


def line(truth, found):
    return frozenset(truth.split()), frozenset(found.split())


def test_a_row_counts_finds_over_all_lines():
    lines = [line("apology", "apology"), line("apology", ""), line("", "apology"), line("empathy", "empathy apology")]
    found = row(lines, ["apology"])
    # found three times, once rightly; there twice: P 1/3, R 1/2, F1 2 * 1 / (2 + 2 + 1)
    assert (found.positives, found.precision, found.recall) == (2, pytest.approx(1 / 3), 0.5)
    assert found.f1 == pytest.approx(0.4)


def test_an_interval_holds_the_figure_and_has_no_width_where_all_lines_are_alike():
    lines = [line("apology", "apology")] * 20
    assert row(lines, ["apology"])[3:] == (1.0, 1.0, 1.0)
    mixed = lines[:10] + [line("apology", "")] * 10
    found = row(mixed, ["apology"])
    assert found.f1 == pytest.approx(2 / 3)
    assert found.low < 2 / 3 < found.high
