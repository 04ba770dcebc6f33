"""Strips → pages: the breaks are chosen for the whole leaflet at once, as TeX chooses the breaks of a paragraph.

A page at a time would leave a heading alone, split a box that fits the next page, or end on a page of two lines; all
three are costs here, and the cheapest way through the leaflet wins.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.pdf.strips import NEVER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphlet.pdf.strips import Strip

PER_PAGE = 300.0
"""What one more page costs: paper, and a reader's patience."""

EMPTINESS = 600.0
"""What an empty page would cost; a part of it counts by its square."""

SHORT_PAGE = 2_000.0
SHORT = 0.2
"""A last page filled less than this is a failure of layout (two lonely lines)."""

TIGHTENINGS = (1.0, 0.9, 0.8, 0.7)
"""What the space between blocks may be scaled by to save a nearly empty last page. Lines are never squeezed."""

TIGHTENING = 40.0


class Pages(NamedTuple):
    """The strips of each page, and the scale of the space between them."""

    pages: tuple[tuple[Strip, ...], ...]
    tightness: float
    cost: float


def paginate(strips: Sequence[Strip], heights: Sequence[float]) -> Pages:
    """Break the strips into pages. ``heights`` gives each page's room in pt; the last is repeated as needed."""
    best: Pages | None = None
    for step, tightness in enumerate(TIGHTENINGS):
        tried = _break(strips, heights, tightness, step * TIGHTENING)
        if best is None or tried.cost < best.cost:
            best = tried
        if best.cost < PER_PAGE * len(best.pages) + SHORT_PAGE / 2 and not _is_short(best, heights):
            break
    assert best is not None  # noqa: S101 - TIGHTENINGS is not empty
    return best


def _is_short(pages: Pages, heights: Sequence[float]) -> bool:
    """Tell whether the last page is so empty that a tighter setting may do without it."""
    if len(pages.pages) == 1:
        return False
    used = sum(strip.height + strip.above for strip in pages.pages[-1])
    return used < 0.4 * _height(heights, len(pages.pages) - 1)


def _height(heights: Sequence[float], page: int) -> float:
    return heights[min(page, len(heights) - 1)]


def _break(strips: Sequence[Strip], heights: Sequence[float], tightness: float, base: float) -> Pages:
    places = [at for at, strip in enumerate(strips) if strip.penalty < NEVER or at == 0]
    found = _cheapest(strips, heights, tightness, [*places, len(strips)])
    if found is None:  # something that must hold together is taller than a page: let it break anywhere
        found = _cheapest(strips, heights, tightness, list(range(len(strips) + 1)))
    assert found is not None  # noqa: S101 - every single strip fits a page: compose.py scales what would not
    cost, breaks = found
    pages = tuple(tuple(strips[start:end]) for start, end in pairwise(breaks))
    return Pages(pages, tightness, cost + base)


def _cheapest(
    strips: Sequence[Strip], heights: Sequence[float], tightness: float, places: list[int]
) -> tuple[float, list[int]] | None:
    """Return the cost and the breaks of the cheapest way from the first place to the last, if there is a way."""
    tops = [0.0, *accumulate(strip.height + strip.above * tightness for strip in strips)]
    last = places[-1]
    best: dict[int, tuple[float, int, int]] = {places[0]: (0.0, -1, 0)}  # place -> cost, where from, pages so far
    for index, start in enumerate(places):
        if start not in best or start == last:
            continue
        cost, _, page = best[start]
        room = _height(heights, page)
        head = tops[start] + strips[start].above * tightness
        for end in places[index + 1 :]:
            used = tops[end] - head
            if used > room + 1e-6:
                break
            total = cost + PER_PAGE + _page_cost(strips, end, used / room, last=end == last, first=page == 0)
            if end not in best or total < best[end][0]:
                best[end] = (total, start, page + 1)
    if last not in best:
        return None
    breaks = [last]
    while breaks[-1] != places[0]:
        breaks.append(best[breaks[-1]][1])
    return best[last][0], breaks[::-1]


def _page_cost(strips: Sequence[Strip], end: int, filled: float, *, last: bool, first: bool) -> float:
    if last:
        return SHORT_PAGE * (SHORT - filled) / SHORT if filled < SHORT and not first else 0.0
    return strips[end].penalty + EMPTINESS * (1 - filled) ** 2
