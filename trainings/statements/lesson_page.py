"""One lesson as a static page: the notebook's text, its moment, and its exercises judged by the page itself.

What one answers in one's own words is compared with a good answer by the learner: judging it takes the notebook.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field

from rubrics import yamlfile
from trainings import texts as lessons
from trainings.loading import ROOM, folders, load, moment_sound
from trainings.schema import Choose, Closed, Exercise, FindTurn, LabelTurn, LessonFile, Order
from trainings.widget.showing import exercise_shown, solution
from transcribe.errors import BadFile

HERE = Path(str(files("trainings.statements")))
FROM_LESSONS = ("exercise", "customer", "line", "which", "which_line", "why_this", "which_turn", "steps", "answer")
"""Words the page shares with the notebook."""
BUTTONS = ("check", "hint")
SOUND = "moment.opus"
"""The recording of a lesson's moment, beside its page."""
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; media-src 'self'; connect-src *"
"""What the page may load: itself; where it reports to is the learning system's to say."""


class PageTexts(Closed):
    """``words/<language>.yaml``: what only these pages say."""

    SCHEMA: ClassVar[int] = 1

    schema_number: Literal[1] = Field(alias="schema")
    language: str
    course: str
    about: str
    right: str
    wrong: str
    position: str
    compare: str
    finish: str
    result: str
    unfinished: str
    sent: str
    not_sent: str
    alone: str
    talk: str


@cache
def page_texts(language: str) -> PageTexts:
    """Return what the pages say in a language."""
    return yamlfile.load(HERE / "words" / f"{language}.yaml", PageTexts)


def lesson_page(number: str, language: str) -> str:
    """Return a lesson as an HTML page that finds its scripts and its style one folder up, in ``shared/``.

    Args:
        number: Such as ``02``.
        language: ``en``, ``pl``, ``ru`` or ``ro``.

    Raises:
        UnknownName: There is no such lesson in ``language``.
        BadFile: Its notebook is not there, or is no notebook.
    """
    file, said = load(number, language), page_texts(language)
    # In a script element only ``</`` could end it; as an escape it is the same text to JSON.
    data = json.dumps(_data(file), ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<title>{escape(file.title)}</title><link rel="stylesheet" href="../shared/page.css"></head>\n<body><main>\n'
        f"{''.join(_parts(file))}\n"
        f'<section><p><button id="finish" type="button" class="first" hidden>{escape(said.finish)}</button></p>'
        f'<div id="told" role="status"></div></section>\n</main>\n'
        f'<script type="application/json" id="lesson">{data}</script>\n'
        f'<script src="../shared/cmi5.js"></script>\n<script src="../shared/page.js"></script>\n</body></html>\n'
    )


def exercise_data(exercise: Exercise, language: str) -> dict[str, Any]:
    """Return an exercise as the page needs it, the right answer with it: nobody else is there to judge it."""
    said = lessons.texts(language)
    shown = exercise_shown(exercise, language)
    shown |= {"hints": list(exercise.hints), "solution": solution(exercise, language), "nothing": said.chosen["empty"]}
    if isinstance(exercise, LabelTurn):
        shown["right"] = list(exercise.answer)
    elif isinstance(exercise, Choose):
        shown["right"] = [number for number, each in enumerate(exercise.options, 1) if each.good]
        shown["reason"] = next(number for number, each in enumerate(exercise.reasons, 1) if each.good)
    elif isinstance(exercise, Order):
        shown["right"] = [list(range(1, len(exercise.steps) + 1)), *(list(each) for each in exercise.also)]
    elif isinstance(exercise, FindTurn):
        shown["right"] = list(exercise.answer)
        shown["turns"] = [
            {"value": each["value"], "text": f"{said.words[each['who']]}: {each['text']}"} for each in shown.pop("talk")
        ]
    else:
        shown |= {"kind": "own", "nothing": said.verdicts["empty"]}
    return shown


def _data(file: LessonFile) -> dict[str, Any]:
    shared = lessons.texts(file.language).words
    own = page_texts(file.language).model_dump(exclude={"schema_number", "language", "course", "about"})
    words = {name: shared[name] for name in (*FROM_LESSONS, *BUTTONS)} | own
    return {
        "lang": file.language,
        "words": words,
        "exercises": [exercise_data(each, file.language) for each in file.exercises],
    }


def _parts(file: LessonFile) -> Iterator[str]:
    """Yield the notebook's cells: text as it stands there, code as what it would show."""
    for cell in _cells(file):
        name, source = str(cell.get("id", "")), "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield _rendered(source)
        elif name == "moment":
            yield _moment(file)
        elif "lesson.exercises(" in source:
            places = source.partition("lesson.exercises(")[2].partition(")")[0].split(",")
            first, last = int(places[0] or 1), int(places[1]) if len(places) > 1 else len(file.exercises)
            yield f'<div data-exercises="{first}-{last}"></div>'
        elif name == "role-play":
            yield f"<p>{escape(page_texts(file.language).talk.format(name=_notebook(file).name))}</p>"


def _notebook(file: LessonFile) -> Path:
    return ROOM / file.language / f"{folders()[file.lesson].name}.ipynb"


def _cells(file: LessonFile) -> list[Mapping[str, Any]]:
    path = _notebook(file)
    try:
        cells: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError):
        raise BadFile("this lesson's notebook cannot be read", fix="bring it back", where=path.name) from None
    return cells


def _rendered(source: str) -> str:
    from markdown_it import MarkdownIt

    html = str(MarkdownIt("commonmark", {"html": False}).enable("table").render(source))
    return html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")


def _moment(file: LessonFile) -> str:
    words = lessons.texts(file.language).words
    turns = "".join(
        f'<p class="{each.who}">{escape(words[each.who])}: {escape(each.text)}</p>' for each in file.moment.turns
    )
    title = escape(words["listen"])
    player = f'<audio controls preload="none" src="{SOUND}" aria-label="{title}"></audio>'
    heard = player if moment_sound(file.lesson, file.language) else ""
    return f"<section><p>{escape(file.moment.about)}</p>{heard}{turns}</section>"
