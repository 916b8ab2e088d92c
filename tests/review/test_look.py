"""Text can be read in light and in dark: the contrast of every ink on every ground, from the colours themselves."""

import re

import pytest

from review.reports.page import HERE

LOOK = (HERE / "look" / "look.css").read_text(encoding="utf-8")
INKS = ("ink", "soft", "agent-ink", "customer-ink", "unknown-ink", "harmful-ink")
GROUNDS = ("paper", "surface", "sunk")
SOLID = ("agent", "customer", "unknown", "edge", "bar", "focus")


def colours(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = colours(LOOK.partition("@media")[0])
DARK = LIGHT | colours(LOOK.partition("@media")[2])


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the example everyone knows


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_ground(scheme, ink, ground):
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("colour", SOLID)
def test_lanes_bars_and_edges_can_be_told_from_the_page(scheme, colour):
    assert contrast(scheme[colour], scheme["paper"]) >= 3


def test_colours_are_written_in_one_file_only():
    others = [path for path in (HERE / "look").iterdir() if path.name not in ("look.css", "print.css")]
    others += (HERE / "templates").iterdir()
    coloured = {path.name: re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text(encoding="utf-8")) for path in others}
    assert {name: found for name, found in coloured.items() if found} == {}
