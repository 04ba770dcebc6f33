"""The clinic's look: colours derived from the one that it chose, each with the contrast that its use needs."""

from __future__ import annotations

from typing import NamedTuple

from pamphlet.article.colour import WHITE, Colour, contrast, darkened, parse_colour
from pamphlet.article.model import Tier

TEXT_CONTRAST = 7.0
"""WCAG 2.2 AAA: what running text has at least, on white and on the tint."""

_NAVY = Colour(0, 57 / 255, 107 / 255)


class Look(NamedTuple):
    """The colours of a leaflet, each as PDF operands ("0 0.22 0.42").

    ``accent`` fills and rules (4.5:1 at least); ``accent_text`` is for words; ``tint`` is a pale ground for text.
    """

    ink: str = "0.08 0.08 0.1"
    accent: str = "0 0.224 0.42"
    accent_text: str = "0 0.224 0.42"
    paper: str = "1 1 1"
    tint: str = "0.925 0.945 0.976"
    rule: str = "0.45 0.5 0.58"


def look_of(colour: str | None) -> Look:
    """Return the look for the clinic's colour (``#rrggbb``, refused before this if too pale), or the house's own."""
    accent = (parse_colour(colour) if colour else None) or _NAVY
    tint = accent.mixed(WHITE, 0.925)
    words = accent if contrast(accent, tint) >= TEXT_CONTRAST else darkened(accent, TEXT_CONTRAST, tint)
    return Look(accent=_operands(accent), accent_text=_operands(words), tint=_operands(tint))


def _operands(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)


class AlertLook(NamedTuple):
    """How a tier of the "get help" box looks: urgency shows in the border's weight (pt) as well as in colour."""

    border: str
    border_width: float
    head: str
    light_words: bool


ALERTS = {
    Tier.EMERGENCY: AlertLook("0.6 0.04 0.04", 2.5, "0.6 0.04 0.04", light_words=True),
    Tier.URGENT: AlertLook("0.42 0.29 0", 1.5, "1 0.9 0.58", light_words=False),
    Tier.ROUTINE: AlertLook("0.2 0.24 0.3", 0.75, "0.925 0.94 0.96", light_words=False),
}
"""The same for every clinic: a warning must not change its look with the house style."""
