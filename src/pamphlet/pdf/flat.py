"""Flat sheets: one page a sheet, read from the first to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.pdf.compose import Composer
from pamphlet.pdf.pages import Page, foot_height, height_of, notes_room, paint_footer, paint_notes, paint_strips
from pamphlet.pdf.paginate import paginate
from pamphlet.pdf.paint import Brush
from pamphlet.pdf.sheet import Links, Sheet
from pamphlet.pdf.write import Leaflet

if TYPE_CHECKING:
    from pamphlet.pdf.look import Look
    from pamphlet.pdf.outline import Entry
    from pamphlet.pdf.press import Press
    from pamphlet.pdf.styles import Style
    from pamphlet.plan import ReadingPlan


def lay_out(plan: ReadingPlan, press: Press, look: Look, style: Style, size: tuple[float, float]) -> Leaflet:
    """Lay the plan out on pages of ``size`` (width, height in pt), with room for notes where the last page has it."""
    width, height = size
    column = width - 2 * style.margin
    room = height - style.top - style.bottom - foot_height(style)
    composer = Composer(plan, style, look, press)
    pages = paginate(composer.compose(column), [room])
    sheets = [Sheet(index, width, height) for index in range(len(pages.pages))]
    links = Links()
    outline: list[Entry] = []
    for sheet, strips in zip(sheets, pages.pages, strict=True):
        brush = Brush(sheet, links, press.fonts, look)
        corner = (style.margin, height - style.top)
        outline += paint_strips(strips, brush, corner, pages.tightness)
        number = (sheet.index + 1, len(sheets))
        paint_footer(plan.furniture, brush, style, Page(0, 0, width, height), number)
        used = height_of(strips, pages.tightness)
        if sheet is sheets[-1] and room - used > notes_room(style):
            paint_notes(plan.furniture.notes, brush, style, (corner[0], corner[1] - used), (column, room - used))
    return Leaflet(plan, composer.document, sheets, links, outline)
