"""``pyannote``: the voices of a one-channel recording, by embedded weights, a local pipeline, or one from the hub."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from transcribe import weights
from transcribe.audio import SAMPLE_RATE, Sound
from transcribe.call import Span
from transcribe.errors import MissingPart
from transcribe.speakers import Voices

EMBEDDED = "embedded"
COMMUNITY = "pyannote/speaker-diarization-community-1"


class Pyannote:
    """Separates voices with a pyannote pipeline."""

    name = "pyannote.v1"

    def __init__(self, pipeline: str = EMBEDDED, token: str | None = None, device: str = "cpu") -> None:
        """Prepare; nothing is loaded until the first use.

        Args:
            pipeline: ``embedded`` (checked weights, no hub), a folder with a ``config.yaml``, or a name of the hub such as
                ``pyannote/speaker-diarization-community-1``; ``hub`` means that one.
            token: the user's token for gated pipelines; ``HF_TOKEN`` from the environment otherwise.
            device: ``cpu`` or ``cuda``.
        """
        self.pipeline = COMMUNITY if pipeline == "hub" else pipeline
        self._token = token or os.environ.get("HF_TOKEN")
        self._device = device

    def settings(self) -> Mapping[str, Any]:
        """Return what decides the result."""
        return {"pipeline": self.pipeline}

    def prepare(self) -> None:
        """Load the pipeline; raise :class:`MissingPart` where it is not there, or cannot be had."""
        _ = self._loaded

    def separate(self, sound: Sound, speakers: int | None) -> Voices:
        """Tell who speaks when."""
        file: dict[str, Any] = {"uri": sound.source.stem}
        if self.pipeline == EMBEDDED:
            # "audio" only satisfies the check pyannote makes of every file; the pipeline reads through "read".
            file |= {"audio": str(sound.path), "read": sound.read, "duration": sound.duration}
        else:
            import torch

            whole = sound.read(Span(0.0, sound.duration))
            file |= {"waveform": torch.from_numpy(whole)[None], "sample_rate": SAMPLE_RATE}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other people's advice to programmers, not to our users
            found = self._loaded(file, num_speakers=speakers)
        everyone = getattr(found, "speaker_diarization", found)  # pipelines before version 4 answer without a wrapper
        spans = tuple(
            (str(label), Span(max(0.0, segment.start), min(segment.end, sound.duration)))
            for segment, _, label in everyone.itertracks(yield_label=True)
            if segment.start < sound.duration
        )
        voices = Voices(tuple(sorted(spans, key=lambda pair: pair[1])))
        few = speakers is not None and 0 < len(voices.speakers) < speakers
        heard = f"{len(voices.speakers)} of {speakers} voices could be told apart" if few else ""
        return Voices(voices.spans, (heard,) if heard else ())

    @cached_property
    def _loaded(self) -> Any:
        quiet()
        if find_spec("pyannote.audio") is None:
            raise MissingPart(
                "pyannote.audio is not installed, so the voices of a one-channel recording cannot be told apart",
                fix="pip install 'parafraza[pyannote]'",
            )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return self._embedded() if self.pipeline == EMBEDDED else self._foreign()

    def _embedded(self) -> Any:
        segmentation, voice = weights.folder("segmentation-3.0"), weights.folder("campplus")
        from pyannote.audio import Model

        from transcribe.speakers.campplus import CamPlusPlus
        from transcribe.speakers.pipeline import CallDiarization

        model = Model.from_pretrained(segmentation / "pytorch_model.bin")
        return CallDiarization(model, CamPlusPlus(voice / "campplus_cn_en_common.pt"))

    def _foreign(self) -> Any:
        import torch
        from pyannote.audio import Pipeline

        local = Path(self.pipeline).exists()
        try:
            loaded = Pipeline.from_pretrained(self.pipeline, token=None if local else self._token)
        except Exception as error:  # the hub's client has dozens of kinds
            raise self._not_loaded(local, error) from error
        if loaded is None:
            raise self._not_loaded(local, None)
        return loaded.to(torch.device(self._device))

    def _not_loaded(self, local: bool, error: Exception | None) -> MissingPart:
        detail = f" ({str(error).strip().splitlines()[0][:200]})" if error and str(error).strip() else ""
        if local:
            return MissingPart(
                f"the pipeline folder cannot be loaded{detail}", fix="check its config.yaml", where=self.pipeline
            )
        token = "the token was refused or" if self._token else "there is no token, and"
        return MissingPart(
            f"the pipeline {self.pipeline!r} cannot be had: {token} the hub did not give it{detail}",
            fix="accept its conditions on the hub, then set HF_TOKEN or pass --token; or leave --speaker-model out: "
            "the embedded weights need no token",
        )


def quiet() -> None:
    """Switch off pyannote's reports to its makers; must come before its first import."""
    os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
