"""Sound for tests, made here: tones for voices, noise, hold music, silence; written in the forms calls come in."""

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np

RATE = 16_000
"""Hz, of all samples made here."""
LAYOUTS = {1: "mono", 2: "stereo"}


def tone(seconds, pitch=220.0, level=0.3):
    """A hum with overtones that swells and fades about three times a second, as syllables do; no voice to any model.

    A higher one is quicker: two channels that rise and fall together would be one room's.
    """
    time = np.arange(round(seconds * RATE)) / RATE
    hum = sum(np.sin(2 * np.pi * pitch * part * time) / part for part in (1, 2, 3))
    return level * hum * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * pitch / 220 * time)) / 2


def noise(seconds, level=0.1, seed=1):
    """White noise."""
    return level * np.random.default_rng(seed).standard_normal(round(seconds * RATE)).clip(-3, 3) / 3


def silence(seconds):
    """Digital silence."""
    return np.zeros(round(seconds * RATE))


def hold_music(seconds, level=0.2):
    """Four chords, half a second each, over and over."""
    roots = [220.0, 261.63, 196.0, 293.66]
    chords = [sum(tone(0.5, root * step, level / 3) for step in (1, 1.25, 1.5)) for root in roots]
    return np.resize(np.concatenate(chords), round(seconds * RATE))


def wav(path, *channels, rate=RATE):
    """Write plain PCM, 16 bit; samples are thinned or repeated to reach another rate, which is enough for a tone."""
    picked = [channel[(np.arange(round(len(channel) * rate / RATE)) * RATE / rate).astype(int)] for channel in channels]
    with wave.open(str(path), "wb") as out:
        out.setnchannels(len(picked))
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((np.stack(picked, axis=1) * 32767).astype("<i2").tobytes())
    return Path(path)


def encoded(path, codec, *channels, rate=RATE, picture=False):
    """Write any container and codec PyAV can write; with a ``picture``, half a second of a small dark film too."""
    import av

    with av.open(str(path), "w") as out:
        # Both tracks are told of before anything is written: the header names them.
        film = out.add_stream("mpeg4", rate=10) if picture else None
        track = out.add_stream(codec, rate=rate, layout=LAYOUTS[len(channels)]) if codec else None
        if film:
            out.mux(_film(film))
        if track:
            out.mux(_sound(track, channels))
    return Path(path)


def _sound(track, channels):
    import av

    layout = LAYOUTS[len(channels)]
    resampler = av.AudioResampler(track.format, layout, track.rate, frame_size=track.frame_size or 1024)
    samples = (np.stack(channels) * 32767).astype("<i2")
    frame = av.AudioFrame.from_ndarray(samples, "s16p", layout)
    frame.sample_rate = RATE
    frames = [*resampler.resample(frame), *resampler.resample(None), None]
    return [packet for ready in frames for packet in track.encode(ready)]


def _film(track):
    import av

    track.width, track.height, track.pix_fmt = 32, 32, "yuv420p"
    frames = [av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24") for _ in range(5)]
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number, Fraction(1, 10)
    return [packet for ready in (*frames, None) for packet in track.encode(ready)]


def gsm_wav(path, blocks):
    """Write GSM 6.10 as Windows recorders do: 65 bytes hold two frames of 160 samples at 8 kHz, 40 ms in all.

    Nothing here can encode GSM, but any bytes are a valid frame.
    """
    content = np.random.default_rng(7).integers(0, 256, 65 * blocks, dtype=np.uint8).tobytes()
    form = b"".join(
        number.to_bytes(size, "little")
        for number, size in ((0x31, 2), (1, 2), (8000, 4), (1625, 4), (65, 2), (0, 2), (2, 2), (320, 2))
    )
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"data", content)
    Path(path).write_bytes(_chunk(b"RIFF", body))
    return Path(path)


def _chunk(name, content):
    return name + len(content).to_bytes(4, "little") + content
