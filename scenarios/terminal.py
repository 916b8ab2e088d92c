"""A role-play in the terminal: lines typed, lines answered; ``?`` a hint, ``<`` one line back, ``.`` the end."""

from __future__ import annotations

from collections.abc import Callable

from scenarios.chances import hint
from scenarios.debriefing import Debrief
from scenarios.page import number, rows
from scenarios.session import Exchange, Session
from scenarios.vocabulary import GAUGES

HINT, BACK, END = "?", "<", "."
Ask = Callable[[], str | None]
"""Returns the next typed line, or ``None`` at the end of input."""
Tell = Callable[[str], None]


def talk(session: Session, ask: Ask, tell: Tell) -> Session:
    """Lead a role-play until it ends or the input does, and return it.

    Args:
        session: Where to begin; a saved play goes on.
        ask: Gives the trainee's lines.
        tell: Shows one paragraph.
    """
    words = session.case.shared_texts.words
    tell(f"{session.case.texts.title}\n\n{session.case.texts.situation}")
    tell("\n".join([f"{words['goals']}:", *(f"- {goal}" for goal in session.case.texts.goals)]))
    tell(words["how_to_play"])
    tell(f"{words['customer']}: {session.exchanges[-1].said if session.exchanges else session.opening}")
    while not session.ended:
        line = ask()
        if line is None:
            break
        session = _step(session, line.strip(), tell)
    return session.finish()


def _step(session: Session, line: str, tell: Tell) -> Session:
    words = session.case.shared_texts.words
    if line == END:
        return session.finish()
    if line in (HINT, BACK) and not session.coached:
        tell(words["in_exam"])
        return session
    if line == HINT:
        tell(f"{words['hint']}: {hint(session.case, session.customer)}")
        return session
    if line == BACK:
        earlier = session.rewind(len(session.exchanges) - 1) if session.exchanges else session
        tell(f"{words['customer']}: {earlier.exchanges[-1].said if earlier.exchanges else earlier.opening}")
        return earlier
    answered = session.reply(line)
    if session.coached:
        for text in feedback(answered.exchanges[-1]):
            tell(text)
    tell(f"{words['customer']}: {answered.exchanges[-1].said}")
    return answered


def feedback(exchange: Exchange) -> list[str]:
    """Return the coach's sentences to a line, marked with a sign that needs no colour."""
    return [f"  {'+' if remark.good else '·'} {remark.text}" for remark in exchange.feedback]


def told(ended: Debrief) -> str:
    """Return a debrief as text."""
    words, language = ended.session.case.shared_texts.words, ended.session.case.language
    blocks = [
        f"{words['outcome']}: {ended.outcome}",
        f"{words['result']}: {number(ended.result, language)} / 100",
        _state(ended),
    ]
    blocks.append("\n".join([f"{words['moments']}:", *_moments(ended)]))
    if ended.session.exchanges:
        blocks.append("\n".join([f"{words['marks']}:", *_marks(ended)]))
    if ended.session.mode == "exam":
        blocks.append("\n".join([f"{words['talk']}:", *_lines(ended)]))
    if ended.practice:
        names = ", ".join(each.name for each in ended.practice)
        blocks.append(f"{words['practise']}: {names}")
    return "\n\n".join(blocks)


def _state(ended: Debrief) -> str:
    words, first, last = ended.session.case.shared_texts.words, ended.curve[0], ended.curve[-1]
    rows = [f"  {words[name]}: {first[name]} → {last[name]}" for name in GAUGES]
    return "\n".join([f"{words['state']}:", *rows])


def _lines(ended: Debrief) -> list[str]:
    """Each line with the feedback that was kept back while the talk lasted."""
    lines = []
    for place, exchange in enumerate(ended.session.exchanges, start=1):
        lines += [f"  {place}. {exchange.trainee}", *(f"   {text}" for text in feedback(exchange))]
    return lines


def _marks(ended: Debrief) -> list[str]:
    """Each mark with its reason and the words it rests on."""
    words, language, lines = ended.session.case.shared_texts.words, ended.session.case.language, []
    for row in rows(ended):
        mark = row.mark
        level = (
            words["not_judged"]
            if mark.value is None
            else f"{number(mark.value, language)} / {number(mark.max, language)}"
        )
        lines.append(f"  {row.title}: {level}. {mark.why}")
        lines += [f"     {each.who}: {words['quote'].format(quote=each.text)}" for each in row.quotes]
    return lines


def _moments(ended: Debrief) -> list[str]:
    words, rows = ended.session.case.shared_texts.words, []
    for moment in ended.moments:
        rows.append(f"  {moment.line + 1}. {moment.trainee}\n     {moment.why}")
        if moment.better:
            rows.append(f"     {words['better_line']}: {moment.better}")
    return rows
