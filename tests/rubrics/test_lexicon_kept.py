"""A compiled lexicon kept as a file says what the lexicon says, and is never needed."""

import zlib
from dataclasses import fields

import pytest

from rubrics import prepared
from rubrics.corpus import read
from rubrics.lexicon import compile_text, kept, known_languages
from rubrics.lexicon.loading import FOLDER
from rubrics.tokens import read_line
from tests.rubrics.samples import LITTLE, lexicon

LINES = (
    "that must be really sad",
    "and that must be sad but no",
    "it broken",
    "what anger, I understood how",
    "poor you",
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "places", lambda: iter([tmp_path / "prepared"]))
    return tmp_path / "prepared"


@pytest.fixture
def little(tmp_path):
    path = tmp_path / "en.yaml"
    path.write_text(LITTLE, encoding="utf-8")
    return path


def said_of(lines, own):
    return [own.hits(read_line(line, own.language)) for line in lines]


@pytest.mark.parametrize("language", known_languages())
def test_a_kept_lexicon_hears_in_held_back_lines_what_the_lexicon_hears(language):
    path = FOLDER / f"{language}.yaml"
    own = compile_text(path.read_text(encoding="utf-8"), name=path.name)
    again = kept.unpacked(kept.packed(own))
    for field in fields(own):
        assert field.name == "index" or getattr(again, field.name) == getattr(own, field.name)
    lines = [line.text for line in read(language, "test")]
    heard = said_of(lines, own)
    assert sum(map(bool, heard)) > len(lines) / 2
    assert said_of(lines, again) == heard


def test_a_lexicon_is_compiled_once_and_again_when_it_was_changed(folder, little):
    made = []

    def compiled():
        made.append(little.read_text(encoding="utf-8"))
        return lexicon(made[-1])

    heard = [said_of(LINES, kept.kept(little, compiled)) for _ in range(2)]
    assert (len(made), heard[0]) == (1, heard[1])
    little.write_text(LITTLE.replace("poor you", "poor soul"), encoding="utf-8")
    assert said_of(["poor soul", "poor you"], kept.kept(little, compiled)) == said_of(
        ["poor soul", "poor you"], lexicon(made[-1])
    )
    assert len(made) == 2
    assert len(list(folder.iterdir())) == 1, "what the lexicon was before is gone"


@pytest.mark.parametrize("damage", ["empty", "cut", "a word", "no lexicon", "a node that is not there"])
def test_a_damaged_file_is_thrown_away_and_the_lexicon_is_compiled(folder, little, damage):
    kept.kept(little, lexicon)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    text = whole.partition(b"\n")[2]
    files = {
        "empty": b"",
        "cut": whole[: len(whole) // 2],
        "a word": whole.replace(b"poor", b"rich"),
        "no lexicon": signed(b"[1]"),
        "a node that is not there": signed(text.replace(b'"starts":{"', b'"starts":{"zzz":[999],"')),
    }
    file.write_bytes(files[damage])
    assert said_of(LINES, kept.kept(little, lexicon)) == said_of(LINES, lexicon())
    assert not file.exists()


def signed(text):
    return b"%08x\n" % zlib.crc32(text) + text


def test_where_nothing_can_be_written_the_lexicon_is_compiled(folder, little):
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert said_of(LINES, kept.kept(little, lexicon)) == said_of(LINES, lexicon())


def test_a_file_that_cannot_be_opened_is_no_damage(folder, little, monkeypatch):
    kept.kept(little, lexicon)
    (file,) = folder.iterdir()

    def refuse(_):
        raise OSError("no such device")

    with monkeypatch.context() as patch:
        patch.setattr(type(file), "read_bytes", lambda self: refuse(self) if self == file else b"")
        patch.setattr(kept, "_made_from", lambda _: file.stem.partition("@")[2])
        assert said_of(LINES, kept.kept(little, lexicon)) == said_of(LINES, lexicon())
    assert file.exists()
