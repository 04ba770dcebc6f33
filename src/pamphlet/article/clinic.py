"""Tree → Clinic: what ``clinic.yaml`` says for all articles beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.article.colour import LEAST_CONTRAST, WHITE, contrast, darkened, parse_colour
from pamphlet.article.model import Clinic, ContactDefaults, Paper, Tier
from pamphlet.article.tree import Mapping, Scalar
from pamphlet.diagnostics import Diagnostic, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.reader import At, Reader

_PAPERS = {"a4": Paper.A4, "letter": Paper.LETTER}


def clinic_of(at: At, reader: Reader) -> Clinic:
    """Return what the file says."""
    actions = {tier: reader.line(at[tier.value]["action"]) for tier in Tier if at[tier.value]}
    colour = at["colour"]
    reader.problems += _pale(colour)
    return Clinic(
        contact=contact_of(at["contact"], reader),
        logo=reader.picture(at["logo"]),
        paper=_PAPERS.get(reader.word(at["paper"]) or ""),
        colour=reader.word(colour),
        say=reader.pronunciations(at["say"]),
        actions=actions,
        author=reader.line_if_any(at["review"]["author"]),
        editions=tuple(reader.word(edition) or "" for edition in at["editions"].items()),
        voice=reader.word(at["audio"]["voice"]),
        speed=reader.word(at["audio"]["speed"]),
    )


def contact_of(at: At, reader: Reader) -> ContactDefaults | None:
    """Return what a ``contact`` says, ``None`` where there is none."""
    if not isinstance(at.node, Mapping):
        return None
    return ContactDefaults(
        name=reader.line_if_any(at["name"]),
        phone=reader.line_if_any(at["phone"]),
        web=reader.word(at["web"]),
        email=reader.word(at["email"]),
    )


def _pale(at: At) -> Iterator[Diagnostic]:
    """Refuse a colour in which headings would be hard to read."""
    colour = parse_colour(at.node.value.strip()) if isinstance(at.node, Scalar) else None
    if at.node is not None and colour is not None and contrast(colour, WHITE) < LEAST_CONTRAST:
        found = f"contrast {contrast(colour, WHITE):.1f} to 1, where {LEAST_CONTRAST} is needed"
        message = f"`colour` {colour.hex} is too pale to read on white paper: {found}"
        yield error(at.node.span, message, f"{darkened(colour, LEAST_CONTRAST).hex} is the same colour, dark enough")
