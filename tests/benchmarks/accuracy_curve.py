"""The learning curve as a picture: F1 against the share of lines learned from, one line a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 110, 20, 48
STYLES = (("#0072B2", ""), ("#D55E00", "8 4"), ("#009E73", "2 4"), ("#CC79A7", "10 3 2 3"))
"""Colours that tell apart with colour-blind eyes, and a dash of its own for each line."""
STYLE = """<style>
text { font: 14px system-ui, sans-serif; fill: #1b1b1b } .rule { stroke: #d4d4d4 }
@media (prefers-color-scheme: dark) { text { fill: #ececec } .rule { stroke: #555 } }
</style>"""
APART = 18
"""Least pixels between the names at the lines' ends."""
Points = Sequence[tuple[float, float]]
"""(share of the lines learned from, F1), both 0 to 1."""


def drawn(curves: Mapping[str, Points]) -> str:
    """Return the curves as one SVG picture; the axis of F1 is cut where no curve comes.

    Args:
        curves: Each language's points by its name; at least one.
    """
    values = [f1 for points in curves.values() for _, f1 in points]
    floor = int(min(values) * 10) / 10
    top = min(1.0, (int(max(values) * 10) + 1) / 10)
    told = "; ".join(f"{name} {points[-1][1]:.2f}" for name, points in curves.items())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(f"F1 against the share of lines learned from. With all lines: {told}")}">'
    )
    return "\n".join([head, STYLE, *_axes(floor, top), *_lines(curves, floor, top), "</svg>", ""])


def place(share: float, f1: float, floor: float, top: float) -> tuple[float, float]:
    """Return where a point stands in the picture, (x, y) in pixels from the upper left."""
    inner_width, inner_height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return LEFT + share * inner_width, TOP + (top - f1) / (top - floor) * inner_height


def _axes(floor: float, top: float) -> Iterator[str]:
    for step in range(round(floor * 10), round(top * 10) + 1):
        x, y = place(0, step / 10, floor, top)
        yield f'<line class="rule" x1="{x:.0f}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text x="{x - 8:.0f}" y="{y + 5:.1f}" text-anchor="end">{step / 10:.1f}</text>'
    for share in (0.25, 0.5, 0.75, 1.0):
        x, y = place(share, floor, floor, top)
        yield f'<text x="{x:.0f}" y="{y + 20:.0f}" text-anchor="middle">{share:.0%}</text>'
    yield f'<text x="{LEFT}" y="{HEIGHT - 8}">F1, by the share of the situations learned from</text>'


def _lines(curves: Mapping[str, Points], floor: float, top: float) -> Iterator[str]:
    names = apart({name: place(*points[-1], floor, top)[1] for name, points in curves.items()})
    for (name, points), (colour, dash) in zip(curves.items(), STYLES, strict=False):
        path = " ".join("{:.1f},{:.1f}".format(*place(*point, floor, top)) for point in points)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>'
        yield f'<text x="{WIDTH - RIGHT + 8}" y="{names[name] + 5:.1f}">{escape(name)}</text>'


def apart(heights: Mapping[str, float]) -> dict[str, float]:
    """Return the heights of names moved down until none stands on another."""
    moved: dict[str, float] = {}
    last = float("-inf")
    for name in sorted(heights, key=lambda each: heights[each]):
        last = moved[name] = max(heights[name], last + APART)
    return moved
