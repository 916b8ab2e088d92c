"""Recordings of every kind, whole and broken, made here and read back."""

import errno
import os
import socket
import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from tests.sounds import RATE, encoded, gsm_wav, noise, silence, tone, wav
from transcribe import audio
from transcribe.audio import Recording, sha256
from transcribe.call import Span
from transcribe.errors import BadAudio, FixableError


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """Where raw samples go; whatever a test does, nothing may stay there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def pitch(samples):
    """The strongest frequency, in Hz."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return spectrum.argmax() * RATE / len(samples)


def refused(path, what):
    with pytest.raises(BadAudio, match=what) as caught:
        Recording(path)
    assert caught.value.where == str(path)
    assert caught.value.fix


FORMS = [
    ("wav", "pcm_s16le", 8000),
    ("wav", "pcm_u8", 8000),
    ("wav", "pcm_s24le", 48000),
    ("wav", "pcm_f32le", 44100),
    ("wav", "pcm_mulaw", 8000),
    ("wav", "pcm_alaw", 8000),
    ("wav", "adpcm_ima_wav", 8000),
    ("mp3", "libmp3lame", 44100),
    ("mp3", "libmp3lame", 8000),
    ("m4a", "aac", 44100),
    ("ogg", "libopus", 48000),
    ("opus", "libopus", 16000),
    ("flac", "flac", 22050),
    ("webm", "libopus", 48000),
    ("mka", "ac3", 32000),
    ("amr", "libopencore_amrnb", 8000),
    ("aiff", "pcm_s16be", 11025),
]


@pytest.mark.parametrize(("ending", "codec", "rate"), FORMS)
def test_a_recording_of_any_kind_becomes_16_khz_of_the_same_sound(tmp_path, ending, codec, rate):
    path = encoded(tmp_path / f"call.{ending}", codec, tone(2, pitch=440), rate=rate)
    with Recording(path) as recording:
        (sound,) = recording.sounds()
        samples = sound.read(Span(0, recording.duration))
    assert recording.layout == "one"
    assert recording.duration == pytest.approx(2, abs=0.15)  # codecs add up to a tenth of a second of padding
    assert len(samples) == round(recording.duration * RATE)
    assert pitch(samples) == pytest.approx(440, abs=2)
    assert recording.notes == []


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 32000, 44100, 48000])
def test_two_seconds_are_two_seconds_at_any_rate(tmp_path, rate):
    with Recording(wav(tmp_path / "call.wav", tone(2), rate=rate)) as recording:
        assert recording.duration == pytest.approx(2, abs=0.001)


@pytest.mark.parametrize(
    ("ending", "codec"), [("mp4", "aac"), ("webm", "libopus"), ("mkv", "aac"), ("avi", "libmp3lame")]
)
def test_the_sound_of_a_video_is_read(tmp_path, ending, codec):
    picture = ending != "webm"  # the small film is MPEG-4, which WebM does not hold
    path = encoded(tmp_path / f"call.{ending}", codec, tone(2, pitch=330), rate=48000, picture=picture)
    with Recording(path) as recording:
        (sound,) = recording.sounds()
        assert pitch(sound.read(Span(0.5, 1.5))) == pytest.approx(330, abs=2)


def test_gsm_of_a_telephone_recorder_is_read(tmp_path):
    with Recording(gsm_wav(tmp_path / "call.wav", blocks=50)) as recording:
        assert recording.duration == pytest.approx(50 * 0.04, abs=0.001)


def test_a_stretch_is_read_from_its_place(tmp_path):
    path = wav(tmp_path / "call.wav", np.concatenate([tone(1, 200), tone(1, 400), tone(1, 800)]))
    with Recording(path) as recording:
        (sound,) = recording.sounds()
        assert pitch(sound.read(Span(1, 2))) == pytest.approx(400, abs=2)
        assert len(sound.read(Span(2.5, 9))) == RATE // 2  # the recording ends at 3 s
        assert len(sound.read(Span(7, 9))) == 0


def test_full_scale_is_one(tmp_path):
    with Recording(wav(tmp_path / "call.wav", np.resize([0.5, -0.5], RATE))) as recording:
        samples = recording.sounds()[0].read(Span(0, 1))
    # 0.5 is written as 16383 of 32767 and read as a share of 32768.
    assert samples.max() == pytest.approx(16383 / 32768)
    assert samples.dtype == np.float32


