"""Parts of a lesson without a browser's script: plain text, and HTML in which everything people wrote is text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from trainings.schema import Choose, Exercise, FindTurn, LabelTurn, LessonFile, Order, OwnWords, Turn
from trainings.tally import Tally
from trainings.texts import texts
from trainings.widget.showing import shuffled


def moment_text(file: LessonFile) -> str:
    """Return a lesson's moment as lines of text."""
    return "\n".join([file.moment.about, "", *_talk(file.moment.turns, file.language)])


def exercises_text(exercises: Sequence[Exercise], language: str) -> str:
    """Return exercises as text to answer on paper."""
    words = texts(language).words
    return "\n\n".join(
        "\n".join([words["exercise"].format(number=number, of=len(exercises)), *_exercise(each, language)])
        for number, each in enumerate(exercises, 1)
    )


def progress_text(tallies: Sequence[Tally], language: str) -> str:
    """Return a learner's progress as lines of text."""
    said = texts(language)
    if not tallies:
        return said.words["no_attempts"]
    return "\n".join(f"{name}: {_counts(each, said.words)}" for each, name in _named(tallies, language))


def progress_html(tallies: Sequence[Tally], language: str) -> str:
    """Return a learner's progress as a table."""
    words = texts(language).words
    title = f'<section lang="{language}"><h3>{escape(words["progress"])}</h3>'
    if not tallies:
        return f"{title}<p>{escape(words['no_attempts'])}</p></section>"
    head = "".join(f'<th scope="col">{escape(words[name])}</th>' for name in ("skill", *COUNTS))
    rows = "".join(_row(each, name) for each, name in _named(tallies, language))
    return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"


def as_html(text: str, language: str) -> str:
    """Return plain text as HTML that keeps its lines."""
    return f'<div lang="{language}" style="white-space: pre-wrap; max-width: 66ch">{escape(text)}</div>'


COUNTS = ("attempts", "exercises", "good", "good_first")
"""What is counted for each skill, in the order in which it is read."""


def _named(tallies: Iterable[Tally], language: str) -> Iterable[tuple[Tally, str]]:
    said = texts(language)
    return ((each, said.name_of(each.skill)) for each in tallies)


def _counts(tally: Tally, words: dict[str, str]) -> str:
    return "; ".join(f"{words[name]}: {getattr(tally, name)}" for name in COUNTS)


def _row(tally: Tally, name: str) -> str:
    cells = "".join(f"<td>{getattr(tally, count)}</td>" for count in COUNTS)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _talk(turns: Iterable[Turn], language: str) -> Iterable[str]:
    words = texts(language).words
    return (f"{number}. {words[each.who]}: {each.text}" for number, each in enumerate(turns, 1))


def _exercise(exercise: Exercise, language: str) -> Iterable[str]:
    said = texts(language)
    yield exercise.task
    if exercise.customer:
        yield f"{said.words['customer']}: {exercise.customer}"
    if isinstance(exercise, LabelTurn | OwnWords) and exercise.line:
        yield f"{said.words['line']}: {exercise.line}"
    if isinstance(exercise, LabelTurn):
        yield from (f"[ ] {said.name_of(each)}" for each in exercise.options)
    elif isinstance(exercise, Choose):
        yield from (f"( ) {each['text']}" for each in shuffled([one.text for one in exercise.options], exercise.id))
        yield said.words["why_this"]
        yield from (f"( ) {each['text']}" for each in shuffled([one.text for one in exercise.reasons], exercise.id))
    elif isinstance(exercise, Order):
        yield from (f"__ {each['text']}" for each in shuffled(exercise.steps, exercise.id))
    elif isinstance(exercise, FindTurn):
        yield from _talk(exercise.talk, language)
    else:
        yield from (f"- {each}" for each in exercise.given)
        yield "____"
