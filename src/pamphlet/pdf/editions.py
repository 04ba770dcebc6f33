"""Editions: the same words at the size and on the paper that a reader needs. All lengths in pt (1 mm = 2.8346 pt)."""

from __future__ import annotations

from dataclasses import dataclass

from pamphlet.article.model import Tier
from pamphlet.pdf.inline import Face

MM = 72 / 25.4
"""One millimetre in pt."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a leaflet, each as PDF operands ("0 0.22 0.42"), told apart in grey as well."""

    ink: str = "0.08 0.08 0.1"
    accent: str = "0 0.224 0.42"
    paper: str = "1 1 1"
    tint: str = "0.925 0.945 0.976"
    rule: str = "0.45 0.5 0.58"


@dataclass(frozen=True, slots=True)
class AlertLook:
    """How a tier of the "get help" box looks: urgency shows in the border's weight as well as in colour."""

    border: str
    border_width: float
    head: str
    head_text: str


ALERTS = {
    Tier.EMERGENCY: AlertLook("0.6 0.04 0.04", 2.5, "0.6 0.04 0.04", "paper"),
    Tier.URGENT: AlertLook("0.42 0.29 0", 1.5, "1 0.9 0.58", "ink"),
    Tier.ROUTINE: AlertLook("0 0.224 0.42", 0.75, "0.925 0.945 0.976", "ink"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """Sizes and geometry. Every vertical space is a multiple of ``body.leading``, so that nothing is squeezed."""

    name: str
    body: Face
    small: Face
    title: Face
    heading: Face
    alert_heading: Face
    message: Face
    message_label: Face
    formats: Face
    publisher: Face
    margin: float
    top: float
    bottom: float
    indent: float
    beside_pictures: bool
    picture_width: float
    picture_height: float

    def face(self, level: int) -> Face:
        """Return the face of a heading of this level."""
        return (self.title, self.heading, self.alert_heading)[level - 1]


def _edition(name: str, size: float, *, small: float, beside: bool, margin_mm: float) -> Edition:
    def face(factor: float, leading: float, *, strong: bool = False, colour: str = "ink") -> Face:
        points = round(size * factor * 2) / 2
        return Face(points, points * leading, strong, colour)

    return Edition(
        name=name,
        body=Face(size, size * 1.36),
        small=Face(small, small * 1.35),
        title=face(2.15 if beside else 1.7, 1.15, strong=True, colour="accent"),
        heading=face(1.4 if beside else 1.3, 1.2, strong=True, colour="accent"),
        alert_heading=face(1.07, 1.25, strong=True),
        message=face(1.14, 1.35, strong=True),
        message_label=Face(small, small * 1.4, strong=True, colour="accent"),
        formats=face(1.15, 1.35),
        publisher=face(1.0, 1.3, strong=True, colour="accent"),
        margin=margin_mm * MM,
        top=16 * MM,
        bottom=15 * MM,
        indent=size * 1.5,
        beside_pictures=beside,
        picture_width=54 * MM,
        picture_height=58 * MM,
    )


STANDARD = _edition("standard", 14, small=12, beside=True, margin_mm=20)
