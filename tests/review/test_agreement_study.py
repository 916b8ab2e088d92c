"""The study as a whole: kinds of values, advice, all items together, and the command."""

import json

import pytest
from typer.testing import CliRunner

import parafraza
from review.agreement import Judgement, agreement
from review.agreement.study import Share, advise
from review.agreement.tables import tables

AGREED = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3")] * 5
"""Twenty calls on which two raters agree over the whole scale."""

TORN = [("0", "3"), ("3", "0"), ("1", "2"), ("2", "1")] * 5
"""Twenty calls on which they see the opposite."""


def judged(item, marks, raters=("Ana", "Bo")):
    return [
        Judgement(item, f"c{call}", rater, value or None, line=1)
        for call, values in enumerate(marks)
        for rater, value in zip(raters, values, strict=True)
    ]


def only(marks, **settings):
    return agreement(judged("tone", marks), draws=300, **settings).items[0]


def test_percent_agreement_counts_pairs_of_marks_by_hand():
    # c0: 3 pairs of three marks, 1 the same; c1: 1 pair, the same; c2: one mark, no pair
    found = agreement(judged("tone", [("1", "1", "2"), ("2", "", "2"), ("", "1", "")], "abc"), draws=200).items[0]
    assert found.share == Share(2, 4)
    assert found.share.rate == 0.5


def test_numbers_written_differently_are_the_same_mark():
    assert only([("1", "1.0"), ("2,0", "2"), ("1", "2")]).share == Share(2, 3)


def test_words_have_nominal_alpha_and_unweighted_kappa_only():
    found = only([("yes", "yes"), ("no", "no"), ("yes", "no")])
    assert found.alpha["nominal"].value == pytest.approx(4 / 9)
    assert (found.alpha["ordinal"].value, found.kappa["linear"].value) == (None, None)
    assert "--order" in found.alpha["ordinal"].why
    assert found.kappa["unweighted"].value == pytest.approx((2 / 3 - 4 / 9) / (5 / 9))


def test_words_in_an_order_have_ordinal_alpha_but_no_distances():
    marks = [("low", "Low"), ("mid", "mid"), ("high", "high"), ("low", "mid")]
    found = only(marks, order=("low", "mid", "high"))
    assert found.alpha["ordinal"].value == pytest.approx(0.79)
    assert found.alpha["interval"].value is None
    assert found.table.levels == ("low", "mid", "high")


def test_a_word_without_a_place_in_the_order_is_left_out_and_told():
    found = agreement(judged("tone", [("low", "high"), ("low", "hihg")]), order=("low", "high"), draws=200)
    assert [fault.what for fault in found.faults] == ["'hihg' has no place in the order low, high"]


def test_one_word_among_numbers_makes_words_and_is_named():
    found = agreement(judged("tone", [("1", "2"), ("n/a", "2")]), draws=200)
    assert found.items[0].table.kind == "words"
    assert found.notes[0].startswith("tone: taken as words, since 'n/a' on line 1 is no number")


def test_what_cannot_be_said_is_none_with_the_reason():
    same, single = only([("1", "1")] * 12), only([("1", ""), ("", "2")])
    assert (same.alpha["ordinal"].value, same.share.rate) == (None, 1.0)
    assert "every mark is the same" in same.alpha["ordinal"].why
    assert (single.alpha["nominal"].value, single.share.rate) == (None, None)
    assert single.alpha["nominal"].why == single.kappa["linear"].why == "no call was marked by two raters"
    lone = agreement([*judged("tone", AGREED), *judged("pace", [("1",)], ["Ana"])], draws=200).items[1]
    assert lone.alpha["nominal"].why == "only Ana marked it"


def test_full_agreement_is_1_without_an_interval_that_claims_certainty():
    figure = only(AGREED).alpha["ordinal"]
    assert (figure.value, figure.low, figure.high) == (1.0, None, None)
    assert "nobody disagreed" in figure.why