def test_pieces_follow_each_other_without_gap_or_overlap(tmp_path):
    with Recording(wav(tmp_path / "call.wav", noise(2.5))) as recording:
        (sound,) = recording.sounds()
        pieces = list(sound.pieces(1.0))
        whole = sound.read(Span(0, 2.5))
    assert [start for start, _ in pieces] == [0.0, 1.0, 2.0]
    assert (np.concatenate([samples for _, samples in pieces]) == whole).all()


def test_two_voices_on_two_channels_are_heard_apart(tmp_path):
    with Recording(wav(tmp_path / "call.wav", tone(2, 200), tone(2, 500))) as recording:
        assert recording.layout == "many"
        assert [(sound.channel, round(pitch(sound.read(Span(0, 2))), -1)) for sound in recording.sounds()] == [
            (0, 200),
            (1, 500),
        ]


def test_crosstalk_does_not_make_two_channels_one(tmp_path):
    left, right = noise(2, seed=1), noise(2, seed=2)
    # Each side hears the other at a third: correlation 2 * .33 / (1 + .33 ** 2) = .6
    with Recording(wav(tmp_path / "call.wav", left + right / 3, right + left / 3)) as recording:
        assert recording.layout == "many"


@pytest.mark.parametrize("factor", [1.0, 0.4, -1.0], ids=["alike", "quieter", "wired the wrong way round"])
def test_mono_written_on_two_channels_is_one_sound(tmp_path, factor):
    with Recording(wav(tmp_path / "call.wav", tone(2), factor * tone(2) + noise(2, level=0.005))) as recording:
        assert recording.layout == "same"
        assert [sound.channel for sound in recording.sounds()] == [None]


@pytest.mark.parametrize("alive", [0, 1])
def test_a_dead_channel_leaves_the_other(tmp_path, alive):
    channels = [silence(2), silence(2)]
    channels[alive] = tone(2, 300)
    with Recording(wav(tmp_path / "call.wav", *channels)) as recording:
        assert recording.layout == "dead"
        (sound,) = recording.sounds()
        assert sound.channel is None
        assert pitch(sound.read(Span(0, 2))) == pytest.approx(300, abs=2)


def test_line_noise_far_below_any_telephone_is_a_dead_channel(tmp_path):
    # Level 5e-4 of clipped noise has a root mean square near 1.6e-4, under 3e-4.
    with Recording(wav(tmp_path / "call.wav", tone(2), noise(2, level=5e-4))) as recording:
        assert recording.layout == "dead"


def test_of_three_channels_the_living_ones_are_compared(tmp_path):
    with Recording(wav(tmp_path / "call.wav", silence(2), tone(2), tone(2))) as recording:
        assert (recording.channels, recording.layout) == (3, "same")
        assert np.abs(recording.sounds()[0].read(Span(0, 2))).max() > 0.1
    with Recording(wav(tmp_path / "three.wav", tone(2, 200), silence(2), tone(2, 500))) as recording:
        assert [sound.channel for sound in recording.sounds()] == [0, 2]


def test_silence_on_both_channels_is_one_dead_sound(tmp_path):
    with Recording(wav(tmp_path / "call.wav", silence(1), silence(1))) as recording:
        assert len(recording.sounds()) == 1


def test_an_empty_file_says_so(tmp_path):
    (tmp_path / "call.wav").touch()
    refused(tmp_path / "call.wav", "the file is empty")


def test_a_file_that_is_not_there_says_so(tmp_path):
    refused(tmp_path / "call.wav", "cannot be opened")


def test_a_folder_is_no_recording(tmp_path):
    (tmp_path / "call.wav").mkdir()
    refused(tmp_path / "call.wav", "cannot be opened")


@pytest.mark.parametrize("ending", ["wav", "mp3", "opus", "mp4"])
def test_text_under_a_recordings_name_says_so(tmp_path, ending):
    path = tmp_path / f"call.{ending}"
    path.write_text("Agent: Good morning, how can I help you?\n" * 40, encoding="utf-8")
    refused(path, "not a recording that can be read")


def test_a_video_without_sound_says_so(tmp_path):
    refused(encoded(tmp_path / "call.mp4", None, picture=True), "no sound track")


def test_a_header_without_sound_says_so(tmp_path):
    refused(wav(tmp_path / "call.wav", tone(0.02)), "no sound in it to hear")


def test_a_playlist_under_a_recordings_name_reaches_for_nothing(tmp_path):
    path = tmp_path / "call.wav"
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/call.ts"
        path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{address}\n#EXT-X-ENDLIST\n")
        refused(path, "not a recording that can be read")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody came
            server.accept()


