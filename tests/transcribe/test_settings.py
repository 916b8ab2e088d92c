"""What a user can choose, and the fingerprint of it."""

from dataclasses import replace

import pytest

from transcribe.errors import BadFile
from transcribe.settings import RECORDINGS, TRANSCRIPTS, Settings, read_glossary


@pytest.mark.parametrize(
    "change",
    [
        {"engine": "scripted"},
        {"model": "small"},
        {"speaker_engine": "pyannote"},
        {"speaker_model": "hub"},
        {"speakers": None},
        {"language": "pl"},
        {"glossary": ("Łódź",)},
        {"device": "cuda"},
    ],
)
def test_every_choice_changes_the_fingerprint(change):
    assert replace(Settings(), **change).key() != Settings().key()


def test_who_the_agent_is_changes_no_word_and_no_fingerprint():
    assert Settings(agent="left").key() == Settings().key()


def test_the_same_choices_have_the_same_fingerprint():
    assert Settings(glossary=("a", "b")).key() == Settings(glossary=("a", "b")).key()
    assert len(Settings().key()) == 16


def test_no_ending_is_both_a_recording_and_a_transcript():
    assert RECORDINGS.isdisjoint(TRANSCRIPTS)


def test_a_glossary_is_its_lines_without_remarks_and_blanks(tmp_path):
    path = tmp_path / "names.txt"
    path.write_text("\ufeff# our products\nLumio Lamp\n\n  Żółw  \n # no\n", encoding="utf-8")
    assert read_glossary(path) == ("Lumio Lamp", "Żółw")


def test_a_glossary_that_cannot_be_read_says_so(tmp_path):
    (tmp_path / "latin.txt").write_bytes("Żółw".encode("cp1250"))
    for name in ("latin.txt", "none.txt"):
        with pytest.raises(BadFile, match="the glossary cannot be read") as caught:
            read_glossary(tmp_path / name)
        assert caught.value.where == str(tmp_path / name)
