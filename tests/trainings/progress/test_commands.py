"""``parafraza progress`` and ``parafraza course`` at the terminal."""

import csv
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

import parafraza
from tests.trainings.progress.making import attempt
from trainings.attempts import Attempts
from trainings.progress.texts import texts


@pytest.fixture
def kept(tmp_path):
    """Two answers, the older ten days ago by the clock of this machine."""
    attempts = Attempts(tmp_path / "results" / "attempts.jsonl")
    ago = datetime.now(UTC) - timedelta(days=10)
    attempts.add(attempt(at=ago.isoformat(), answer="So the bed is late, is that right?"))
    attempts.add(attempt("03-01", "not_yet", (ago + timedelta(days=1)).isoformat(), skill="empathy"))
    return attempts


def run(kept, *words):
    return CliRunner().invoke(parafraza.app, [*words, *(["--attempts", str(kept.path)] if kept else [])])


def test_show_tells_in_the_language_asked_for_and_draws_the_picture(kept, tmp_path):
    told = run(kept, "progress", "show", "--lang", "ro", "--picture", str(tmp_path / "p.svg"))
    assert told.exit_code == 0
    assert texts("ro").show["due"].format(count=2) in told.stdout
    assert (tmp_path / "p.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_show_gives_other_programs_the_rule_and_the_counts(kept):
    shown = json.loads(run(kept, "progress", "show", "--json").stdout)
    assert shown["rule"] == {"needed": 4, "last": 5, "delay_days": 3}
    assert [(each["skill"], each["state"], each["attempts"]) for each in shown["skills"]] == [
        ("paraphrase", "practising", 1),
        ("empathy", "practising", 1),
    ]


def test_plan_begins_with_what_is_due(kept):
    steps = json.loads(run(kept, "progress", "plan", "--json").stdout)
    assert [(step["kind"], step["name"]) for step in steps[:2]] == [("review", "03-01"), ("review", "02-02")]
    assert sum(step["minutes"] for step in steps) <= 10


@pytest.mark.parametrize(("form", "read"), [("json", json.load), ("xapi", json.load), ("csv", csv.reader)])
def test_export_writes_each_form(kept, tmp_path, form, read):
    out = tmp_path / "mine"
    assert run(kept, "progress", "export", "--form", form, "-o", str(out)).exit_code == 0
    with out.open(encoding="utf-8") as file:
        assert len(list(read(file))) in {"json": (4,), "xapi": (2,), "csv": (3,)}[form]


def test_erase_wants_to_be_told_what_and_then_does_it(kept):
    assert run(kept, "progress", "erase").exit_code == 2
    assert len(kept.all()) == 2
    assert "erased: 1 attempts" in run(kept, "progress", "erase", "--lesson", "3").stderr
    assert [each.exercise for each in kept.all()] == ["02-02"]
    assert run(kept, "progress", "erase", "--all").exit_code == 0
    assert kept.path.read_text() == ""


def test_erase_says_where_a_copy_is(kept):
    copy = kept.path.with_name("copy.jsonl")
    copy.write_bytes(kept.path.read_bytes())
    told = run(kept, "progress", "erase", "--all")
    assert told.exit_code == 1
    assert "still found in: copy.jsonl" in told.stderr


def test_course_package_is_a_zip_with_its_structure(tmp_path):
    out = tmp_path / "course.zip"
    assert run(None, "course", "package", "--out", str(out), "--lang", "ru", "--lesson", "2").exit_code == 0
    assert {"cmi5.xml", "02/index.html", "shared/cmi5.js"} <= set(zipfile.ZipFile(out).namelist())


def test_a_language_nobody_knows_is_told_without_a_traceback(kept):
    told = run(kept, "progress", "show", "--lang", "de")
    assert told.exit_code == 2
    assert "To fix it: use one of: en, pl, ru, ro" in told.stderr
