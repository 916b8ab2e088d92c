"""pyannote: what it is given, what is made of its answer, what a person is told; and the real one, where it is."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.sounds import noise, silence, tone, wav
from transcribe import weights
from transcribe.audio import SAMPLE_RATE, Recording
from transcribe.call import Span
from transcribe.errors import MissingPart
from transcribe.speakers import Voices
from transcribe.speakers.engine import COMMUNITY, Pyannote, quiet

DEMO = Path(__file__).parents[3] / "review" / "demo" / "english.opus"


class Tracks:
    """Answers as a pyannote annotation does."""

    def __init__(self, *tracks):
        self.tracks = tracks

    def itertracks(self, yield_label):
        assert yield_label
        for start, end, label in self.tracks:
            yield SimpleNamespace(start=start, end=end), "track", label


def engine_that_answers(answer, asked=None, **settings):
    def pipeline(file, num_speakers):
        if asked is not None:
            asked.append((file, num_speakers))
        return answer

    engine = Pyannote(**settings)
    engine.__dict__["_loaded"] = pipeline
    return engine


@pytest.fixture
def sound(tmp_path):
    with Recording(wav(tmp_path / "call.wav", tone(6))) as recording:
        yield recording.sounds()[0]


def test_tracks_become_voices_in_order_and_inside_the_recording(sound):
    answer = Tracks((4.0, 9.0, "B"), (-0.01, 3.0, "A"), (2.5, 3.5, "B"), (6.0, 7.0, "A"))
    voices = engine_that_answers(answer).separate(sound, 2)
    assert voices.spans == (("A", Span(0, 3)), ("B", Span(2.5, 3.5)), ("B", Span(4, 6)))
    assert voices.overlap == (Span(2.5, 3),)
    assert voices.notes == ()


def test_the_answer_of_newer_pipelines_is_unwrapped(sound):
    wrapped = SimpleNamespace(speaker_diarization=Tracks((0, 1, "A"), (1, 2, "B")))
    assert engine_that_answers(wrapped).separate(sound, 2).speakers == ("A", "B")


def test_fewer_voices_than_asked_for_is_told(sound):
    one = Tracks((0, 5, "A"))
    assert engine_that_answers(one).separate(sound, 2).notes == ("1 of 2 voices could be told apart",)
    assert engine_that_answers(one).separate(sound, None).notes == ()
    assert engine_that_answers(Tracks()).separate(sound, 2) == Voices(())


def test_the_embedded_pipeline_reads_piece_by_piece(sound):
    asked = []
    engine_that_answers(Tracks(), asked).separate(sound, 3)
    ((file, number),) = asked
    assert number == 3
    assert "waveform" not in file
    assert len(file["read"](Span(1, 3))) == 2 * SAMPLE_RATE
    assert file["duration"] == 6.0


@pytest.mark.parametrize(("given", "name"), [("hub", COMMUNITY), ("org/mine", "org/mine"), ("embedded", "embedded")])
def test_the_pipeline_is_part_of_the_settings(given, name):
    assert Pyannote(given).settings() == {"pipeline": name}


def test_telemetry_is_off_whatever_the_environment_says(monkeypatch):
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "1")
    quiet()
    assert os.environ["PYANNOTE_METRICS_ENABLED"] == "0"


def test_telemetry_is_off_before_pyannote_is_looked_for(sound, monkeypatch):
    seen = []
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "1")
    monkeypatch.setattr(
        "transcribe.speakers.engine.find_spec", lambda _: seen.append(os.environ["PYANNOTE_METRICS_ENABLED"])
    )
    with pytest.raises(MissingPart, match=r"pyannote\.audio is not installed"):
        Pyannote().separate(sound, 2)
    assert seen == ["0"]


def test_missing_weights_name_the_command_that_brings_them(sound, tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "none"))
    with pytest.raises(MissingPart, match=r"'segmentation-3.0' are not on this machine.*\n.*models fetch segmentation"):
        Pyannote().separate(sound, 2)


def test_corrupted_weights_are_not_loaded(sound, tmp_path, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path))
    folder = tmp_path / "weights" / "segmentation-3.0"
    folder.mkdir(parents=True)
    (folder / "pytorch_model.bin").write_bytes(b"not the model")
    with pytest.raises(MissingPart, match=r"SHA-256 differs\); not loaded"):
        Pyannote().separate(sound, 2)


# What a person is told when a pipeline cannot be had; pyannote itself is not loaded for it.


def told(engine, *, local=False, error=None):
    return str(engine._not_loaded(local, error))


def test_without_a_token_a_gated_pipeline_says_how_to_get_one(monkeypatch):
    monkeypatch.delenv("HF_TOKEN", raising=False)
    message = told(Pyannote("hub"), error=OSError("401 Client Error\nmore"))
    assert f"{COMMUNITY!r} cannot be had: there is no token, and the hub did not give it (401 Client Error)" in message
    assert "set HF_TOKEN or pass --token" in message


def test_a_token_that_does_not_open_it_is_told_as_refused():
    assert "the token was refused or the hub did not give it" in told(Pyannote("hub", token="hf_x"))  # noqa: S106


def test_a_broken_pipeline_folder_says_which_file_to_look_at(tmp_path):
    message = told(Pyannote(str(tmp_path)), local=True, error=ValueError("no pipeline"))
    assert (
        message == f"{tmp_path}: the pipeline folder cannot be loaded (no pipeline)\nTo fix it: check its config.yaml"
    )


@pytest.mark.engine
def test_no_network_and_no_token_is_a_clear_error(sound, monkeypatch):
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(MissingPart, match="there is no token"):
        Pyannote("hub").separate(sound, 2)


@pytest.mark.engine
def test_a_pipeline_folder_without_a_pipeline_is_a_clear_error(sound, tmp_path):
    with pytest.raises(MissingPart, match="the pipeline folder cannot be loaded"):
        Pyannote(str(tmp_path)).separate(sound, 2)


@pytest.mark.engine
def test_pyannote_itself_says_that_its_telemetry_is_off():
    code = (
        "from transcribe.speakers.engine import Pyannote; Pyannote()._loaded\n"
        "from pyannote.audio.telemetry.metrics import is_metrics_enabled; print(is_metrics_enabled())"
    )
    environment = {**os.environ, "PYANNOTE_METRICS_ENABLED": "1"}
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout == "False\n"


@pytest.mark.engine
def test_the_voice_network_gives_a_vector_of_192_for_each_picture():
    import torch

    from transcribe.speakers.campplus import CamPlusPlus

    network = CamPlusPlus(weights.folder("campplus") / "campplus_cn_en_common.pt")
    pictures = torch.from_numpy(np.random.default_rng(1).standard_normal((2, 150, 80)).astype(np.float32))
    with torch.inference_mode():
        together = network(pictures)
        alone = network(pictures[:1])
    assert together.shape == (2, 192)
    assert torch.allclose(together[:1], alone, atol=1e-4)  # a picture's vector does not depend on its neighbours
    assert not torch.allclose(together[0], together[1], atol=1e-2)


@pytest.fixture(scope="module")
def embedded():
    return Pyannote()


@pytest.mark.engine
@pytest.mark.parametrize("samples", [silence(3), noise(12), tone(2)], ids=["silence", "noise", "two seconds of a hum"])
def test_a_recording_without_voices_has_none_or_one(embedded, tmp_path, samples):
    with Recording(wav(tmp_path / "call.wav", samples)) as recording:
        voices = embedded.separate(recording.sounds()[0], 2)
    assert len(voices.speakers) <= 1
    assert all(span.end <= recording.duration for _, span in voices.spans)


@pytest.mark.engine
def test_of_a_real_two_channel_call_one_channel_is_one_voice(embedded):
    with Recording(DEMO) as recording:
        agent = replace(recording.sounds()[0], duration=40.0)
        voices = embedded.separate(agent, 2)
    assert len(voices.speakers) == 1
    assert voices.notes == ("1 of 2 voices could be told apart",)


@pytest.mark.engine
@pytest.mark.parametrize(
    ("duration", "starts"),
    [(5, [0]), (129, [0]), (129.1, [0, 120]), (249, [0, 120]), (250, [0, 120, 240]), (600, [0, 120, 240, 360, 480])],
)
def test_blocks_share_nine_seconds_and_the_last_reaches_the_end(duration, starts):
    from transcribe.speakers.pipeline import _starts

    assert list(_starts(duration, 120, 9)) == starts


@pytest.mark.engine
@pytest.mark.parametrize(
    ("duration", "count"),
    [(7, 1), (118, 109), (125, 116), (131, 122), (250.5, 242)],  # one a second from 0 to the length less 10, rounded up
)
def test_windows_lie_where_they_were_cut(duration, count):
    import torch

    from transcribe.speakers.pipeline import CallDiarization

    class Segmentation:
        """Windows a second apart, the last one padded, as pyannote cuts them; each marks the frame of its second."""

        duration, step = 10.0, 1.0

        def __call__(self, file):
            (samples,) = file["waveform"]
            number = 1 + -(-(len(samples) - 10 * SAMPLE_RATE) // SAMPLE_RATE)
            active = torch.zeros(number, 1000, 3)
            for window in range(number):
                active[window, int(samples[window * SAMPLE_RATE]), 0] = 1
            return SimpleNamespace(data=active.numpy())

    def read(span):
        return (
            np.arange(round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE), dtype=np.float32) // SAMPLE_RATE
        )

    windows = CallDiarization._windows(SimpleNamespace(_segmentation=Segmentation()), read, duration)
    assert windows.active[:, :, 0].argmax(1).tolist() == list(range(count))
