"""What every command shares: exit codes, errors as sentences, what goes to which stream, options that several take.

A room adds its commands in its ``commands.py``, by ``add_to(app)``. Such a module imports nothing heavy at its top: all
of them are imported before the first word of ``parafraza --help``.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Concatenate, NoReturn, ParamSpec, TypeVar, get_type_hints

import typer

FAILED, WRONG_USE = 1, 2
"""Exit codes: a call failed, the others are done and listed; the command was not used as it should be."""
STOPPED = 130
"""Exit code of a run stopped from the keyboard, as shells have it."""

CallFile = Annotated[
    Path, typer.Argument(help="A call.json, or any transcript: WebVTT, SRT, Whisper or Amazon JSON, text.")
]
OutFile = Annotated[Path | None, typer.Option("-o", "--out", help="Where to; standard output by default.")]
Lang = Annotated[
    str | None, typer.Option("--lang", help="Language of the call (en, pl, ru, ro, ...); found out by default.")
]
Agent = Annotated[
    str | None, typer.Option("--agent", help="Who the agent is: left, right or a label such as SPEAKER_01.")
]
Token = Annotated[str | None, typer.Option("--token", envvar="HF_TOKEN", help="Token for a gated pipeline of the hub.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON to standard output.")]

Made = TypeVar("Made")
Own = ParamSpec("Own")


@contextmanager
def clear_errors(code: int = WRONG_USE) -> Iterator[None]:
    """Show what a user can fix as a sentence and a way out; everything else keeps its traceback.

    Also a decorator: ``@clear_errors()`` above a command.

    Args:
        code: exit code of such an error: ``WRONG_USE`` before the work has begun, ``FAILED`` where a call is at fault.
    """
    from transcribe.errors import FixableError

    try:
        yield
    except FixableError as error:
        say(str(error))
        raise typer.Exit(code) from error
    except BrokenPipeError:
        raise  # who read our output has gone; typer ends quietly
    except OSError as error:
        say(f"{error.filename or 'the system'}: {error.strerror or error}\nTo fix it: check the disk and the folder")
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        say("stopped; what was finished is kept, and the same command goes on from here")
        raise typer.Exit(STOPPED) from None


def takes(make: Callable[..., Made]) -> Callable[[Callable[Concatenate[Made, Own], None]], Callable[..., None]]:
    """Give a command the options of ``make`` besides its own, and what ``make`` returns as its first argument.

    Options that several commands share are so written once, with their help and their defaults.
    """
    shared = _parameters(make)

    def decorate(command: Callable[Concatenate[Made, Own], None]) -> Callable[..., None]:
        own = _parameters(command)[1:]

        @wraps(command)
        def whole(**given: Any) -> None:
            with clear_errors():
                made = make(**{option.name: given.pop(option.name) for option in shared})
            command(made, **given)  # type: ignore[call-arg]

        # What typer reads to learn the options.
        whole.__signature__ = inspect.Signature([*own, *shared])  # type: ignore[attr-defined]
        whole.__annotations__ = {option.name: option.annotation for option in (*own, *shared)}
        return whole

    return decorate


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(function, include_extras=True)
    given = inspect.signature(function).parameters.values()
    # By keyword only, so that an option without a default may follow one that has it.
    return [each.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[each.name]) for each in given]


def check_there(path: Path) -> None:
    """Refuse a file that is not there, or a folder in its place, before anything is loaded for it."""
    if path.is_dir():
        wrong_use(f"{path}: this is a folder\nTo fix it: name one file in it")
    if not path.exists():
        wrong_use(f"{path}: there is no such file or folder\nTo fix it: check the name")


def check_place(out: Path, endings: Container[str]) -> None:
    """Refuse a place nothing can be written to, before minutes are spent on what would go there."""
    if out.suffix.lower().lstrip(".") not in endings:
        wrong_use(f"{out}: end the name in .json, .vtt, .srt, .rttm or .txt")
    if not out.parent.is_dir():
        wrong_use(f"{out.parent}: there is no such folder")


def wrong_use(what: str) -> NoReturn:
    """Say what was wrong with the command, and end it."""
    say(what)
    raise typer.Exit(WRONG_USE)


def say(text: str) -> None:
    """Tell the person at the terminal: standard output belongs to results."""
    print(text, file=sys.stderr)


def print_json(value: object) -> None:
    """Print a result for another program."""
    print(json.dumps(value, ensure_ascii=False, indent=1))
