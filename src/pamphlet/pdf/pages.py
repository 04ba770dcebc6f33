"""Painting strips on a page: where the page lies on its sheet, the panels behind the strips, the foot, the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pamphlet.article.model import Run
from pamphlet.pdf.inline import Measure, atoms_of, break_lines
from pamphlet.pdf.outline import Entry
from pamphlet.pdf.paint import Owners, TextLine, paint_border, paint_fill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphlet.pdf.inline import Face, Line
    from pamphlet.pdf.paint import Brush
    from pamphlet.pdf.strips import Panel, Strip
    from pamphlet.pdf.styles import Style
    from pamphlet.plan import Furniture

_FOOTER = Owners(("/Type/Pagination/Subtype/Footer",), (None,))
_LAYOUT = Owners(("/Type/Layout",), (None,))
"""The artifact types that a screen reader passes over (ISO 32000-1 §14.8.2.2)."""

_NOTES_LEADING = 27.0
"""Room for handwriting: 9.5 mm from rule to rule."""


class Page(NamedTuple):
    """A page's rectangle on its sheet, in pt."""

    left: float
    bottom: float
    width: float
    height: float


def paint_strips(
    strips: Sequence[Strip], brush: Brush, corner: tuple[float, float], tightness: float = 1.0
) -> list[Entry]:
    """Paint strips from a top left corner down, the panels behind them first; return the outline entries met."""
    left, top = corner
    tops: list[float] = []
    outline: list[Entry] = []
    for index, strip in enumerate(strips):
        top -= strip.above * tightness if index else 0.0
        tops.append(top)
        if strip.anchor:
            outline.append(Entry(*strip.anchor, brush.sheet.index, top + strip.height / 2))
        top -= strip.height
    panels = _panels(strips)
    for paint in (paint_fill, paint_border):
        for panel, first, last in panels:
            paint(panel, brush.sheet, left, (tops[first], tops[last] - strips[last].height))
    for strip, y in zip(strips, tops, strict=True):
        for x, item in strip.items:
            item.paint(brush, left + x, y)
    return outline


def height_of(strips: Sequence[Strip], tightness: float = 1.0) -> float:
    """Return what strips need on a page, in pt."""
    return sum(strip.height + strip.above * tightness for strip in strips) - (strips[0].above if strips else 0.0)


def _panels(strips: Sequence[Strip]) -> list[tuple[Panel, int, int]]:
    """Return each panel with the first and the last of its strips here, outer panels before those in them."""
    extent: dict[Panel, tuple[int, int]] = {}
    for index, strip in enumerate(strips):
        for panel in strip.panels:
            extent[panel] = (extent.get(panel, (index, index))[0], index)
    return [(panel, first, last) for panel, (first, last) in extent.items()]


def foot_height(style: Style) -> float:
    """Return what the foot of a page takes above the bottom margin, in pt."""
    return style.small.leading + style.small.size


def paint_footer(furniture: Furniture, brush: Brush, style: Style, page: Page, number: tuple[int, int]) -> None:
    """Paint the foot of a page; ``number`` is its number and the number of pages."""
    left = page.left + style.margin
    width = page.width - 2 * style.margin
    top = page.bottom + style.bottom + style.small.leading
    right = _line(furniture.page_of.format(page=number[0], pages=number[1]), style.small, brush, width)
    brush.sheet.decorate(f"{brush.look.rule} rg {left:.2f} {top + 3:.2f} {width:.2f} 0.6 re f")
    for first in range(len(furniture.footer)):
        # As many of its parts as fit on one line: whom to call is the last to go.
        words = " · ".join(furniture.footer[first:])
        line = _line(words, style.small, brush, width - right.width - 2 * style.small.size)
        if sum(atom.characters for atom in line.atoms) == len(words.replace(" ", "")):
            TextLine(line, style.small, _FOOTER, brush.look.ink).paint(brush, left, top)
            break
    TextLine(right, style.small, _FOOTER, brush.look.ink, align=1.0).paint(brush, left + width, top)


def _line(text: str, face: Face, brush: Brush, width: float) -> Line:
    """Return the first line of a text set ``width`` pt wide."""
    return break_lines(atoms_of((Run(text),), face, brush.fonts), Measure(width), face, brush.fonts)[0]


def notes_room(style: Style) -> float:
    """Return the least height (pt) that is worth giving to notes: the heading and four rules."""
    return style.heading.leading * 2 + 4 * _NOTES_LEADING


def paint_notes(
    words: str, brush: Brush, style: Style, corner: tuple[float, float], room: tuple[float, float]
) -> None:
    """Paint an area to write in: a heading and rules, all artifacts, for there is nothing there to read."""
    left, top = corner
    width, height = room
    face = style.heading
    top -= face.leading * 0.8
    line = _line(words, face, brush, width)
    TextLine(line, face, _LAYOUT, brush.look.accent_text).paint(brush, left, top)
    y = top - face.leading - 2
    brush.sheet.decorate(f"{brush.look.accent} rg {left:.2f} {y:.2f} {width:.2f} 0.9 re f")
    bottom = corner[1] - height
    while y - _NOTES_LEADING >= bottom:
        y -= _NOTES_LEADING
        brush.sheet.decorate(f"{brush.look.rule} rg {left:.2f} {y:.2f} {width:.2f} 0.6 re f")
