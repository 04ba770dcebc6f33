"""Pictures that are too coarse for the size at which they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.article.model import ImageKind
from pamphlet.diagnostics import warning
from pamphlet.pdf.styles import style_of
from pamphlet.plan import Alert, Figure, ItemList, Medium, blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.diagnostics import Diagnostic
    from pamphlet.plan import Block, Edition, ReadingPlan

LEAST = 150.0
"""Pixels an inch; below it a printed photograph looks blocked."""


def coarse_pictures(plan: ReadingPlan, edition: Edition) -> Iterator[Diagnostic]:
    """Warn of each picture that has too few pixels for its size in an edition."""
    style = style_of(edition)
    for _, block in blocks(plan, Medium.PRINT):
        for figure in _figures(block):
            image, span = figure.picture.image, figure.picture.span
            inches = min(style.picture_width, style.picture_height * image.width / image.height) / 72
            if image.kind is not ImageKind.SVG and span is not None and image.width / inches < LEAST:
                have, need = round(image.width / inches), round(inches * LEAST)
                message = (
                    f"the picture `{figure.picture.file}` is coarse in {edition.value} print: {have} dots an inch"
                )
                yield warning(span, message, f"use one that is at least {need} pixels wide")


def _figures(block: Block) -> Iterator[Figure]:
    match block:
        case Figure() if block.spoken or block.picture.decorative:
            yield block
        case ItemList():
            for item in block.items:
                yield from (part for part in item.blocks if isinstance(part, Figure))
        case Alert():
            yield from _figures(block.signs)
        case _:
            pass
