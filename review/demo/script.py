"""The dialogue a demo call is made from: who says what, after which pause, in which manner."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transcribe.errors import BadFile

Speaker = Literal["agent", "customer"]
Style = Literal["even", "warm", "brisk", "upset", "soft"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Line(_Closed):
    """One turn of the dialogue."""

    speaker: Speaker
    text: str = Field(min_length=1)
    """What the transcript says."""
    say: str | None = None
    """What the voice reads where the spelling misleads it; the text otherwise."""
    pause: float = Field(default=0.5, ge=0)
    """Seconds of silence before the line, after everything said so far."""
    overlap: float = Field(default=0.0, ge=0)
    """Seconds by which the line starts before the one above ends; takes the place of the pause."""
    hold: float = Field(default=0.0, ge=0)
    """Seconds of hold music before the pause."""
    style: Style = "even"


class Casting(_Closed):
    """Which voice plays a speaker."""

    voice: str
    """A registered voice, such as ``joe.v1``."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """What the voice takes."""
    level: float = 0.0
    """Decibels over or under the usual loudness: two telephones are never equally loud."""


class Script(_Closed):
    """A whole dialogue."""

    schema_: Literal[1] = Field(alias="schema")
    language: str = Field(pattern="^[a-z]{2}$")
    title: str
    channels: Literal["mono", "stereo"]
    """Stereo has the agent left and the customer right; mono has both in one channel."""
    seed: int
    """Decides all that is drawn by chance."""
    voices: dict[Speaker, Casting]
    turns: tuple[Line, ...] = Field(min_length=1)


def load_script(path: Path) -> Script:
    """Return the script in a YAML file.

    Raises:
        BadFile: the file is missing, is not YAML, or says something a script does not have.
    """
    fix = "compare it with review/demo/english.yaml"
    try:
        return Script.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadFile("the script cannot be read", where=str(path), fix="check the path") from error
    except yaml.YAMLError as error:
        raise BadFile("this is not YAML", where=str(path), fix=fix) from error
    except ValidationError as error:
        # All at once: a misspelled key is also a missing one, and either alone misleads.
        wrong = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise BadFile("; ".join(wrong), where=str(path), fix=fix) from error
