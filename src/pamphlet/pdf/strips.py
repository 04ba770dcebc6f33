"""Strips: the unbreakable horizontal slices that a column is made of.

As in TeX's vertical lists, a strip says how much space it wants above it (dropped at the head of a page) and what it
costs to break the page there; :mod:`pamphlet.pdf.paginate` chooses the breaks, and the panels (boxes with a border or
a background) are drawn behind whatever strips of theirs a page got.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphlet.pdf.paint import Paintable

NEVER = 1_000_000.0
"""The cost of a break that must not be: behind a heading, after a paragraph's first line, beside a picture."""

KEPT = 4_000.0
"""The cost of splitting a box: paid only where it is taller than a page."""

IN_PARAGRAPH = 120.0
IN_LIST = 30.0
BETWEEN_BLOCKS = 15.0
BEFORE_LIST = 200.0
"""A list is not parted from the words that introduce it."""

BETWEEN_ALERTS = 90.0
BETWEEN_SECTIONS = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """A box behind strips, ``left`` pt from the column's edge and ``width`` pt wide. Colours are PDF operands.

    ``bar`` is a broad rule down its left edge; ``head`` marks the title band of the panel outside it.
    """

    left: float
    width: float
    fill: str | None = None
    border: str | None = None
    border_width: float = 0.0
    bar: str | None = None
    head: bool = False


@dataclass(slots=True)
class Strip:
    """One slice: ``height`` and ``above`` in pt, ``penalty`` the cost of breaking the page before it.

    ``items`` are what is painted, each with its distance from the column's left edge; ``anchor`` is the outline
    entry (level, words) that points here.
    """

    height: float
    above: float = 0.0
    penalty: float = BETWEEN_BLOCKS
    items: list[tuple[float, Paintable]] = field(default_factory=list)
    panels: tuple[Panel, ...] = ()
    anchor: tuple[int, str] | None = None
