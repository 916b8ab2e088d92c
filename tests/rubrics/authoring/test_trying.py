"""The moves of a rubric's dialogues are found once, together, and kept for as long as what finds them is the same."""

import json
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from rubrics import find_moves, found_with
from rubrics.authoring import kept, trying
from rubrics.values import Move

MORNING = ("agent: Good morning, Northline Parcels.", "customer: My parcel is missing.")
DOBRY = ("agent: Dzień dobry, w czym mogę pomóc?", "customer: Paczka nie przyszła.")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path))
    monkeypatch.setattr(trying, "_FOUND", {})
    return tmp_path / "dialogues" / kept.found_with()


def names(lines, language):
    return [move.name for move in trying.moves_in(lines, language)]


def test_two_languages_are_found_in_processes_of_their_own_as_in_one(home, monkeypatch):
    trying.find_all([(MORNING, "en"), (DOBRY, "pl")])
    together = names(MORNING, "en"), names(DOBRY, "pl")
    monkeypatch.setattr(trying, "_FOUND", {})
    alone = [move.name for move in find_moves(trying.call_of(MORNING, "en"))]
    assert together == (alone, names(DOBRY, "pl"))
    assert "greeting" in together[0]
    assert "open_question" in together[1]


def test_what_was_found_is_kept_by_content_and_read_again(home, monkeypatch):
    trying.find_all([(MORNING, "en")])
    before = trying.moves_in(MORNING, "en")
    monkeypatch.setattr(trying, "_FOUND", {})
    monkeypatch.setattr(trying, "_of_one_language", lambda keys: pytest.fail(f"{keys} were looked for again"))
    trying.find_all([(MORNING, "en")])
    assert trying.moves_in(MORNING, "en") == before
    assert sorted(path.name for path in home.iterdir()) == ["en.json"]


def test_a_damaged_file_counts_as_nothing_kept(home):
    home.mkdir(parents=True)
    for damage in ("{", "[]", json.dumps({kept._name((MORNING, "en")): [{"name": "greeting"}]})):
        (home / "en.json").write_text(damage, encoding="utf-8")
        assert kept.read(home, [(MORNING, "en")]) == {}


def test_what_other_code_or_data_found_is_thrown_away(home):
    old = home.parent / "0123"
    old.mkdir(parents=True)
    kept.keep(home, {(MORNING, "en"): (Move("greeting", 0, None, "Good morning", 0.9, "greeting.v1"),)})
    assert (old.exists(), home.is_dir()) == (False, True)


def test_a_changed_lexicon_has_another_name_for_what_is_kept(tmp_path, monkeypatch):
    (tmp_path / "lexicon").mkdir()
    monkeypatch.setattr(found_with, "ROOM", tmp_path)
    named = []
    for cue in ("good morning", "good evening"):
        (tmp_path / "lexicon" / "en.yaml").write_text(cue, encoding="utf-8")
        named.append(found_with.found_with.__wrapped__())
    assert named[0] != named[1]


def test_with_a_detector_of_another_package_nothing_is_kept(home, monkeypatch):
    foreign = EntryPoint("theirs", "theirs:detector", "parafraza.move_detector")
    monkeypatch.setattr(kept, "entry_points", lambda: EntryPoints([foreign]))
    assert kept.folder() is None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept.keep(tmp_path / "file" / "below", {(MORNING, "en"): ()})
    assert kept.read(tmp_path / "file" / "below", [(MORNING, "en")]) == {}


def test_a_process_that_dies_leaves_its_dialogues_to_this_one(home, monkeypatch):
    def dies(*_args, **_settings):
        raise trying.BrokenProcessPool

    monkeypatch.setattr(trying, "ProcessPoolExecutor", dies)
    trying.find_all([(MORNING, "en"), (DOBRY, "pl")])
    assert ("greeting" in names(MORNING, "en"), "open_question" in names(DOBRY, "pl")) == (True, True)
