"""ReadingPlan → PDF bytes: compose, paginate, paint, write. Pure: the same plan and fonts give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.article.model import Paper
from pamphlet.pdf.compose import Composer
from pamphlet.pdf.editions import STANDARD, Edition
from pamphlet.pdf.furniture import foot_height, paint_footer
from pamphlet.pdf.glyphs import check_glyphs
from pamphlet.pdf.look import look_of
from pamphlet.pdf.outline import Entry
from pamphlet.pdf.paginate import paginate
from pamphlet.pdf.paint import Brush, paint_border, paint_fill
from pamphlet.pdf.sheet import Links, Sheet
from pamphlet.pdf.tags import prune
from pamphlet.pdf.write import Leaflet, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphlet.pdf.fonts import FontSet
    from pamphlet.pdf.strips import Panel, Strip
    from pamphlet.plan import ReadingPlan

_TOOL = "pamphlet"


def render(plan: ReadingPlan, fonts: FontSet, edition: Edition = STANDARD, paper: Paper = Paper.A4) -> bytes:
    """Return the plan as a tagged file that is PDF/UA-1 and PDF/A-2a.

    Raises :class:`~pamphlet.diagnostics.Refusal` naming each character that no font of the set can draw.
    """
    check_glyphs(plan, fonts)
    look = look_of(plan.colour)
    width, height = paper.value
    strips, document = Composer(plan, edition, look, fonts, width - 2 * edition.margin).compose()
    pages = paginate(strips, [height - edition.top - edition.bottom - foot_height(edition)])
    sheets = [Sheet(index, width, height) for index in range(len(pages.pages))]
    links = Links()
    outline: list[Entry] = []
    for sheet, page in zip(sheets, pages.pages, strict=True):
        brush = Brush(sheet, links, fonts, look)
        outline += _paint(page, pages.tightness, brush, (edition.margin, height - edition.top))
        paint_footer(plan.furniture, brush, edition, (sheet.index + 1, len(sheets)))
    prune(document)
    return write(Leaflet(plan, document, sheets, links, outline), _TOOL)


def _paint(strips: Sequence[Strip], tightness: float, brush: Brush, corner: tuple[float, float]) -> list[Entry]:
    """Paint a page's strips from its top left corner down: first the panels behind them, then what stands on them."""
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


def _panels(strips: Sequence[Strip]) -> list[tuple[Panel, int, int]]:
    """Return each panel with the first and the last of its strips here, outer panels before those in them."""
    extent: dict[Panel, tuple[int, int]] = {}
    for index, strip in enumerate(strips):
        for panel in strip.panels:
            extent[panel] = (extent.get(panel, (index, index))[0], index)
    return [(panel, first, last) for panel, (first, last) in extent.items()]