def test_a_truncated_mp3_is_read_as_far_as_it_goes_with_a_note(tmp_path):
    content = encoded(tmp_path / "whole.mp3", "libmp3lame", tone(4)).read_bytes()
    path = tmp_path / "call.mp3"
    path.write_bytes(content[: len(content) // 2])
    with Recording(path) as recording:
        assert recording.duration == pytest.approx(2, abs=0.15)
        (note,) = recording.notes
    assert "it states 4.0 s and holds 1.9 s" in note or "it states 4.0 s and holds 2.0 s" in note


def test_damage_in_the_middle_costs_the_middle_only(tmp_path):
    content = encoded(tmp_path / "whole.mp3", "libmp3lame", np.concatenate([tone(2, 300), tone(2, 600)])).read_bytes()
    path, middle = tmp_path / "call.mp3", len(content) // 2
    path.write_bytes(content[:middle] + bytes(1500) + content[middle + 1500 :])
    with Recording(path) as recording:
        (sound,) = recording.sounds()
        end = recording.duration
        assert 3 < end < 4
        assert pitch(sound.read(Span(0.2, 1.2))) == pytest.approx(300, abs=2)
        assert pitch(sound.read(Span(end - 1.2, end - 0.2))) == pytest.approx(600, abs=2)
        assert any("damaged" in note for note in recording.notes)


def test_a_change_of_rate_and_channels_midway_is_read_through(tmp_path):
    first = encoded(tmp_path / "first.mp3", "libmp3lame", tone(2, 300)).read_bytes()
    second = encoded(tmp_path / "second.mp3", "libmp3lame", tone(2, 600), tone(2, 600), rate=44100).read_bytes()
    path = tmp_path / "call.mp3"
    path.write_bytes(first + second)
    with Recording(path) as recording:
        (sound,) = recording.sounds()
        end = recording.duration
        assert end == pytest.approx(4, abs=0.3)
        assert pitch(sound.read(Span(0.5, 1.5))) == pytest.approx(300, abs=2)
        assert pitch(sound.read(Span(end - 1.5, end - 0.5))) == pytest.approx(600, abs=2)


@pytest.mark.parametrize(
    "name",
    ["call12:30.wav", 'it\'s a "call".wav', "Звонок №1.wav", "ząb 😟.wav", "-call.wav", "a%20b#c.wav", "%d.wav"],
)
def test_any_name_is_read(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    wav(tmp_path / name, tone(1))
    with Recording(Path(name)) as recording:
        assert recording.duration == pytest.approx(1)


def test_a_name_that_is_no_text_is_read(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/call\xff.wav"))
    try:
        wav(path, tone(1))
    except OSError:
        pytest.skip("this file system keeps names in Unicode only")
    with Recording(path) as recording:
        assert recording.duration == pytest.approx(1)


def test_the_hash_is_that_of_the_file(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_full_disk_while_decoding_says_where_room_is_needed(tmp_path, monkeypatch, temporary):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    path = wav(tmp_path / "call.wav", tone(1))
    monkeypatch.setattr(audio._Sums, "add", full)
    with pytest.raises(FixableError, match=r"no room to decode .*No space left.*\n.*TMPDIR") as caught:
        Recording(path)
    assert caught.value.where == str(temporary)


def test_being_stopped_while_decoding_leaves_nothing_behind(tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    path = wav(tmp_path / "call.wav", tone(1))
    monkeypatch.setattr(audio._Sums, "add", stopped)
    with pytest.raises(KeyboardInterrupt):
        Recording(path)


def test_a_long_recording_is_never_in_memory_whole(tmp_path, monkeypatch):
    sizes = []
    keep = audio._Sums.add
    monkeypatch.setattr(audio._Sums, "add", lambda sums, block: (sizes.append(block.shape[1]), keep(sums, block)))
    with Recording(wav(tmp_path / "call.wav", np.resize(tone(1), 120 * RATE))) as recording:
        (sound,) = recording.sounds()
        lengths = [len(samples) for _, samples in sound.pieces(30)]
    assert sum(sizes) == 120 * RATE
    assert max(sizes) <= RATE  # a block is well under a second
    assert lengths == [30 * RATE] * 4


def test_channels_of_one_recording_end_together(tmp_path):
    with Recording(encoded(tmp_path / "call.ogg", "libopus", tone(2, 200), tone(2, 500), rate=48000)) as recording:
        lengths = [len(sound.read(Span(0, 10))) for sound in recording.sounds()]
    assert all(one == other for one, other in pairwise(lengths))
    assert len(lengths) == 2
