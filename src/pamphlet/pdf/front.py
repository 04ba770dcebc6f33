"""The head of a leaflet: the clinic's name and logo, where to listen, and the title.

On paper the clinic comes first; in the tree the title does, for that is what a listener needs to hear first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.article.model import plain
from pamphlet.pdf.column import Setting
from pamphlet.pdf.inline import Measure
from pamphlet.pdf.paint import PictureBox
from pamphlet.pdf.strips import Strip
from pamphlet.plan import Figure, Heading, Medium, Paragraph, Role

if TYPE_CHECKING:
    from pamphlet.pdf.column import Column
    from pamphlet.pdf.look import Look
    from pamphlet.pdf.styles import Style
    from pamphlet.pdf.tags import Element
    from pamphlet.plan import Section

_LOGO_GAP = 10.0
_NAME_SHARE = 0.6


def compose_front(section: Section, column: Column, document: Element, style: Style, look: Look) -> None:
    """Add the masthead and the title."""
    masthead = Strip(0.0)
    left = height = 0.0
    column.add(masthead, keep_next=True)
    texts: list[tuple[Paragraph, Element]] = []
    for block in section.blocks:
        match block:
            case Heading():
                setting = Setting(
                    style.title, look.accent_text, style.body.leading * 1.1, keep_next=True, balance=True
                )
                strips = column.text(block.text, document.child("H1"), setting)
                strips[0].anchor = (1, plain(block.text))
            case Figure() if block.medium & Medium.PRINT:
                logo, width = _logo(block, document, column, style)
                masthead.items.append((0.0, logo))
                left, height = width + _LOGO_GAP, logo.height
            case Paragraph() if block.medium & Medium.PRINT:
                texts.append((block, document.child("P")))
            case _:
                pass
    stack = _Stack(masthead, column, style, look)
    name = [pair for pair in texts if pair[0].role is not Role.LISTEN]
    listen = [pair for pair in texts if pair[0].role is Role.LISTEN]
    room = column.width - left
    if style.beside_pictures:
        used = stack.add(name, room * (_NAME_SHARE if listen else 1.0), left)
        stack.add(listen, room - used - 2 * _LOGO_GAP, None)
    else:
        stack.add(name, room, left)
        stack.height = max(height, stack.height) + style.body.leading * 0.4 * bool(listen)
        stack.add(listen, column.width, 0.0, stack.height)
    masthead.height = max(height, stack.height)


def _logo(figure: Figure, document: Element, column: Column, style: Style) -> tuple[PictureBox, float]:
    """Return the logo, two lines of text high, and its width."""
    drawing = column.press.drawings.of(figure.picture.image)
    height = style.publisher.leading + style.small.leading
    width = min(drawing.width * height / drawing.height, height * 4)
    element = document.child("Figure", alt=plain(figure.picture.alt))
    return PictureBox(drawing, element, width, width * drawing.height / drawing.width), width


@dataclass(slots=True)
class _Stack:
    """Stacks lines on the masthead, from the left or against the right edge; ``height`` is what they need, in pt."""

    masthead: Strip
    column: Column
    style: Style
    look: Look
    height: float = 0.0

    def add(
        self, texts: list[tuple[Paragraph, Element]], width: float, left: float | None, top: float = 0.0
    ) -> float:
        """Stack the texts from ``left`` (``None``: against the right edge) and return the widest line's width."""
        widest = 0.0
        for paragraph, element in texts:
            name = paragraph.role is Role.PUBLISHER
            face, colour = (
                (self.style.publisher, self.look.accent_text) if name else (self.style.small, self.look.ink)
            )
            for line in self.column.lines(paragraph.text, element, Setting(face, colour), Measure(width)):
                align = 1.0 if left is None else 0.0
                place = line._replace(drop=top, align=align)
                self.masthead.items.append((self.column.width if left is None else left, place))
                top += face.leading
                widest = max(widest, line.line.width)
        self.height = max(self.height, top)
        return widest
