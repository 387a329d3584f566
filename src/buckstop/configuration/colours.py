"""Colours: whether one can be read on our paper, and its relatives in light and dark. Pure.

Contrast is WCAG 2.2's (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): from 1 to 21, and text
needs 4.5.
"""

import colorsys
import re

from django.utils.translation import gettext as _

from buckstop.ledger.refused import Refused

ENOUGH = 4.5
LIGHT_PAPER = "#f4f4f1"
"""The darkest of the light grounds on which links stand (`--tint`)."""
DARK_PAPER = "#1f2229"
"""The lightest of the dark ones."""

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")

type Rgb = tuple[float, float, float]


def check(text: str, field: str) -> str:
    """The colour as #rrggbb; refused where it can't be read on white, with the nearest that can."""
    found = _HEX.fullmatch(text.strip().lower())
    if found is None:
        raise Refused("colour", _("Write a colour as #1a5fb4."), field)
    digits = found[1] if len(found[1]) == 6 else "".join(2 * one for one in found[1])
    colour = f"#{digits}"
    reached = contrast(colour, LIGHT_PAPER)
    if reached < ENOUGH:
        near = readable_on(LIGHT_PAPER, colour)
        says = _(
            "%(colour)s can’t be read on our paper (contrast %(reached)s, text needs %(enough)s)."
            " The nearest that can is %(near)s."
        ) % {"colour": colour, "reached": f"{reached:.1f}", "enough": ENOUGH, "near": near}
        raise Refused("faint", says, field)
    return colour


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def readable_on(paper: str, colour: str) -> str:
    """The colour itself, or the nearest lighter or darker one that can be read on `paper`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    step = -0.01 if _luminance(_rgb(paper)) > 0.5 else 0.01
    found = colour
    while contrast(found, paper) < ENOUGH and 0 < lightness + step < 1:
        lightness += step
        found = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return found


def on(colour: str) -> str:
    """Black or white, whichever reads better on `colour`."""
    return max(("#ffffff", "#101216"), key=lambda ink: contrast(ink, colour))


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(one * 255):02x}" for one in rgb)


def _luminance(rgb: Rgb) -> float:
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
