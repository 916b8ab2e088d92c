import json

import numpy as np
import pytest

from rubrics.heads import joint as room
from rubrics.heads.joint import COLUMNS, Evidence, columns, fit_joint, joint, odds, read_back, written
from transcribe.errors import BadFile, MissingPart

MOVES = ("open_question", "closed_question", "apology")


def evidence(chances, cues, words=7.0):
    row = np.array([chances], np.float32)
    heard = np.array([cues], np.float32)
    return Evidence(row, heard, heard, np.array([words], np.float32))


def test_the_columns_of_a_line_are_as_worked_out_by_hand():
    # odds: ln(.5/.5) = 0, ln(.2/.8) = -1.386, ln(.8/.2) = 1.386; all moves .5 + .2 + .8 = 1.5; questions .7: ln(7/3)
    # words 7: ln(8) / 3 = 0.693
    rows = columns(evidence([0.5, 0.2, 0.8], [0.0, 0.9, 0.0]), MOVES)
    assert rows.shape == (1, 3, len(COLUMNS))
    closed = dict(zip(COLUMNS, rows[0, 1], strict=True))
    assert closed["head"] == pytest.approx(-1.386, abs=1e-3)
    assert closed["cue"] == pytest.approx(0.9)
    assert closed["heard"] == 1.0
    assert closed["head x cue"] == pytest.approx(-1.386 * 0.9, abs=1e-3)
    assert closed["all moves"] == pytest.approx(1.5)
    assert closed["question"] == pytest.approx(0.847, abs=1e-3)
    assert (closed["best other"], closed["next other"]) == (pytest.approx(0.8), pytest.approx(0.5))
    assert closed["other cues"] == pytest.approx(0.0)
    assert closed["length"] == pytest.approx(0.693, abs=1e-3)
    apology = dict(zip(COLUMNS, rows[0, 2], strict=True))
    assert (apology["best other"], apology["next other"]) == (pytest.approx(0.5), pytest.approx(0.2))
    assert apology["other cues"] == pytest.approx(0.9)


def test_certainty_is_kept_finite():
    # ln(.999/.001) = 6.907
    assert odds(np.array([0.0, 1.0], np.float32)) == pytest.approx([-6.907, 6.907], abs=1e-3)


def learned():
    chance = np.random.default_rng(1)
    labels = chance.random((300, 3)) < 0.3
    head = np.where(labels, 0.7, 0.1).astype(np.float32)
    cues = np.where(labels & (chance.random((300, 3)) < 0.5), 0.9, 0.0).astype(np.float32)
    known = Evidence(head, cues, cues, np.full(300, 7, np.float32))
    return known, labels, fit_joint(known, labels, np.zeros((300, 3), bool), MOVES)


def test_curves_learn_what_head_and_cues_agree_on():
    known, labels, curves = learned()
    assert ((curves(known) >= 0.5) == labels).mean() > 0.99


def test_curves_say_what_each_column_adds():
    known, _, curves = learned()
    first = Evidence(*(part[:1] for part in known))
    parts = curves.parts(first, "apology")
    assert set(parts) == {*COLUMNS, "usual"}
    chance = 1 / (1 + np.exp(-sum(parts.values())))
    assert chance == pytest.approx(float(curves(first)[0, 2]), abs=1e-5)


def test_kept_curves_come_back_with_their_moves_in_order():
    _, _, curves = learned()
    kept = json.loads(json.dumps(written({"agent": {"words": curves}})))
    back = read_back(kept["agent"]["words"])
    assert back.moves == MOVES
    assert np.abs(back.weights - curves.weights).max() <= 5e-5


@pytest.fixture
def folder(tmp_path):
    _, _, curves = learned()
    text = json.dumps({"languages": {"xx": written({"agent": {"words": curves}})}})
    (tmp_path / room.FILE).write_text(text)
    digest = room.hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / "manifest.json").write_text(json.dumps({"heads": {}, "joint_sha256": digest}))
    return tmp_path


def test_curves_are_found_by_language_variant_and_side(folder):
    assert joint("xx", "words", "agent", folder).moves == MOVES
    assert joint("xx", "vectors", "agent", folder) is None
    assert joint("yy", "words", "agent", folder) is None


def test_curves_that_were_changed_are_refused(folder):
    (folder / room.FILE).write_text("{}")
    with pytest.raises(BadFile, match="not those their manifest describes"):
        joint("xx", "words", "agent", folder)


def test_curves_that_are_gone_are_a_missing_part(folder):
    (folder / room.FILE).unlink()
    with pytest.raises(MissingPart, match="not there"):
        joint("xx", "words", "agent", folder)


@pytest.mark.parametrize("language", ["en", "pl", "ru", "ro"])
@pytest.mark.parametrize("side", ["agent", "customer"])
@pytest.mark.parametrize("variant", ["words", "vectors"])
def test_shipped_curves_know_the_moves_of_their_head_in_its_order(language, side, variant):
    from rubrics.heads import load

    assert joint(language, variant, side).moves == load(language, "words").sides[side].moves
