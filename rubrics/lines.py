"""``parafraza moves``: the moves of a transcript, or of lines of text, as ``moves.jsonl``; a line at a time."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import rubrics
from rubrics.wire import move_line
from transcribe.errors import BadFile
from transcribe.reading import read_transcript

NEEDED = {"role": str, "text": str}
"""What a line must have; ``dialog_id`` and ``turn`` are given back as they came, empty and 0 where absent."""


def of_call(path: Path, out: Path | None, language: str | None) -> int:
    """Write the moves of a transcript file; return how many faults there were, which is none."""
    call = read_transcript(path, language)
    name = path.parent.resolve().name if path.name == "call.json" else path.stem
    with _opened(out) as stream:
        for move in rubrics.find_moves(call):
            _write(stream, move_line(move, name))
    return 0


def of_lines(path: Path, out: Path | None, language: str | None) -> int:
    """Write the moves of lines of text as they are read; return how many lines were broken, each named on stderr."""
    faults: list[str] = []
    with _opened(out) as stream:
        for line, moves in rubrics.find_moves_in_lines(_lines(path, faults), language=language):
            for move in moves:
                row = move_line(move, str(line.get("dialog_id", "")))
                _write(stream, {**row, "turn": line.get("turn", move.turn)})
    if faults:
        print(f"{path}: {len(faults)} broken lines were left out, the rest is done", file=sys.stderr)
    return len(faults)


def explained(call: Path | None, jsonl: Path | None, number: int, language: str | None) -> str:
    """Return why one turn of a transcript (0 first, as in call.json), or one line of a file (1 first), was read so.

    Raises:
        BadFile: there is no such turn or line, or it cannot be judged.
    """
    from rubrics.moves.explain import as_text
    from rubrics.moves.finding import scene_of_line, scenes_in

    if jsonl:
        scene = scene_of_line(_lines(jsonl, []), number, language)
    else:
        scene = scenes_in(read_transcript(call or Path(), language)).get(number)
    if scene is None:
        raise BadFile(
            f"there is no {'line' if jsonl else 'turn'} {number} that could be judged",
            fix="give the number of one that has a role and a language with a lexicon",
            where=str(jsonl or call),
        )
    return as_text(scene)


def _lines(path: Path, faults: list[str]) -> Iterator[Mapping[str, Any]]:
    try:
        stream = path.open(encoding="utf-8-sig")
    except OSError as error:
        raise BadFile(f"the file cannot be opened ({error.strerror})", fix="check the name", where=str(path)) from error
    with stream:
        for number, raw in enumerate(_decodable(stream, path), 1):
            if not raw.strip():
                continue
            if fault := _fault(raw):
                faults.append(fault)
                print(f"{path}:{number}: {fault}", file=sys.stderr)
            else:
                yield json.loads(raw)


def _decodable(stream: Iterable[str], path: Path) -> Iterator[str]:
    try:
        yield from stream
    except UnicodeDecodeError as error:
        raise BadFile("the file is not UTF-8 text", fix="save it as UTF-8", where=str(path)) from error


def _fault(raw: str) -> str | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return "this is not JSON"
    if not isinstance(line, dict):
        return "this is not a JSON object"
    if any("\ud800" <= letter <= "\udfff" for value in line.values() for letter in str(value)):
        return "it holds half a character"
    wrong = [key for key, kind in NEEDED.items() if not isinstance(line.get(key), kind)]
    return f"it has no {' and no '.join(wrong)}" if wrong else None


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO]:
    """Give standard output, or a file that appears under its name only when it is whole."""
    if out is None:
        yield sys.stdout
        return
    part = out.parent / f".{out.name}.part"
    try:
        with part.open("w", encoding="utf-8") as stream:
            yield stream
        part.replace(out)
    except OSError as error:
        raise BadFile(f"it cannot be written ({error.strerror})", fix="choose another place", where=str(out)) from error
    finally:
        part.unlink(missing_ok=True)


def _write(stream: TextIO, row: Mapping[str, Any]) -> None:
    stream.write(json.dumps(row, ensure_ascii=False) + "\n")
