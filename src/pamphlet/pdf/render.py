"""ReadingPlan → PDF bytes: check, lay out, write. Pure: the same plan and fonts give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from pamphlet.article.model import Paper
from pamphlet.pdf import flat
from pamphlet.pdf.glyphs import check_glyphs
from pamphlet.pdf.look import look_of
from pamphlet.pdf.styles import GIANT, LARGE, STANDARD
from pamphlet.pdf.write import write
from pamphlet.plan import Edition

if TYPE_CHECKING:
    from pamphlet.pdf.look import Look
    from pamphlet.pdf.press import Press
    from pamphlet.pdf.write import Leaflet
    from pamphlet.plan import ReadingPlan

_TOOL = "pamphlet"


def render(
    plan: ReadingPlan,
    press: Press,
    edition: Edition = Edition.STANDARD,
    paper: Paper = Paper.A4,
    *,
    impose: bool = True,
) -> bytes:
    """Return an edition of the plan as a tagged file that is PDF/UA-1 and PDF/A-2a.

    ``impose`` applies to the booklet: off, its pages are sheets of their own. Raises
    :class:`~pamphlet.diagnostics.Refusal` naming each character that no font of the set can draw, or saying by how
    much the text is too long for a tri-fold.
    """
    check_glyphs(plan, press.fonts)
    return write(_lay_out(plan, press, edition, paper, impose=impose), _TOOL)


def _lay_out(plan: ReadingPlan, press: Press, edition: Edition, paper: Paper, *, impose: bool) -> Leaflet:
    look: Look = look_of(plan.colour)
    match edition:
        case Edition.STANDARD:
            return flat.lay_out(plan, press, look, STANDARD, paper.value)
        case Edition.LARGE:
            return flat.lay_out(plan, press, look, LARGE, paper.value)
        case Edition.GIANT:
            return flat.lay_out(plan, press, look, GIANT, paper.value)
        case Edition.TRIFOLD:
            from pamphlet.pdf import trifold  # noqa: PLC0415 - only who folds pays for folding

            return trifold.lay_out(plan, press, look, paper)
        case Edition.BOOKLET:
            from pamphlet.pdf import booklet  # noqa: PLC0415

            return booklet.lay_out(plan, press, look, paper.value, impose=impose)
        case _:
            assert_never(edition)
