"""Styles: the same words at the size that a reader needs. All lengths in pt (1 mm = 2.8346 pt)."""

from __future__ import annotations

from typing import NamedTuple

from pamphlet.pdf.inline import MAX_CHARACTERS, Face
from pamphlet.plan import Edition

MM = 72 / 25.4
"""One millimetre in pt."""


MAX_LARGE = 65
"""The longest line of large and giant print, in characters."""


class Style(NamedTuple):
    """Sizes and geometry. Every vertical space is a multiple of ``body.leading``, so that nothing is squeezed."""

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
    code: float

    def face(self, level: int) -> Face:
        """Return the face of a heading of this level."""
        return (self.title, self.heading, self.alert_heading)[level - 1]


class _Scale(NamedTuple):
    """What a style is derived from: sizes in pt, ``title`` and ``heading`` in body sizes, lengths in mm."""

    body: float
    small: float
    title: float
    heading: float
    margin: float
    picture: float
    beside_pictures: bool
    characters: int


def _style(scale: _Scale) -> Style:
    def face(points: float, leading: float, *, strong: bool = False) -> Face:
        points = round(points * 2) / 2
        return Face(points, points * leading, strong, scale.characters)

    size = scale.body
    return Style(
        body=face(size, 1.36),
        small=face(scale.small, 1.35),
        title=face(size * scale.title, 1.15, strong=True),
        heading=face(size * scale.heading, 1.2, strong=True),
        alert_heading=face(size * 1.07, 1.25, strong=True),
        message=face(size * 1.14, 1.35, strong=True),
        message_label=face(scale.small, 1.4, strong=True),
        formats=face(size * 1.15, 1.35),
        publisher=face(size, 1.3, strong=True),
        margin=scale.margin * MM,
        top=16 * MM,
        bottom=15 * MM,
        indent=size * 1.5,
        beside_pictures=scale.beside_pictures,
        picture_width=scale.picture * MM,
        picture_height=scale.picture * 1.05 * MM,
        code=max(26.0, size * 1.6) * MM,
    )


STANDARD = _style(_Scale(14, 12, 2.15, 1.4, 20, 54, beside_pictures=True, characters=MAX_CHARACTERS))
# UKAAF: large print is 16 pt or more, ideally 18, giant print 24; it reflows, and page numbers are no smaller.
LARGE = _style(_Scale(18, 18, 1.8, 1.33, 18, 80, beside_pictures=False, characters=MAX_LARGE))
GIANT = _style(_Scale(24, 24, 1.5, 1.25, 16, 100, beside_pictures=False, characters=MAX_LARGE))
BOOKLET = _style(_Scale(12.5, 12, 1.8, 1.3, 15, 62, beside_pictures=False, characters=MAX_CHARACTERS))
TRIFOLDS = tuple(
    _style(_Scale(size, 12, 1.75, 1.2, 10, 45, beside_pictures=False, characters=MAX_CHARACTERS))
    for size in (14, 13, 12.5, 12)
)
"""A tri-fold's designed sizes, the largest first: text is fitted by choosing among them, never by squeezing lines."""


def style_of(edition: Edition) -> Style:
    """Return an edition's style; of a tri-fold's sizes the largest."""
    return {
        Edition.STANDARD: STANDARD,
        Edition.LARGE: LARGE,
        Edition.GIANT: GIANT,
        Edition.TRIFOLD: TRIFOLDS[0],
        Edition.BOOKLET: BOOKLET,
    }[edition]
