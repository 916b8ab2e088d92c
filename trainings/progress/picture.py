"""A picture of progress as SVG: one row a skill, one sign a situation, and under it what the claim rests on.

Signs differ by shape as well as by colour, every row is real text that a screen reader reads, and letters take the colour of
the page around them, light or dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap

from trainings.progress.mastery import Mastery
from trainings.progress.rule import DELAY, LAST, NEEDED
from trainings.progress.texts import ProgressTexts, Sign, texts

WIDTH, MARGIN, LINE = 360, 8, 20
"""User units; 360 so that letters keep their size on the narrowest page."""
LETTERS = 46
"""Letters of a line of small type that are sure to fit."""
GOOD_COLOUR, EARLY_COLOUR = "#009E73", "#0072B2"
FONT = "system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
RADIUS, STEP = 7, 22


def sentence(mastery: Mastery, language: str) -> str:
    """Return how one skill stands, as a sentence; it never says more than its attempts carry."""
    said = texts(language)
    return said.states[mastery.state].format(
        good=mastery.good,
        needed=NEEDED,
        there=mastery.there,
        since=said.day(mastery.since.date()),
        later=said.day((mastery.since + DELAY).date()),
    )


def rests_on(mastery: Mastery, language: str) -> str:
    """Return on what the sentence rests."""
    said = texts(language)
    rests = said.rests.format(attempts=mastery.attempts, situations=mastery.situations)
    later = said.later.format(good=mastery.good, late=len(mastery.late)) if mastery.late else ""
    return f"{rests} {later}".strip()


def rule_sentence(language: str) -> str:
    """Return the rule of mastery, with its numbers."""
    return texts(language).show["rule"].format(last=LAST, needed=NEEDED, days=DELAY.days)


def signs(mastery: Mastery) -> tuple[Sign, ...]:
    """Return the signs of a row, ``LAST`` of them: after the delay first, then before it, then what is not there yet."""
    late: list[Sign] = ["good" if good else "weak" for good in mastery.late]
    early: list[Sign] = ["early" if good else "early_weak" for good in mastery.early]
    empty: list[Sign] = ["none"] * LAST
    return tuple([*late, *early[::-1], *empty][:LAST])


def svg(found: Sequence[Mastery], language: str) -> str:
    """Return the picture as a whole SVG document.

    Args:
        found: The skills, in the order of the rows; with none, it says what to do first.
        language: ``en``, ``pl``, ``ru`` or ``ro``.
    """
    said = texts(language)
    drawn, height = [], MARGIN
    for part in (*(_row(each, said) for each in found), _foot(said, bool(found))):
        lines = list(part)
        drawn.append(f'<g transform="translate({MARGIN} {height})">{"".join(lines)}</g>')
        height += LINE * (len(lines) + 1)
    about = " ".join(f"{said.name_of(each.skill)}: {sentence(each, language)}" for each in found) or said.show["empty"]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" lang="{language}" xml:lang="{language}" role="img" '
        f'aria-labelledby="pz-progress-title pz-progress-about" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'font-family="{FONT}" font-size="14" fill="currentColor" style="max-width:100%;height:auto">'
        f'<title id="pz-progress-title">{escape(said.show["title"])}</title>'
        f'<desc id="pz-progress-about">{escape(about)}</desc>{"".join(drawn)}</svg>'
    )


def _row(mastery: Mastery, said: ProgressTexts) -> Iterator[str]:
    """Yield the lines of one skill: its name, its signs, then the sentences."""
    yield _text(said.name_of(mastery.skill), 0, weight=600)
    yield f'<g transform="translate({RADIUS + 1} {LINE + 9})">{"".join(_signs(signs(mastery), said))}</g>'
    small = f"{sentence(mastery, said.language)} {rests_on(mastery, said.language)}"
    yield from (_text(line, number, size=13) for number, line in enumerate(wrap(small, LETTERS), 2))


def _foot(said: ProgressTexts, drawn: bool) -> Iterator[str]:
    if not drawn:
        yield from (_text(line, number) for number, line in enumerate(wrap(said.show["empty"], LETTERS - 4)))
        return
    yield _text(said.show["legend"], 0, weight=600)
    for number, (sign, name) in enumerate(said.marks.items(), 1):
        shape = f'<g transform="translate({RADIUS + 1} {LINE * number + 9})">{_sign(sign)}</g>'
        yield f"{shape}{_text(name, number, size=13, at=STEP)}"
    first = len(said.marks) + 1
    yield from (_text(line, at, size=13) for at, line in enumerate(wrap(rule_sentence(said.language), LETTERS), first))


def _text(text: str, line: int, *, size: int = 14, weight: int = 400, at: int = 0) -> str:
    return f'<text x="{at}" y="{LINE * line + 14}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'


def _signs(row: Sequence[Sign], said: ProgressTexts) -> Iterator[str]:
    for place, sign in enumerate(row):
        name = escape(said.marks[sign])
        yield f'<g transform="translate({place * STEP} 0)"><title>{name}</title>{_sign(sign)}</g>'


def _sign(sign: Sign) -> str:
    """Return one sign: a full disc with a tick, a ring with a bar, half a disc, a small ring, a dotted ring."""
    ring = f'<circle r="{RADIUS}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
    if sign == "good":
        tick = '<path d="M-3.5 0.5 L-1 3 L3.5 -3" fill="none" stroke="#fff" stroke-width="2"/>'
        return f'<circle r="{RADIUS}" fill="{GOOD_COLOUR}"/>{tick}'
    if sign == "early":
        half = f'<path d="M0 -{RADIUS} A{RADIUS} {RADIUS} 0 0 0 0 {RADIUS} Z" fill="{EARLY_COLOUR}"/>'
        return f"{ring}{half}"
    if sign == "weak":
        return f'{ring}<path d="M-3.5 0 H3.5" stroke="currentColor" stroke-width="1.5"/>'
    dash = "" if sign == "early_weak" else ' stroke-dasharray="2 3"'
    radius = 4 if sign == "early_weak" else RADIUS
    return f'<circle r="{radius}" fill="none" stroke="currentColor" stroke-width="1.5"{dash}/>'
