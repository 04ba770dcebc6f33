"""Tree → Clinic: what ``clinic.yaml`` says for all articles beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphlet.article.model import Clinic, ContactDefaults, Paper, Tier
from pamphlet.article.tree import Mapping
from pamphlet.diagnostics import Diagnostic, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.reader import At, Reader

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text against its background."""

_PAPERS = {"a4": Paper.A4, "letter": Paper.LETTER}


def clinic_of(at: At, reader: Reader) -> Clinic:
    """Return what the file says."""
    actions = {tier: reader.words(at[tier.value]["action"]) for tier in Tier if at[tier.value]}
    colour = at["colour"]
    reader.problems += _pale(colour)
    return Clinic(
        contact=contact_of(at["contact"], reader),
        logo=reader.picture(at["logo"]),
        paper=_PAPERS.get(reader.word(at["paper"]) or ""),
        colour=reader.word(colour),
        say=reader.pronunciations(at["say"]),
        actions=actions,
        author=reader.words_if_any(at["review"]["author"]),
        editions=tuple(reader.word(edition) or "" for edition in at["editions"].items()),
        voice=reader.word(at["audio"]["voice"]),
        speed=reader.word(at["audio"]["speed"]),
    )


def contact_of(at: At, reader: Reader) -> ContactDefaults | None:
    """Return what a ``contact`` says, ``None`` where there is none."""
    if not isinstance(at.node, Mapping):
        return None
    return ContactDefaults(
        name=reader.words_if_any(at["name"]),
        phone=reader.words_if_any(at["phone"]),
        web=reader.word(at["web"]),
        email=reader.word(at["email"]),
    )


def contrast_with_white(colour: str) -> float:
    """Return the contrast of ``#rrggbb`` with white paper, from 1 (none) to 21 (WCAG 2.2, contrast ratio)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


def _pale(at: At) -> Iterator[Diagnostic]:
    colour = str(getattr(at.node, "value", "")).strip()
    if at.node is not None and re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
        contrast = contrast_with_white(colour)
        if contrast < LEAST_CONTRAST:
            message = f"`colour` {colour} is too pale to read on white paper: contrast {contrast:.1f} to 1"
            yield error(
                at.node.span, message, f"choose a darker colour, with a contrast of at least {LEAST_CONTRAST} to 1"
            )
