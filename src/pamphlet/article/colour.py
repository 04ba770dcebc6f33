"""Contrast of the clinic's colour with paper (WCAG 2.2, "relative luminance" and "contrast ratio")."""

from __future__ import annotations

import re
from typing import NamedTuple

LEAST_CONTRAST = 4.5
"""WCAG 2.2 AA for text, against white."""

_LINEAR = 0.04045
"""Where sRGB's curve leaves its straight foot."""

_HEX = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")


class Colour(NamedTuple):
    """A colour in sRGB, each part from 0 to 1."""

    red: float
    green: float
    blue: float

    @property
    def hex(self) -> str:
        """The colour as authors write it, ``#005eb8``."""
        return "#" + "".join(f"{round(part * 255):02x}" for part in self)

    def luminance(self) -> float:
        """Return the relative luminance, from 0 (black) to 1 (white)."""
        linear = [part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in self]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def mixed(self, other: Colour, share: float) -> Colour:
        """Return this colour with ``share`` (0 to 1) of the other in it."""
        return Colour(*(own * (1 - share) + theirs * share for own, theirs in zip(self, other, strict=True)))


BLACK = Colour(0, 0, 0)
WHITE = Colour(1, 1, 1)


def parse_colour(text: str) -> Colour | None:
    """Read ``#rrggbb``; ``None`` for anything else."""
    match = _HEX.fullmatch(text)
    return Colour(*(int(part, 16) / 255 for part in match.groups())) if match else None


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((one.luminance(), other.luminance()), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def darkened(colour: Colour, least: float, against: Colour = WHITE) -> Colour:
    """Return the colour with as little black mixed in as gives it the contrast asked for."""
    for step in range(101):
        tried = parse_colour(colour.mixed(BLACK, step / 100).hex)
        assert tried is not None  # noqa: S101 - hex is what parse_colour reads
        if contrast(tried, against) >= least:
            return tried
    return BLACK
