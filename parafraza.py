"""Parafraza: say back what you heard. The front door: the command line, and the short API for notebooks.

In a notebook::

    import parafraza

    call = parafraza.transcribe("call.opus")
    moves = parafraza.find_moves(call)
    card = parafraza.score(call)

On a command line: ``parafraza review calls/ --out results/``. Nothing heavy is loaded until a command needs it.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from transcribe.terminal import clear_errors

if TYPE_CHECKING:
    from review.reports import write_report
    from rubrics import find_moves, score
    from transcribe import call as transcribe

__all__ = ["find_moves", "main", "score", "transcribe", "write_report"]

GARBAGE_AFTER = 20_000
"""Containers made and not yet freed after which the interpreter looks for those that only hold each other."""

_DOORS = {
    "transcribe": ("transcribe", "call"),
    "find_moves": ("rubrics", "find_moves"),
    "score": ("rubrics", "score"),
    "write_report": ("review.reports", "write_report"),
}

ROOMS = ("review", "transcribe", "rubrics", "scenarios", "trainings")
"""Rooms with commands, in the order of ``--help``; each has a ``commands.py`` with ``add_to(app)``."""

app = typer.Typer(
    help="Say back what you heard: review recorded calls, practise better ones.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _room in ROOMS:
    import_module(f"{_room}.commands").add_to(app)


def __getattr__(name: str) -> Any:
    """Open a door of the short API when it is first used."""
    if name not in _DOORS:
        raise AttributeError(f"module 'parafraza' has no attribute {name!r}")
    room, door = _DOORS[name]
    return getattr(import_module(room), door)


@app.command()
@clear_errors()
def lab(
    folder: Annotated[Path, typer.Argument(help="Where to start.")] = Path(),
    lang: Annotated[
        str | None,
        typer.Option("--lang", help="Language of the welcome page: en, pl, ru, ro; this machine's by default."),
    ] = None,
) -> None:
    """Open JupyterLab here, at the welcome page where there is one."""
    try:
        from jupyterlab.labapp import main as open_lab
    except ModuleNotFoundError as error:
        from transcribe.errors import MissingPart

        raise MissingPart("JupyterLab is not installed", fix="pip install 'parafraza[lab]'") from error
    # JupyterLab would ask the package index for a newer version of itself; nothing is sent unless asked.
    quiet = "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"
    from trainings.welcome import places

    sys.argv = ["jupyter-lab", *places(folder, lang), quiet]
    open_lab()


def main() -> None:
    """Run the command line."""
    # NumPy's products here are small: two threads wait for each other longer than they work (scenarios check: 66 s against 28).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # By default the interpreter looks for garbage so often that a report of 200 turns takes a twentieth longer.
    gc.set_threshold(GARBAGE_AFTER)
    # Asked to stop, leave as after any error: the sound of a call must not stay behind in a temporary folder.
    signal.signal(signal.SIGTERM, _stop)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What other programs read is UTF-8 everywhere; half a character from a file's name becomes its JSON escape.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    app()


def _stop(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
