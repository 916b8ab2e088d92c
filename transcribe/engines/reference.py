"""``openai-whisper``: Whisper as its makers wrote it, on the same weights: slower, and the measure of the others.

Whisper writes words into silence, so it is given speech only: the pauses are cut out before, and the times of the words
are laid back into the recording after.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from transcribe import weights
from transcribe.activity import stretches
from transcribe.audio import Samples, Sound
from transcribe.call import Span, Word, merged
from transcribe.engines import Heard, Language
from transcribe.engines.convert import converted
from transcribe.errors import MissingPart
from transcribe.hub import installed, whisper_file

BEAM = 5
SEED = 0
"""Where Whisper is unsure it draws lots; from the same seed, so that the same recording gives the same words."""
MARGIN = 0.4
"""Seconds of pause left around speech: without any, words run together and sentences lose their ends."""
WINDOW = 30.0
"""Seconds Whisper hears at once. It is given whole spans up to this length: words cut in two are misheard."""
SHORT = 1.0
"""Below this many seconds of speech the language is not guessed."""


class OpenAIWhisper:
    """Whisper of any size by name, by checkpoint, or the checked ``base`` from the package index."""

    name = "openai-whisper.v1"
    invents = True
    abreast = False

    def __init__(
        self, model: str = "base", glossary: Sequence[str] = (), threads: int = 0, device: str = "cpu"
    ) -> None:
        """Prepare; the weights are loaded at the first use.

        Args:
            model: ``base`` (the checked weights), another size such as ``small`` (from Whisper's own cache), or a
                checkpoint file (``.pt``).
            glossary: names and products to expect, as they should be written.
            threads: 0 takes what the machine has.
            device: ``cpu`` or ``cuda``.

        Raises:
            MissingPart: the package is not installed.
        """
        self.model = model
        self.version = installed("openai-whisper", "whisper")
        self._glossary, self._threads, self._device = tuple(glossary), threads, device

    def settings(self) -> Mapping[str, Any]:
        """Return what decides the result."""
        return {
            "compute": "float16" if self._half else "float32",
            "beam": BEAM,
            "seed": SEED,
            "margin": MARGIN,
            "glossary": list(self._glossary),
        }

    def prepare(self) -> None:
        """Load the model; raise :class:`MissingPart` where it is not there, or is not what it should be."""
        _ = self._whisper

    def languages(self) -> Sequence[str]:
        """Return Whisper's languages; of the sizes that end in ``.en``, English."""
        from whisper.tokenizer import LANGUAGES

        return ("en",) if self.model.endswith(".en") else tuple(LANGUAGES)

    def language(self, sound: Sound, speech: Sequence[Span]) -> Language | None:
        """Tell the language from the first half minute of speech; ``None`` for under a second, or a ``.en`` size."""
        if sum(span.duration for span in speech) < SHORT or not self._whisper.is_multilingual:
            return None
        first = next(windows(with_margin(speech, Span(0.0, sound.duration))))
        from whisper import log_mel_spectrogram, pad_or_trim

        with _quiet():
            mel = log_mel_spectrogram(pad_or_trim(join(sound, first).samples), self._whisper.dims.n_mels)
            _, likely = self._whisper.detect_language(mel.to(self._whisper.device))
        code = max(likely, key=likely.__getitem__)
        return Language(code, float(likely[code]))

    def hear(self, sound: Sound, speech: Sequence[Span], language: str | None) -> Iterator[Heard]:
        """Yield Whisper's segments with their words, one window of speech after another."""
        if not language and (guess := self.language(sound, speech)):
            language = guess.code
        for stretch in stretches(sound.duration, tuple(speech)):
            for pieces in windows(with_margin(speech, stretch)):
                joined = join(sound, pieces)
                for segment in self._segments(joined.samples, language):
                    if heard := _heard(segment, joined):
                        yield heard

    def _segments(self, samples: Samples, language: str | None) -> list[dict[str, Any]]:
        import torch

        with _quiet(), torch.random.fork_rng():
            torch.manual_seed(SEED)
            result = self._whisper.transcribe(
                samples,
                language=language,
                beam_size=BEAM,
                fp16=self._half,
                word_timestamps=True,
                condition_on_previous_text=False,
                initial_prompt=", ".join(self._glossary) or None,
                carry_initial_prompt=bool(self._glossary),
                verbose=None,
            )
        segments: list[dict[str, Any]] = result["segments"]
        return segments

    @property
    def _half(self) -> bool:
        return self._device != "cpu"

    @cached_property
    def _whisper(self) -> Any:
        source = self._source()
        import torch
        import whisper

        if self._threads:
            torch.set_num_threads(self._threads)
        try:
            with _quiet():
                model = whisper.load_model(str(source.path), device=self._device)
                if source.heads:
                    model.set_alignment_heads(source.heads)
        except (
            Exception
        ) as error:  # a wrong file, a wrong device, too little memory: torch and pickle have no error in common
            raise MissingPart(
                f"the Whisper model {self.model!r} cannot be loaded on {self._device} ({_first_line(error)})",
                fix="use --model base or a checkpoint written by openai-whisper (.pt), on a device this machine has",
                where=str(source.path),
            ) from error
        return model

    def _source(self) -> _Source:
        if self.model == "base":
            return _Source(converted(weights.folder("whisper-base") / "model.bin"), whisper_file("base").heads)
        if Path(self.model).is_file():
            return _Source(Path(self.model), None)
        file = whisper_file(self.model)
        if not file.is_whole():
            raise MissingPart(
                f"the Whisper size {self.model!r} is not on this machine",
                fix="use --model base, a checkpoint file, or fetch that size first: "
                f"parafraza models fetch --hub openai-whisper:{self.model}",
                where=str(file.path),
            )
        return _Source(file.path, file.heads)


class _Source(NamedTuple):
    path: Path
    heads: bytes | None
    """As ``set_alignment_heads`` takes them; without, Whisper takes all of its upper layers, and times are rougher."""


class Joined(NamedTuple):
    """Speech without its pauses, and the way back to the times of the recording."""

    samples: Samples
    pieces: tuple[Span, ...]
    """Where the samples were in the recording, in order."""

    def span(self, start: float, end: float) -> Span:
        """Return where ``start`` to ``end``, in seconds of the joined speech, lies in the recording.

        What lies across a seam belongs to the piece that holds more of it, so that no word spans a pause.
        """
        seams = np.cumsum([0.0, *(piece.duration for piece in self.pieces)])
        shared = np.minimum(seams[1:], end) - np.maximum(seams[:-1], start)
        piece, seam = self.pieces[best := int(shared.argmax())], float(seams[best])
        first, last = (
            round(float(min(max(time - seam + piece.start, piece.start), piece.end)), 3)
            for time in (start, max(start, end))
        )
        return Span(first, last)


def join(sound: Sound, pieces: Sequence[Span]) -> Joined:
    """Return pieces of a sound as one."""
    return Joined(np.concatenate([sound.read(piece) for piece in pieces]), merged(pieces))


def with_margin(speech: Sequence[Span], within: Span, margin: float = MARGIN) -> tuple[Span, ...]:
    """Return the spans inside ``within``, each with up to ``margin`` seconds of the pauses around it.

    A pause is shared: where two spans are near, each takes half of it, so that nothing is heard twice.
    """
    inside = [both for span in speech if (both := span & within)]
    middles = [(before.end + after.start) / 2 for before, after in pairwise(inside)]
    edges = [within.start, *middles, within.end]
    return tuple(
        Span(max(span.start - margin, before), min(span.end + margin, after))
        for span, (before, after) in zip(inside, pairwise(edges), strict=False)
    )


def windows(pieces: Iterable[Span], length: float = WINDOW) -> Iterator[list[Span]]:
    """Yield pieces by the windowful: as many as fit in ``length`` seconds, never cut; a longer one stands alone."""
    window: list[Span] = []
    for piece in pieces:
        if window and sum(each.duration for each in window) + piece.duration > length:
            yield window
            window = []
        window.append(piece)
    if window:
        yield window


def _heard(segment: Mapping[str, Any], joined: Joined) -> Heard | None:
    words = tuple(_words(segment["words"], joined))
    if not words:
        return None
    span = Span(words[0].span.start, max(word.span.end for word in words))
    return Heard(words, span, segment["no_speech_prob"], segment["avg_logprob"], segment["compression_ratio"])


def _words(words: Sequence[Mapping[str, Any]], joined: Joined) -> Iterator[Word]:
    for group in _whole_words(words):
        if text := "".join(part["word"] for part in group).strip():
            confidence = min(float(part["probability"]) for part in group)
            yield Word(text, joined.span(group[0]["start"], group[-1]["end"]), round(confidence, 3))


def _whole_words(words: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Put together what Whisper takes apart at a dot or a hyphen (``10 a`` ``.m.``, ``$5`` ``.99``).

    A part without a space before it belongs to the word before; where the first has none, the language writes none.
    """
    groups: list[list[Mapping[str, Any]]] = []
    spaced = bool(words) and words[0]["word"].startswith(" ")
    for word in words:
        if groups and spaced and not word["word"].startswith(" "):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what torch and whisper say about themselves from the user: nothing in it is for them to put right."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
