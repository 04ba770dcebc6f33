"""A booklet of half sheets: A5 pages on A4, imposed so that the printed stack is folded and stapled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.pdf.compose import Composer
from pamphlet.pdf.pages import Page, foot_height, height_of, notes_room, paint_footer, paint_notes, paint_strips
from pamphlet.pdf.paginate import paginate
from pamphlet.pdf.paint import Brush
from pamphlet.pdf.sheet import Links, Sheet
from pamphlet.pdf.styles import BOOKLET
from pamphlet.pdf.write import SHORT_EDGE, Leaflet

if TYPE_CHECKING:
    from pamphlet.pdf.look import Look
    from pamphlet.pdf.outline import Entry
    from pamphlet.pdf.press import Press
    from pamphlet.pdf.strips import Strip
    from pamphlet.plan import ReadingPlan


def lay_out(plan: ReadingPlan, press: Press, look: Look, paper: tuple[float, float], *, impose: bool) -> Leaflet:
    """Lay the plan out on half sheets of ``paper`` (width, height in pt, portrait).

    Imposed, two pages share each side of a sheet; otherwise each page is a sheet of its own, for a print shop. The
    tree reads in page order either way.
    """
    height, width = paper[0], paper[1] / 2
    column = width - 2 * BOOKLET.margin
    room = height - BOOKLET.top - BOOKLET.bottom - foot_height(BOOKLET)
    composer = Composer(plan, BOOKLET, look, press)
    pages = paginate(composer.compose(column), [room])
    contents = padded(list(pages.pages))
    count = len(contents)
    if impose:
        sheets = [Sheet(index, paper[1], paper[0]) for index in range(count // 2)]
        places = [(sheets[face], side * width) for face, side in imposition(count)]
    else:
        sheets = [Sheet(index, width, height) for index in range(count)]
        places = [(sheet, 0.0) for sheet in sheets]
    links = Links()
    outline: list[Entry] = []
    for number, (strips, (sheet, left)) in enumerate(zip(contents, places, strict=True), 1):
        brush = Brush(sheet, links, press.fonts, look)
        corner = (left + BOOKLET.margin, height - BOOKLET.top)
        outline += paint_strips(strips, brush, corner, pages.tightness)
        paint_footer(plan.furniture, brush, BOOKLET, Page(left, 0, width, height), (number, count))
        used = height_of(strips, pages.tightness)
        if not strips or (number == count and room - used > notes_room(BOOKLET)):
            paint_notes(plan.furniture.notes, brush, BOOKLET, (corner[0], corner[1] - used), (column, room - used))
    made = Leaflet(plan, composer.document, sheets, links, outline)
    return made._replace(preferences=SHORT_EDGE) if impose else made


def padded(pages: list[tuple[Strip, ...]]) -> list[tuple[Strip, ...]]:
    """Pad to a multiple of 4. The empty pages, for notes, go before the last, which is the back cover."""
    empty: list[tuple[Strip, ...]] = [()] * (-len(pages) % 4)
    return [*pages[:-1], *empty, pages[-1]] if len(pages) > 1 else [*pages, *empty]


def imposition(count: int) -> list[tuple[int, int]]:
    """Return for each page, in reading order, the face it is printed on and the side (0 left, 1 right).

    Face k of a saddle-stitched booklet of N pages holds (N - k, k + 1) where k is even, else (k + 1, N - k).
    """
    places = {}
    for face in range(count // 2):
        outer, inner = count - face, face + 1
        left, right = (outer, inner) if face % 2 == 0 else (inner, outer)
        places[left], places[right] = (face, 0), (face, 1)
    return [places[page] for page in range(1, count + 1)]
