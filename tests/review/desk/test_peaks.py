"""The waveform, worked out once."""

import json

import pytest

from review.desk import peaks as module
from review.desk.peaks import COLUMNS, peaks
from tests.sounds import silence, tone, wav
from transcribe.errors import BadAudio


def test_a_loud_half_and_a_silent_half_are_two_halves_of_the_columns(tmp_path):
    import numpy as np

    recording = wav(tmp_path / "half.wav", np.concatenate([tone(4.0), silence(4.0)]))
    found = peaks(recording, tmp_path / "cache", "ab" * 32)
    (channel,) = found["channels"]
    assert (found["duration"], len(channel)) == (8.0, COLUMNS)
    assert max(channel) == 100
    assert max(channel[COLUMNS // 2 + 1 :]) == 0
    assert sum(peak > 10 for peak in channel[: COLUMNS // 2]) > 0.9 * COLUMNS / 2


def test_each_side_of_a_call_has_its_own_waveform(tmp_path):
    recording = wav(tmp_path / "both.wav", tone(2.0, 200), tone(2.0, 500, level=0.15))
    loud, soft = peaks(recording, tmp_path / "cache", "cd" * 32)["channels"]
    assert max(loud) == 100
    assert 40 <= max(soft) <= 60  # half as loud


def test_the_second_time_it_comes_from_the_cache(tmp_path, monkeypatch):
    recording = wav(tmp_path / "once.wav", tone(1.0))
    first = peaks(recording, tmp_path / "cache", "ef" * 32)
    monkeypatch.setattr(module, "Recording", None)
    recording.unlink()
    assert peaks(recording, tmp_path / "cache", "ef" * 32) == first
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [f"{'ef' * 32}.peaks.json"]


@pytest.mark.parametrize("content", ["{", json.dumps({"schema": 0}), "[]"])
def test_a_broken_cache_is_made_again(tmp_path, content):
    (tmp_path / "x.peaks.json").write_text(content)
    assert peaks(wav(tmp_path / "a.wav", tone(1.0)), tmp_path, "x")["duration"] == 1.0


def test_a_file_that_is_no_recording_is_told(tmp_path):
    (tmp_path / "a.wav").write_text("no sound")
    with pytest.raises(BadAudio):
        peaks(tmp_path / "a.wav", tmp_path, "y")
