"""Two channels that hear each other: what is noticed, what is silenced, and what is left alone."""

import numpy as np
import pytest

from tests.sounds import RATE, silence, tone, wav
from transcribe.audio import Recording
from transcribe.call import Span
from transcribe.crosstalk import FRAME, Levels, found
from transcribe.crosstalk import silence as silenced


def talk(seconds, pitch):
    """Four syllables of unlike loudness a second, over and over: a voice as far as levels go."""
    loudness = np.repeat(np.resize([1.0, 0.2, 0.6, 0.1, 0.4], round(seconds * 4)), RATE // 4)
    return tone(seconds, pitch)[: len(loudness)] * loudness[: round(seconds * RATE)]


def turns(*who, pitch, name):
    """Four seconds a turn: the voice where ``name`` speaks, a whisper of noise where another does."""
    hush = np.random.default_rng(ord(name)).standard_normal(4 * RATE) * 1e-4
    return np.concatenate([talk(4.0, pitch) + hush if speaker == name else hush for speaker in who])


ANN = turns("a", "b", "a", "b", pitch=200, name="a")
BOB = turns("a", "b", "a", "b", pitch=330, name="b")


def leaking(decibels, delay=0.0):
    """Both channels, each with the other's voice so many decibels fainter and a delay in seconds later."""
    gain, late = 10 ** (-decibels / 20), round(delay * RATE)
    return tuple(
        own + gain * np.concatenate([np.zeros(late), other])[: len(own)] for own, other in ((ANN, BOB), (BOB, ANN))
    )


def judged(*channels):
    levels = Levels()
    sound = np.stack(channels).astype(np.float32)
    for start in range(0, sound.shape[1], 1000):  # blocks that do not end where frames do
        levels.add(sound[:, start : start + 1000])
    return found(levels.power())


def test_levels_are_the_mean_squares_of_whole_frames_however_the_blocks_fall():
    levels = Levels()
    for size in (300, 900, 1):  # 1201 samples: one frame of 800, and a rest
        levels.add(np.stack([np.full(size, 0.5), np.zeros(size)]).astype(np.float32))
    assert levels.power().tolist() == [[0.25], [0.0]]


def test_channels_of_their_own_are_clean_and_nothing_is_silenced():
    heard = judged(ANN, BOB)
    assert (heard.verdict, heard.silent.any()) == ("clean", False)


def test_a_leak_too_faint_to_be_written_down_is_left_alone():
    assert judged(*leaking(40)).verdict == "clean"


@pytest.mark.parametrize("delay", [0.0, 0.003, 0.012])
@pytest.mark.parametrize("decibels", [6, 12, 25])
def test_a_leak_is_noticed_at_any_distance_and_its_size_told(decibels, delay):
    heard = judged(*leaking(decibels, delay))
    assert heard.verdict == "leaking"
    assert heard.decibels == pytest.approx(decibels, abs=1.5)


def test_each_channel_is_silent_while_the_other_speaks_and_open_while_its_own_does():
    silent = judged(*leaking(12)).silent
    # Twenty frames a second, four seconds a turn; the ends of a turn are left open.
    middles = [slice(80 * turn + 10, 80 * turn + 70) for turn in range(4)]
    assert [[bool(side[part].all()) for part in middles] for side in silent] == [
        [False, True, False, True],
        [True, False, True, False],
    ]
    assert [[bool(side[part].any()) for part in middles] for side in silent] == [
        [False, True, False, True],
        [True, False, True, False],
    ]


def test_a_leak_one_way_silences_one_channel_only():
    heard = judged(ANN, leaking(15)[1])
    assert heard.verdict == "leaking"
    assert heard.silent.any(axis=1).tolist() == [False, True]


def test_both_speaking_at_once_stays_on_both():
    at_once = (np.concatenate([ANN, talk(4.0, 200)]), np.concatenate([BOB, talk(4.0, 330)[::-1]]))
    gain = 10 ** (-12 / 20)
    heard = judged(at_once[0] + gain * at_once[1], at_once[1] + gain * at_once[0])
    assert heard.verdict == "leaking"
    assert heard.silent[:, 330:].mean() < 0.1


@pytest.mark.parametrize("decibels", [1, 3])
def test_voices_as_loud_on_both_channels_are_one_sound(decibels):
    # One side is 3 dB ahead on its channel and the other 3 dB on its own: 6 dB from one to the other, under 8.
    assert judged(*leaking(decibels, delay=0.003)).verdict == "mixed"


def test_nothing_is_concluded_from_no_sound_at_all():
    assert judged(silence(2), silence(2)).verdict == "clean"
    assert judged(np.zeros(10), np.zeros(10)).verdict == "clean"


def test_silent_frames_are_rewritten_with_a_slope_and_the_rest_stays(tmp_path):
    raw = tmp_path / "0.raw"
    raw.write_bytes(np.full(4 * FRAME + 5, 1000, np.int16).tobytes())
    silenced(raw, np.array([False, True, True, False]))
    samples = np.frombuffer(raw.read_bytes(), np.int16)
    assert len(samples) == 4 * FRAME + 5
    # From the middle of an open frame to that of a silent one the sound goes down in a straight line.
    assert samples[[0, FRAME // 2 - 1, FRAME, 3 * FRAME // 2, 2 * FRAME, 4 * FRAME - 1]].tolist() == [
        1000,
        1000,
        500,
        0,
        0,
        1000,
    ]
    assert samples[-5:].tolist() == [1000] * 5  # the rest of a frame at the end


def test_a_recording_of_one_room_says_so_and_each_voice_stays_on_its_channel(tmp_path):
    with Recording(wav(tmp_path / "call.wav", *leaking(12, 0.003))) as recording:
        left, right = recording.sounds()
        assert recording.layout == "many"
        assert "12 dB fainter" in recording.notes[0]
        loud = [[float(np.abs(sound.read(Span(at, at + 3))).max()) for at in (0.5, 4.5)] for sound in (left, right)]
    assert loud[0][0] > 0.1
    assert loud[1][1] > 0.1
    assert loud[0][1] == loud[1][0] == 0.0


def test_a_recording_with_both_voices_on_both_channels_is_heard_once(tmp_path):
    with Recording(wav(tmp_path / "call.wav", *leaking(1, 0.003))) as recording:
        (sound,) = recording.sounds()
        assert (recording.layout, sound.channel) == ("mixed", None)
        assert "both voices are on both channels" in recording.notes[0]


def test_a_clean_recording_is_not_touched(tmp_path):
    with Recording(wav(tmp_path / "call.wav", ANN, BOB)) as recording:
        kept = [np.round(sound.read(Span(0, 16)) * 32768) for sound in recording.sounds()]
        assert (recording.layout, recording.notes) == ("many", [])
    assert all(np.array_equal(one, (two * 32767).astype("<i2")) for one, two in zip(kept, (ANN, BOB), strict=True))
