"""From a recording to a call: the steps in order, each by its own module."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from transcribe.abreast import abreast
from transcribe.activity import speech_spans
from transcribe.audio import Recording, Sound
from transcribe.call import Call, Dropped, Provenance, Span, Turn, Word, merged, overlaps
from transcribe.engines import Language, SpeechEngine, engines
from transcribe.engines.invented import sift
from transcribe.engines.scripted import script_file
from transcribe.errors import BadAudio, UnknownName
from transcribe.reading import read_transcript
from transcribe.roles import with_roles
from transcribe.settings import TRANSCRIPTS, Settings
from transcribe.speakers import SpeakerEngine, speaker_engines
from transcribe.turns import turns_by_channel, turns_by_voice

Progress = Callable[[str, float], None]
"""Told what is being done, and how far it is, 0 to 1."""

UNSURE_LANGUAGE = 0.5
"""Confidence under which a detected language is doubted aloud."""
SURE_LANGUAGE = 0.8
"""Confidence from which the other channel is not asked too."""
CHANNELS = "channels.v1"
CHANNEL_LABELS = ("left", "right")
LABEL = re.compile(r"left|right|channel_\d+|SPEAKER_(\d\d+)")
"""How the voices of recordings are labelled here; transcripts have labels of their own."""
NOBODY = "nobody here is labelled"
"""Begins the note of a call in which the voice named as the agent is not."""


class _Side(NamedTuple):
    """One sound of the recording and what was heard on it."""

    sound: Sound
    speech: tuple[Span, ...]
    words: tuple[Word, ...]
    dropped: tuple[Dropped, ...]


class Listener:
    """Hears calls one after another with the same engines, loaded once, when first needed."""

    def __init__(self, settings: Settings = Settings(), token: str | None = None) -> None:  # noqa: B008 -- frozen
        """Check the settings; raise :class:`UnknownName` for an engine or language nobody knows."""
        self.settings, self._token = settings, token
        code = settings.language
        if code is not None and code not in (known := self._engine.languages()):
            shown = "en, pl, ru, ro" + (f" and {len(known) - 4} more" if len(known) > 4 else "")
            raise UnknownName(f"{code!r} is not the code of a language", fix=f"use an ISO 639-1 code such as {shown}")
        speaker_engines.full_name(self._speaker_name)

    def check_agent(self, sources: Iterable[Path]) -> None:
        """Raise :class:`UnknownName` where none of the sources can have a voice labelled as the agent is."""
        agent, voices = self.settings.agent, self.settings.speakers
        pyannote = speaker_engines.full_name(self._speaker_name).startswith("pyannote.")
        if agent is None or not pyannote or any(source.suffix.lower() in TRANSCRIPTS for source in sources):
            return
        label = LABEL.fullmatch(agent)
        if not label:
            raise UnknownName(
                f"no voice of a recording is labelled {agent!r}", fix="use left, right or a label such as SPEAKER_01"
            )
        if label[1] and voices and int(label[1]) >= voices:
            raise UnknownName(
                f"{agent} is none of {voices} voices: they are labelled from SPEAKER_00 on",
                fix=f"use a label up to SPEAKER_{voices - 1:02}, or say how many voices there are with --speakers",
            )

    def key(self, path: Path) -> str:
        """Return a fingerprint of what decides how a recording is heard, its sound aside; roles may be given anew."""
        names = engines.full_name(self.settings.engine), speaker_engines.full_name(self._speaker_name)
        script = script_file(path) if any(name.startswith("scripted.") for name in names) else None
        # A script that was edited since is another answer.
        answer = hashlib.sha256(script.read_bytes()).hexdigest()[:16] if script else ""
        return f"{self.settings.key()}{answer}"

    def call(self, path: Path, progress: Progress = lambda *_: None) -> Call:
        """Return the call in a recording, or in a transcript file.

        Where nobody has the label of :attr:`Settings.agent`, roles are found from what is said, and a note says so.

        Raises:
            FixableError: the recording or a part of the toolkit is not as it should be; the message says what to do.
        """
        if path.suffix.lower() in TRANSCRIPTS:
            return self._with_agent(read_transcript(path, self.settings.language))
        progress("making ready", 0.0)
        self._engine.prepare()  # what is missing is told before anything is decoded
        progress("reading", 0.0)
        with Recording(path) as recording:
            return self._heard(recording, progress)

    def _heard(self, recording: Recording, progress: Progress) -> Call:
        sounds, notes = self._voiced(recording)
        if len(sounds) == 1 and self.settings.speakers != 1:
            self._speakers.prepare()  # and before minutes are spent on its words
        language, confidence = self._language(sounds)
        if confidence is not None and confidence < UNSURE_LANGUAGE:
            notes.append(f"the language was hard to tell: {language} with confidence {confidence:.2f}")
        sides = self._sides(sounds, language, progress)
        if not any(side.words for side in sides):
            raise BadAudio(
                "nobody says anything in it that could be written down",
                fix="check that it is the right recording, and that it has a voice",
                where=str(recording.path),
            )
        progress("telling the voices apart", 1.0)
        turns, voices, overlap, heard = self._turns(sides)
        provenance = self._provenance(recording, sides, voices, overlap, (*recording.notes, *notes, *heard))
        call = Call(turns, round(recording.duration, 3), language, provenance)
        return self._with_agent(call)

    def with_roles(self, call: Call) -> Call:
        """Return a recording heard before, its roles given anew: who the agent is may be told only now."""
        notes = tuple(note for note in call.provenance.notes if not note.startswith(NOBODY))
        call = replace(call, provenance=replace(call.provenance, notes=notes))
        return self._with_agent(call.with_turns(lambda turn: replace(turn, role="unknown")))

    def _with_agent(self, call: Call) -> Call:
        agent = self.settings.agent
        if agent is None or agent in call.speakers:
            return with_roles(call, agent)
        labels = ", ".join(sorted(call.speakers)) or "nobody"
        note = f"{NOBODY} {agent} (the voices are {labels}); who the agent is was found from what is said"
        return with_roles(replace(call, provenance=replace(call.provenance, notes=(*call.provenance.notes, note))))

    def _voiced(self, recording: Recording) -> tuple[list[tuple[Sound, tuple[Span, ...]]], list[str]]:
        """Return the sounds with a voice in them and where it is; engines that invent nothing are not doubted."""
        sounds = recording.sounds()
        notes = {
            "dead": ["only one channel carries sound; it was treated as a one-channel recording"],
            "same": ["both channels carry the same sound; it was treated as a one-channel recording"],
        }.get(recording.layout, [])
        if not self._engine.invents:
            return [(sound, ()) for sound in sounds], notes
        found = [(sound, speech_spans(sound)) for sound in sounds]
        voiced = [(sound, speech) for sound, speech in found if speech]
        if not voiced:
            raise BadAudio(
                "nobody speaks in it: only silence, music or noise was found",
                fix="check that it is the right recording",
                where=str(recording.path),
            )
        if len(voiced) == 1 < len(found):
            sound, speech = voiced[0]
            notes = [*notes, f"nobody speaks on the other channel; {_label(sound)} was treated as the whole recording"]
            voiced = [(replace(sound, channel=None), speech)]
        return voiced, notes

    def _language(self, sounds: Sequence[tuple[Sound, tuple[Span, ...]]]) -> tuple[str | None, float | None]:
        if self.settings.language:
            return self.settings.language, None
        best: Language | None = None
        # Who speaks most is asked first; telling the language costs as much as half a minute of transcript.
        for sound, speech in sorted(sounds, key=lambda pair: -sum(span.duration for span in pair[1])):
            heard = self._engine.language(sound, speech)
            if heard and (best is None or heard.confidence > best.confidence):
                best = heard
            if best and best.confidence >= SURE_LANGUAGE:
                break
        return (best.code, best.confidence) if best else (None, None)

    def _sides(
        self, sounds: Sequence[tuple[Sound, tuple[Span, ...]]], language: str | None, progress: Progress
    ) -> list[_Side]:
        done = [0.0] * len(sounds)

        def tell(at: int, share: float) -> None:
            done[at] = share
            progress("transcribing", sum(done) / len(done))

        def heard(at: int) -> _Side:
            return self._side(*sounds[at], language, partial(tell, at))

        return list(abreast(heard, range(len(sounds)), len(sounds) if self._engine.abreast else 1))

    def _side(
        self, sound: Sound, speech: tuple[Span, ...], language: str | None, progress: Callable[[float], None]
    ) -> _Side:
        heard = []
        for stretch in self._engine.hear(sound, speech, language):
            heard.append(stretch)
            progress(min(stretch.span.end / sound.duration, 1.0))
        kept, dropped = sift(heard, speech) if self._engine.invents else (tuple(heard), ())
        words = sorted((word for stretch in kept for word in stretch.words), key=lambda word: word.span)
        return _Side(sound, speech, tuple(words), dropped)

    def _turns(self, sides: Sequence[_Side]) -> tuple[tuple[Turn, ...], str, tuple[Span, ...], tuple[str, ...]]:
        """Return turns, the name of what told the voices apart, overlap and notes."""
        if len(sides) > 1:
            labelled = [(_label(side.sound), side) for side in sides]
            spoken = [(label, span) for label, side in labelled for span in _spoken(side)]
            turns = turns_by_channel((label, side.words) for label, side in labelled)
            return turns, CHANNELS, overlaps(spoken), ()
        side = sides[0]
        if self.settings.speakers == 1:
            return turns_by_channel([("SPEAKER_00", side.words)]), "one.v1", (), ()
        found = self._speakers.separate(side.sound, self.settings.speakers)
        return turns_by_voice(side.words, found), self._speakers.name, found.overlap, found.notes

    def _provenance(
        self,
        recording: Recording,
        sides: Sequence[_Side],
        voices: str,
        overlap: tuple[Span, ...],
        notes: tuple[str, ...],
    ) -> Provenance:
        settings = {**self._engine.settings(), "speakers": self.settings.speakers, "language": self.settings.language}
        if voices.startswith("pyannote."):
            settings |= self._speakers.settings()
        return Provenance(
            engine=self._engine.name,
            model=self._engine.model,
            version=self._engine.version,
            settings=settings,
            audio_sha256=recording.sha256,
            speakers=voices,
            overlap=tuple(Span(round(span.start, 3), round(span.end, 3)) for span in overlap),
            dropped=tuple(gone for side in sides for gone in side.dropped),
            notes=notes,
        )

    @cached_property
    def _engine(self) -> SpeechEngine:
        settings = self.settings
        if engines.full_name(settings.engine).startswith("scripted."):
            return engines.make(settings.engine)
        return engines.make(settings.engine, model=settings.model, glossary=settings.glossary, device=settings.device)

    @property
    def _speaker_name(self) -> str:
        name = self.settings.speaker_engine
        scripted = engines.full_name(self.settings.engine).startswith("scripted.")
        return ("scripted" if scripted else "pyannote") if name == "auto" else name

    @cached_property
    def _speakers(self) -> SpeakerEngine:
        if not speaker_engines.full_name(self._speaker_name).startswith("pyannote."):
            return speaker_engines.make(self._speaker_name)
        return speaker_engines.make(
            self._speaker_name, pipeline=self.settings.speaker_model, token=self._token, device=self.settings.device
        )


def _label(sound: Sound) -> str:
    if sound.channel is None:
        return "the channel with a voice"
    return CHANNEL_LABELS[sound.channel] if sound.channel < len(CHANNEL_LABELS) else f"channel_{sound.channel + 1}"


def _spoken(side: _Side) -> tuple[Span, ...]:
    return side.speech or merged((word.span for word in side.words), gap=0.2)
