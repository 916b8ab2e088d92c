"""The demo calls as they lie in the house: small, and with a truth that fits their sound and their script."""

import hashlib

import pytest

from review.demo.make import HERE, SCRIPTS
from review.demo.script import load_script
from transcribe import formats
from transcribe.call import overlaps

SMALL = 400_000


def length_and_channels(path):
    import av

    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
        return sum(frame.samples for frame in frames) / frames[0].sample_rate, len(stream.layout.channels)


@pytest.fixture(params=SCRIPTS)
def name(request):
    return request.param


@pytest.fixture
def script(name):
    return load_script(HERE / f"{name}.yaml")


@pytest.fixture
def truth(name):
    return formats.read(HERE / "truth" / f"{name}.json")


def test_demo_recording_is_small_and_as_long_as_its_truth_says(name, truth):
    audio = HERE / f"{name}.opus"
    assert audio.stat().st_size < SMALL
    seconds, _ = length_and_channels(audio)
    # Opus fills its last frame, 40 ms, and drops what does not fill one.
    assert seconds == pytest.approx(truth.duration, abs=0.06)
    assert 150 <= seconds <= 210


def test_demo_recording_has_the_channels_its_script_asks_for(name, script):
    _, channels = length_and_channels(HERE / f"{name}.opus")
    assert channels == {"mono": 1, "stereo": 2}[script.channels]


def test_truth_belongs_to_the_recording_beside_it(name, truth):
    audio = (HERE / f"{name}.opus").read_bytes()
    assert truth.provenance.audio_sha256 == hashlib.sha256(audio).hexdigest()


def test_truth_has_its_turns_in_order_and_inside_the_call(truth):
    starts = [turn.span.start for turn in truth.turns]
    assert starts == sorted(starts)
    assert all(turn.span.duration > 0 and turn.span.end < truth.duration for turn in truth.turns)


def test_truth_says_what_the_script_says(script, truth):
    def said(turns):
        return sorted((turn.speaker, turn.text) for turn in turns)

    assert said(truth.turns) == said(script.turns)
    assert truth.language == script.language
    assert {turn.role for turn in truth.turns} == {"agent", "customer"}


def test_truth_names_every_stretch_where_both_speak(script, truth):
    assert truth.provenance.overlap == overlaps((turn.speaker, turn.span) for turn in truth.turns)
    # A listening word, or a turn that begins before the other one ends: each shows as a stretch.
    assert len(truth.provenance.overlap) == sum(1 for line in script.turns if line.overlap)


def test_truth_as_subtitles_says_the_same_at_the_same_times(name, truth):
    subtitles = formats.read(HERE / "truth" / f"{name}.vtt")
    assert [(turn.role, turn.text, turn.span) for turn in subtitles.turns] == [
        (turn.role, turn.text, turn.span) for turn in truth.turns
    ]


def test_stereo_call_has_the_agent_left_and_the_customer_right():
    import av
    import numpy as np

    truth = formats.read(HERE / "truth" / "english.json")
    with av.open(str(HERE / "english.opus")) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        rate = 48_000
    channels = np.concatenate([frame.reshape(-1, 2).T if len(frame) == 1 else frame for frame in frames], axis=1)
    for turn in (truth.turns[0], truth.turns[1]):
        left, right = (
            float(np.sqrt(np.mean(channels[:, round(turn.span.start * rate) : round(turn.span.end * rate)][side] ** 2)))
            for side in (0, 1)
        )
        louder, quieter = (left, right) if turn.role == "agent" else (right, left)
        # 30 dB apart: who is silent is only line noise.
        assert louder > 30 * quieter
