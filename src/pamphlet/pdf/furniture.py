"""What every page repeats: a rule, the leaflet's title and the clinic at the foot, and the page's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.article.model import Run
from pamphlet.pdf.inline import Measure, atoms_of, break_lines
from pamphlet.pdf.paint import Owners, TextLine

if TYPE_CHECKING:
    from pamphlet.pdf.editions import Edition
    from pamphlet.pdf.inline import Line
    from pamphlet.pdf.paint import Brush
    from pamphlet.plan import Furniture

_FOOTER = "/Type/Pagination/Subtype/Footer"
"""The artifact type that lets a screen reader pass over it (ISO 32000-1 §14.8.2.2.2)."""

_OWNERS = Owners((_FOOTER,), (None,))


def foot_height(edition: Edition) -> float:
    """Return what the foot of a page takes above the bottom margin, in pt."""
    return edition.small.leading + edition.small.size


def paint_footer(furniture: Furniture, brush: Brush, edition: Edition, page: tuple[int, int]) -> None:
    """Paint the foot of a page; ``page`` is its number and the number of pages."""
    width = brush.sheet.width - 2 * edition.margin
    top = edition.bottom + edition.small.leading
    number, pages = page
    right = _line(furniture.page_of.format(page=number, pages=pages), edition, brush, width)
    left = _fitting(furniture.footer, edition, brush, width - right.width - 2 * edition.small.size)
    rule = f"{brush.look.rule} rg {edition.margin:.2f} {top + 3:.2f} {width:.2f} 0.6 re f"
    brush.sheet.decorate(rule)
    ink = brush.look.ink
    if left is not None:
        TextLine(left, edition.small, _OWNERS, ink).paint(brush, edition.margin, top)
    TextLine(right, edition.small, _OWNERS, ink, align=1.0).paint(brush, edition.margin + width, top)


def _line(text: str, edition: Edition, brush: Brush, width: float) -> Line:
    return _lines(text, edition, brush, width)[0]


def _lines(text: str, edition: Edition, brush: Brush, width: float) -> list[Line]:
    atoms = atoms_of((Run(text),), edition.small, brush.fonts)
    return break_lines(atoms, Measure(width), edition.small, brush.fonts)


def _fitting(parts: tuple[str, ...], edition: Edition, brush: Brush, room: float) -> Line | None:
    """Return as many of the parts as fit on one line; whom to call is the last to go."""
    for first in range(len(parts)):
        lines = _lines(" · ".join(parts[first:]), edition, brush, room)
        if len(lines) == 1 and lines[0].width <= room:
            return lines[0]
    return None