def test_kappa_of_several_raters_is_the_mean_over_the_pairs_listed():
    found = agreement(judged("tone", [("0", "0", "1"), ("1", "1", "1"), ("0", "1", "0")] * 4, "abc"), draws=200).items[
        0
    ]
    assert [pair.raters for pair in found.pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [pair.units for pair in found.pairs] == [12, 12, 12]
    each = [pair.kappa["linear"].value for pair in found.pairs]
    assert found.kappa["linear"].value == pytest.approx(sum(each) / 3)


def test_an_item_read_differently_by_different_people_is_to_be_written_anew():
    found = agreement([*judged("fine", AGREED), *judged("torn", TORN)], draws=300)
    assert [(advice.item, advice.verdict) for advice in found.advice] == [("torn", "rewrite"), ("fine", "fine")]


def test_an_item_low_by_so_few_calls_that_it_may_be_chance_is_to_be_looked_at():
    marks = [("0", "0"), ("1", "1"), ("2", "2"), ("3", "3"), ("0", "2")] * 2 + [("3", "1"), ("1", "0")]
    advice = advise(only(marks))
    assert advice.verdict == "look"
    assert "may be chance" in advice.why


def test_too_few_calls_are_no_ground_for_advice():
    assert advise(only(TORN[:9])).verdict == "cannot tell"


def test_pooling_items_flatters_and_the_mean_of_items_does_not():
    # on each item the second mark has nothing to do with the first; but one item is mostly passed, the other mostly not
    low, high = [("0", "0")] * 16 + [("0", "1"), ("1", "0")] * 2, [("1", "1")] * 16 + [("0", "1"), ("1", "0")] * 2
    found = agreement([*judged("rare", low), *judged("usual", high)], draws=300)
    assert found.mean_of_items["nominal"].value < 0
    # pooled: 8 of 40 calls differ, 40 marks of each value: 1 - (16 / 80) / ((6400 - 3200) / (80 * 79))
    assert found.together.alpha["nominal"].value == pytest.approx(0.605)


def test_the_pooled_table_takes_calls_whole():
    together = tables([*judged("one", AGREED), *judged("two", TORN)]).together
    assert (len(together.units), together.calls.number) == (40, 20)


def test_leans_over_all_items_are_in_shares_of_each_scale():
    # half a point of 3 on one scale, five points of 30 on the other: a sixth of each
    small = [("0", "1"), ("1", "2"), ("2", "3"), ("0", "1"), ("1", "2"), ("2", "3")]
    large = [(f"{10 * int(one)}", f"{10 * int(other)}") for one, other in small]
    found = agreement([*judged("small", small), *judged("large", large)], draws=200)
    assert found.together.leans[0].raw == pytest.approx(-1 / 6)
    assert found.items[0].leans[0].raw == pytest.approx(-0.5)


def test_the_machine_is_one_more_rater():
    found = agreement(judged("tone", [("0", "0", "1"), ("1", "1", "1")] * 6, ["Ana", "Bo", "machine"]), draws=200)
    assert ("Ana", "machine") in [pair.raters for pair in found.items[0].pairs]
    assert found.together.leans[2].direction == "lenient"


def run(*arguments):
    result = CliRunner().invoke(parafraza.app, ["agree", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def marks(tmp_path):
    rows = [*judged("fine", AGREED), *judged("torn", TORN)]
    lines = [f"{mark.item},{mark.unit},{mark.rater},{mark.value}" for mark in rows]
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(["item,unit,rater,value", *lines]) + "\n", encoding="utf-8")
    return path


def test_agree_prints_json_with_the_keys_other_programs_rely_on(marks):
    result = run(marks, "--json", "--seed", "3")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(said) == [
        *("schema", "file", "seed", "draws", "confidence", "items", "overall", "rewrite", "notes", "faults")
    ]
    assert (said["seed"], said["rewrite"], said["faults"]) == (3, ["torn"], [])
    torn = said["items"][1]
    assert (torn["units"], torn["marks"], torn["verdict"]) == (20, 40, "rewrite")
    assert list(torn["alpha"]) == ["nominal", "ordinal", "interval"]
    assert list(torn["kappa"]["linear"]) == ["value", "low", "high", "why"]
    assert "not corrected" in torn["percent_agreement"]["warning"]
    assert list(said["overall"]["mean_of_items"]) == ["nominal", "ordinal", "interval"]


def test_agree_shows_a_table_and_what_to_do_first(marks):
    shown = run(marks).stdout
    assert "2 items, 20 calls, 2 raters: Ana, Bo" in shown
    assert "Write anew: torn" in shown
    assert "not corrected for chance" in " ".join(shown.split())


def test_agree_does_not_call_an_item_fine_when_it_cannot_be_told(tmp_path):
    path = tmp_path / "marks.csv"
    path.write_text("item,unit,rater,value\ntone,c1,Ana,1\ntone,c1,Bo,2\n", encoding="utf-8")
    shown = " ".join(run(path).stdout.split())
    assert "1 item, 1 call, 2 raters: Ana, Bo" in shown
    assert "It cannot be told yet which items people read differently" in shown
    assert "tone: an interval takes 10 calls with two marks; so far: 1." in shown


def test_agree_ends_with_1_where_rows_were_left_out_and_2_where_the_file_is_of_no_use(marks, tmp_path):
    with marks.open("a", encoding="utf-8") as file:
        file.write("torn,c1,,3\n")
    result = run(marks, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["faults"][0]["line"] == 82
    assert "left out: marks.csv:82, column rater: the cell is empty" in result.stderr
    assert run(tmp_path / "none.csv").exit_code == 2


def test_agree_refuses_an_order_that_is_none(marks):
    result = run(marks, "--order", "low,,low")
    assert result.exit_code == 2
    assert "each word once" in result.stderr
