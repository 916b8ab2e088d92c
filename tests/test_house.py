"""The house as a whole: light to enter, its doors the ones named, nothing of one machine written into it."""

import json
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
ROOMS = ("transcribe", "rubrics", "review")
HEAVY = ("torch", "torchaudio", "whisper", "pyannote", "faster_whisper", "ctranslate2", "nltk", "av")
BEHIND_AN_ENGINE = {"transcribe.speakers.pipeline"}
"""Modules that import torch at their top, and that only an engine imports."""

DOORS = {
    "transcribe": [
        *("BadAudio", "BadFile", "Call", "Dropped", "FixableError", "MissingPart", "ParafrazaError", "Provenance"),
        *("Span", "Turn", "UnknownName", "Word", "call"),
    ],
    "rubrics": ["Mark", "Move", "RubricRef", "Scorecard", "find_moves", "find_moves_in_lines", "score"],
    "parafraza": ["find_moves", "main", "score", "transcribe", "write_report"],
    "review.reports": ["Measures", "languages", "measure", "write_report"],
}


def loaded_after(code):
    """The names of all modules that a fresh Python has loaded after some code."""
    script = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=True
    )
    return set(json.loads(run.stderr.splitlines()[-1]))


def modules():
    """Every module of the rooms, but those that are programs."""
    for room in ROOMS:
        package = import_module(room)
        yield room
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if not found.name.endswith("__main__"):
                yield found.name


def tracked():
    """The files of the repository that hold text, with it."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        path = REPOSITORY / name
        if not path.is_file():
            continue  # deleted, and not yet told to git
        try:
            yield name, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # sound


@pytest.mark.parametrize(
    "door", ["rubrics", "transcribe", "parafraza", "review", "transcribe.engines", "review.running"]
)
def test_entering_loads_nothing_heavy(door):
    assert loaded_after(f"import {door}").isdisjoint(HEAVY)


def test_help_loads_nothing_heavy_and_no_room_but_its_own():
    loaded = loaded_after(
        "import contextlib, io, parafraza, sys\n"
        "sys.argv = ['parafraza', '--help']\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): parafraza.main()"
    )
    assert loaded.isdisjoint({*HEAVY, "numpy", "pydantic", "rubrics.moves"})


def test_a_scripted_call_needs_no_engine_and_no_torch(tmp_path):
    from tests.scripts import recorded

    recorded(tmp_path / "ann.wav")
    code = f"import transcribe; assert transcribe.call({str(tmp_path / 'ann.wav')!r}, engine='scripted').turns"
    assert loaded_after(code).isdisjoint({*HEAVY} - {"av"})


@pytest.mark.parametrize("room", DOORS)
def test_the_doors_of_a_room_are_exactly_these(room):
    module = import_module(room)
    assert module.__all__ == DOORS[room]
    assert all(callable(getattr(module, name)) for name in module.__all__)


def test_every_module_can_be_imported():
    names = set(modules())
    assert names >= {"transcribe.listen", "rubrics.scorecard", "review.running", *BEHIND_AN_ENGINE}
    for name in names - BEHIND_AN_ENGINE:
        import_module(name)


@pytest.mark.engine
@pytest.mark.filterwarnings("ignore")  # other people's advice to programmers, on import
def test_the_modules_behind_an_engine_can_be_imported():
    for name in BEHIND_AN_ENGINE:
        import_module(name)


def test_the_heavy_imports_are_known_to_the_linter():
    settings = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    banned = re.search(r"banned-module-level-imports = \[(.*)\]", settings)[1]
    assert set(HEAVY) <= set(re.findall(r'"(\w+)"', banned))


def test_no_file_names_a_place_on_one_machine():
    places = re.compile(r"(?<![\w.:/~}-])/(?:home|root|work|Users|mnt|srv)/\w+")
    found = [f"{name}: {place[0]}" for name, text in tracked() for place in places.finditer(text)]
    assert found == []


def test_no_file_names_a_package_registry():
    hosts = re.compile(r"https?://[\w.-]*(?:pypi|pythonhosted|registry|artifact|nexus|devpi|mirror|proxy)[\w.-]*", re.I)
    settings = re.compile(r"^[^#\n]*(?:--(?:extra-)?index-url|--trusted-host)[ =]", re.M)
    found = [
        f"{name}: {host[0]}" for name, text in tracked() for host in (*hosts.finditer(text), *settings.finditer(text))
    ]
    assert found == []


def test_no_file_of_code_is_over_400_lines_long():
    long = {
        name: text.count("\n")
        for name, text in tracked()
        if name.endswith(".py") and name.split("/")[0] in (*ROOMS, "parafraza.py") and text.count("\n") > 400
    }
    assert long == {}
