"""Two runs at once over one folder, and disks that will not take what is written."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from review import running
from review.running import LOCK
from tests.reviewing import WHOLE, contents, names, outcomes
from tests.scripts import TALK, recorded, script
from tests.sounds import tone, wav

REPOSITORY = Path(__file__).parents[2]


def test_a_recording_another_run_is_at_is_left_to_it(tmp_path, review):
    recorded(tmp_path / "calls" / "ann.wav")
    recorded(tmp_path / "calls" / "bob.wav", pitch=250)
    folder = tmp_path / "out" / "ann"
    folder.mkdir(parents=True)
    with FileLock(folder / LOCK):
        results, heard = review()
    assert outcomes(results) == [("ann.wav", "skipped"), ("bob.wav", "done")]
    assert heard == ["bob.wav"]
    assert "another run is at this recording" in results[0].error
    assert outcomes(review()[0]) == [("ann.wav", "done"), ("bob.wav", "skipped")]


def command(tmp_path, *more):
    return [
        *(sys.executable, "-m", "parafraza", "review", str(tmp_path / "calls"), "--out", str(tmp_path / "out")),
        *("--engine", "scripted", "--rubric", str(tmp_path / "small.yaml"), "--json", *more),
    ]


def test_two_runs_at_once_over_one_folder_share_the_work(tmp_path, rubric):
    for number in range(6):
        recorded(tmp_path / "calls" / f"call {number}.wav", pitch=200 + 30 * number)
    runs = [
        subprocess.Popen(command(tmp_path), cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [json.loads(run.communicate(timeout=120)[0]) for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    ways = [sorted((one["outcome"], other["outcome"])) for one, other in zip(*told, strict=True)]
    # Each call was done by exactly one of the two; the other found it done, or being done.
    assert ways == [["done", "skipped"]] * 6
    assert all(names(tmp_path / "out" / f"call {number}") == WHOLE for number in range(6))


FULL = {"open": errno.ENOSPC, "fsync": errno.ENOSPC, "replace": errno.EDQUOT}


@pytest.mark.parametrize("step", FULL)
def test_on_a_full_disk_a_result_is_whole_or_not_there(tmp_path, review, monkeypatch, step):
    recorded(tmp_path / "calls" / "ann.wav")
    folder = tmp_path / "out" / "ann"

    def full(*_, **__):
        raise OSError(FULL[step], os.strerror(FULL[step]))

    keep = Path.open
    with monkeypatch.context() as patch:
        if step == "open":
            patch.setattr(
                Path, "open", lambda path, mode="r", *a, **k: full() if "x" in mode else keep(path, mode, *a, **k)
            )
        elif step == "fsync":
            patch.setattr("transcribe.formats.whole.os.fsync", full)
        else:
            patch.setattr(Path, "replace", full)
        results, _ = review()
    assert outcomes(results) == [("ann.wav", "failed")]
    assert "could not be written" in results[0].error
    assert not folder.exists()
    assert outcomes(review()[0]) == [("ann.wav", "done")]
    assert names(folder) == WHOLE


def test_a_disk_that_fills_up_midway_keeps_the_old_results_and_the_next_run_mends_it(tmp_path, review, monkeypatch):
    recorded(tmp_path / "calls" / "ann.wav")
    review()
    before = contents(tmp_path / "out" / "ann")
    recorded(tmp_path / "calls" / "ann.wav", *TALK[:2], pitch=250)
    keep = running.write_whole

    def full(path, content):
        if path.name == "scorecard.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        keep(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(running, "write_whole", full)
        results, _ = review()
    assert results[0].outcome == "failed"
    assert "free some space on the disk and run the same command again" in results[0].error
    assert contents(tmp_path / "out" / "ann")["scorecard.json"] == before["scorecard.json"]
    results, heard = review()
    assert (results[0].outcome, heard) == ("done", [])


@pytest.mark.parametrize(
    ("limit", "what"), [(8_000, "there is no room to decode a recording"), (24_000, "the report cannot be written")]
)
def test_a_real_limit_on_file_sizes_leaves_no_half_results(tmp_path, rubric, limit, what):
    # Half a second is 16,000 bytes a channel at 16 kHz; the page of the report is more than twice that.
    (tmp_path / "calls").mkdir()
    path = wav(tmp_path / "calls" / "ann.wav", tone(0.5), tone(0.5, 500))
    script(path, ("agent", "Good morning"), ("customer", "Hello"), seconds=0.25)
    code = (
        "import resource, parafraza\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))\n"
        "parafraza.main()"
    )
    run = subprocess.run(
        [sys.executable, "-B", "-c", code, *command(tmp_path)[3:]],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, "Traceback" in run.stderr) == (1, False)
    (told,) = json.loads(run.stdout)
    assert told["outcome"] == "failed"
    assert what in told["error"]
    assert not (tmp_path / "out" / "ann" / "report.html").exists()
    assert not list((tmp_path / "out").rglob("*.part"))
