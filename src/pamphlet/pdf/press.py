"""What is kept from one leaflet to the next: fonts with their measured words, and drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pamphlet.pdf.fonts import FontSet
    from pamphlet.pdf.pictures import Drawings


class Press(NamedTuple):
    """Everything that printing needs beyond the plan; nothing of a leaflet stays in it that could change another."""

    fonts: FontSet
    drawings: Drawings
