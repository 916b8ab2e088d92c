"""``python -m rubrics.examples ID [RUBRIC ...]``: print a call with its turns numbered, above a blank reading to fill in."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from rubrics import library
from rubrics.examples import Example, load
from transcribe.errors import FixableError


def blank(example: Example, rubrics: Sequence[str]) -> str:
    """Return the text of a reading to fill in, the turns above it as comments; a mark left as ``_`` cannot be loaded."""
    return "\n".join(
        [*_turns(example), "schema: 1", f"id: {example.id}", "reader: second", "moves: []", *_marks(rubrics)]
    )


def _turns(example: Example) -> Iterator[str]:
    for index, turn in enumerate(example.call.turns):
        times = f"{turn.span.start:.1f}-{turn.span.end:.1f}" if turn.span else ""
        yield f"# {index:2} {times:12} {turn.role:8} {turn.text}"


def _marks(rubrics: Sequence[str]) -> Iterator[str]:
    yield "marks:"
    for name in rubrics:
        yield f"  {name}:"
        for _, criterion in library.load(name).criteria():
            yield f"    {criterion.id}: _"


def main(arguments: Sequence[str]) -> int:
    """Print a blank reading; return 2 where no call is named, or an unknown one."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(blank(load(arguments[0]), arguments[1:] or ("service_call",)))
    except FixableError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
