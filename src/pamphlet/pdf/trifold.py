"""A tri-fold: three panels a side, folded like a letter, the inner flap a little narrower so that it lies flat.

Outside, from the left: flap, back, cover. Inside: three panels. A patient sees the cover, opens it, reads on, and
finds when to get help on the flap; that is the order of the tree, whatever the sheet's.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.article.model import Paper
from pamphlet.diagnostics import Refusal, error
from pamphlet.pdf.compose import Composer, first_picture
from pamphlet.pdf.pages import height_of, notes_room, paint_notes, paint_strips
from pamphlet.pdf.paginate import Pages, paginate
from pamphlet.pdf.paint import Brush, PictureBox
from pamphlet.pdf.sheet import Links, Sheet
from pamphlet.pdf.styles import MM, TRIFOLDS
from pamphlet.pdf.write import SHORT_EDGE, Leaflet
from pamphlet.plan import Part, origin_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphlet.pdf.look import Look
    from pamphlet.pdf.outline import Entry
    from pamphlet.pdf.press import Press
    from pamphlet.pdf.strips import Strip
    from pamphlet.pdf.styles import Style
    from pamphlet.plan import ReadingPlan

INCH = 72.0
FLAP = {Paper.A4: 97 * MM, Paper.LETTER: 3.625 * INCH}
"""The width of the panel that is folded in; the other two share the rest."""

OUTER = 10 * MM
FOLD = 8 * MM
"""Margins at the sheet's edge (office printers leave up to 7 mm blank) and on either side of a fold."""

_TICK = 2.5 * MM
_COVER = {Part.FRONT}
_MESSAGE = {Part.MAIN_MESSAGE}
_INSIDE = {Part.INTRODUCTION, Part.CAUSES, Part.PREVENTION, Part.SELF_CARE, Part.SECTION}
_FLAP = {Part.GET_HELP}
_BACK = {Part.MORE}
_BACK_FOOT = {Part.ABOUT}
_LEAST_PICTURE = 25 * MM


class _Panels(NamedTuple):
    """What stands on the six panels, composed in one size."""

    composer: Composer
    style: Style
    cover: list[Strip]
    message: list[Strip]
    inside: Pages
    flap: list[Strip]
    back: list[Strip]
    back_foot: list[Strip]

    def over(self, room: float) -> float:
        """Return by how much the panels' contents are too high, in pt, all together."""
        gap = self.style.body.leading
        stacks = (
            height_of(self.cover) + height_of(self.message) + gap,
            height_of(self.flap),
            height_of(self.back) + height_of(self.back_foot) + gap,
        )
        beyond = sum(height_of(page) for page in self.inside.pages[3:])
        return beyond + sum(max(0.0, height - room) for height in stacks)


def lay_out(plan: ReadingPlan, press: Press, look: Look, paper: Paper) -> Leaflet:
    """Lay the plan out on both sides of one sheet, in the largest designed size that fits.

    Raises :class:`~pamphlet.diagnostics.Refusal` where it does not fit at the smallest, saying by how many lines.
    """
    height, width = paper.value
    room = height - 2 * OUTER
    column = FLAP[paper] - OUTER - FOLD
    for style in TRIFOLDS:
        panels = _compose(plan, press, look, style, (column, room))
        over = panels.over(room)
        if over <= 0:
            return _paint(
                plan, panels, (width, height), Brush(Sheet(0, width, height), Links(), press.fonts, look), paper
            )
    lines = math.ceil(over / style.body.leading)
    message = f"the tri-fold has no room for {lines} line{'s' if lines > 1 else ''} of this article, even at 12 pt"
    raise Refusal([error(origin_of(plan), message, "print the booklet (--edition booklet), or shorten the article")])


def _compose(plan: ReadingPlan, press: Press, look: Look, style: Style, area: tuple[float, float]) -> _Panels:
    """Compose the parts in the order in which they are read."""
    width, room = area
    composer = Composer(plan, style, look, press)
    cover, message = composer.compose(width, _COVER), composer.compose(width, _MESSAGE)
    inside = paginate(composer.compose(width, _INSIDE), [room])
    flap, back = composer.compose(width, _FLAP), composer.compose(width, _BACK)
    return _Panels(composer, style, cover, message, inside, flap, back, composer.compose(width, _BACK_FOOT))


def _paint(plan: ReadingPlan, panels: _Panels, size: tuple[float, float], brush: Brush, paper: Paper) -> Leaflet:
    """Paint the panels in reading order, on the outside and the inside of the sheet."""
    width, height = size
    flap = FLAP[paper]
    other = (width - flap) / 2
    column = flap - OUTER - FOLD
    top = height - OUTER
    outside, inside = brush.sheet, Sheet(1, width, height)
    spare = (other - column) / 2
    outline: list[Entry] = []

    _paint_cover(plan, panels, brush, (flap + other, other, column))
    outline += paint_strips(panels.cover, brush, (flap + other + spare, top))
    outline += paint_strips(panels.message, brush, (flap + other + spare, OUTER + height_of(panels.message)))

    inner = brush._replace(sheet=inside)
    lefts = (OUTER, other + spare, 2 * other + FOLD)
    for index, left in enumerate(lefts):
        strips: Sequence[Strip] = panels.inside.pages[index] if index < len(panels.inside.pages) else ()
        tightness = panels.inside.tightness
        outline += paint_strips(strips, inner, (left, top), tightness)
        used = height_of(strips, tightness) if strips else 0.0
        if index == len(lefts) - 1 and height - 2 * OUTER - used > notes_room(panels.style):
            room = (column, height - 2 * OUTER - used)
            paint_notes(plan.furniture.notes, inner, panels.style, (left, top - used), room)

    outline += paint_strips(panels.flap, brush, (OUTER, top))
    outline += paint_strips(panels.back, brush, (flap + spare, top))
    outline += paint_strips(panels.back_foot, brush, (flap + spare, OUTER + height_of(panels.back_foot)))
    _paint_ticks(outside, (flap, flap + other))
    _paint_ticks(inside, (other, 2 * other))
    return Leaflet(plan, panels.composer.document, [outside, inside], brush.links, outline, SHORT_EDGE)


def _paint_cover(plan: ReadingPlan, panels: _Panels, brush: Brush, place: tuple[float, float, float]) -> None:
    """Paint the cover's ground, and the article's first picture between title and message, as decoration.

    The picture is read where it belongs, inside; here it only helps to find the leaflet on the rack.
    """
    left, width, column = place
    height = brush.sheet.height
    brush.sheet.decorate(f"{brush.look.tint} rg {left:.2f} 0 {width:.2f} {height:.2f} re f")
    picture = first_picture(plan)
    gap = panels.style.body.leading * 1.5
    room = height - 2 * OUTER - height_of(panels.cover) - height_of(panels.message) - 2 * gap
    if picture is None or room < _LEAST_PICTURE:
        return
    drawing = panels.composer.press.drawings.of(picture.image)
    scale = min(column / drawing.width, room / drawing.height)
    box = PictureBox(drawing, None, drawing.width * scale, drawing.height * scale)
    top = height - OUTER - height_of(panels.cover) - gap - (room - box.height) / 2
    box.paint(brush, left + (width - box.width) / 2, top)


def _paint_ticks(sheet: Sheet, folds: tuple[float, ...]) -> None:
    """Mark the folds at the sheet's edges."""
    for x in folds:
        for y in (0.0, sheet.height - _TICK):
            sheet.decorate(f"0.5 G 0.5 w {x:.2f} {y:.2f} m {x:.2f} {y + _TICK:.2f} l S")
