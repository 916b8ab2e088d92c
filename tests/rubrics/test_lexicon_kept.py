"""A compiled lexicon kept as a file says what the lexicon says, and is never needed."""

import zlib
from dataclasses import fields
from pathlib import Path

import pytest

from rubrics import prepared, tokens, vocabulary, yamlfile
from rubrics.corpus import read
from rubrics.lexicon import compile_text, kept, known_languages, load, loading
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

CODE = (
    *(Path(module.__file__) for module in (tokens, vocabulary, yamlfile)),
    *sorted(Path(kept.__file__).parent.glob("*.py")),
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

    def compiled(text):
        made.append(text)
        return lexicon(text)

    heard = [said_of(LINES, kept.kept(little, compiled)) for _ in range(2)]
    assert (len(made), heard[0]) == (1, heard[1])
    little.write_text(LITTLE.replace("poor you", "poor soul"), encoding="utf-8")
    assert said_of(["poor soul", "poor you"], kept.kept(little, compiled)) == said_of(
        ["poor soul", "poor you"], lexicon(made[-1])
    )
    assert len(made) == 2
    assert len(list(folder.iterdir())) == 1, "what the lexicon was before is gone"


@pytest.mark.parametrize("damage", ["empty", "cut", "a word", "no lexicon at all"])
def test_a_damaged_file_is_thrown_away_and_the_lexicon_is_compiled(folder, little, damage):
    kept.kept(little, lexicon)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    files = {
        "empty": b"",
        "cut": whole[: len(whole) // 2],
        "a word": whole.replace(b"poor", b"rich"),
        "no lexicon at all": b"%08x\n{" % zlib.crc32(b"{"),
    }
    file.write_bytes(files[damage])
    assert said_of(LINES, kept.kept(little, lexicon)) == said_of(LINES, lexicon())
    assert not file.exists()


def test_where_nothing_can_be_written_the_lexicon_is_compiled(folder, little):
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert said_of(LINES, kept.kept(little, lexicon)) == said_of(LINES, lexicon())


def test_a_file_that_cannot_be_opened_is_no_damage(folder, little, monkeypatch):
    kept.kept(little, lexicon)
    (file,) = folder.iterdir()
    read_bytes = Path.read_bytes

    def refuse(self):
        if self == file:
            raise OSError("no such device")
        return read_bytes(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert said_of(LINES, kept.kept(little, lexicon)) == said_of(LINES, lexicon())
    assert file.exists()


def test_what_another_code_or_other_forms_had_made_is_not_read(folder, little, monkeypatch):
    def names():
        kept.kept(little, lexicon)
        return [file.name for file in folder.iterdir()]

    first = names()
    monkeypatch.setattr(kept, "CODE", "of another version")
    second = names()
    monkeypatch.setattr(kept, "HERE", little.parent)
    (little.parent / "forms").mkdir()
    (little.parent / "forms" / "en.txt").write_text("understand: understood\n", encoding="utf-8")
    third = names()
    assert len(first) == len(second) == len(third) == 1
    assert len({*first, *second, *third}) == 3


def test_the_code_s_hash_is_of_what_its_files_hold(tmp_path):
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text("a = 1", encoding="utf-8")
    before = kept.hash_of(one, other)
    assert kept.hash_of(one, other) == before
    other.write_text("b = 2", encoding="utf-8")
    assert kept.hash_of(one, other) != before
    assert kept.hash_of(*CODE) == kept.CODE


def test_a_shipped_lexicon_is_kept_when_it_is_loaded(folder, monkeypatch):
    load.cache_clear()
    first = load("pl")
    assert [file.name.partition("@")[0] for file in folder.iterdir()] == ["lexicon-pl"]
    monkeypatch.setattr(loading, "compile_text", lambda *_, **__: pytest.fail("it was kept"))
    load.cache_clear()
    assert load("pl").entries == first.entries
    load.cache_clear()
