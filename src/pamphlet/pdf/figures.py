"""A figure: the picture with its caption below it, as one thing to place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pamphlet.article.model import plain
from pamphlet.pdf.inline import Measure
from pamphlet.pdf.paint import PictureBox
from pamphlet.pdf.pictures import QUIET
from pamphlet.pdf.strips import Strip
from pamphlet.pdf.tags import Element

if TYPE_CHECKING:
    from pamphlet.pdf.column import Column, Setting
    from pamphlet.pdf.paint import Brush, TextLine
    from pamphlet.pdf.styles import Style
    from pamphlet.plan import Figure, Scan

_CAPTION_GAP = 5.0
_SCAN_GAP = 10.0


class FigureBox(NamedTuple):
    """A picture and its caption's lines. Lengths in pt; ``drop`` is how far below its place it begins."""

    picture: PictureBox
    caption: tuple[TextLine, ...]
    elements: tuple[Element, ...]
    drop: float = 0.0
    hangs: bool = False

    @property
    def width(self) -> float:
        """The picture's width."""
        return self.picture.width

    @property
    def height(self) -> float:
        """What the figure needs from its place down."""
        caption = sum(line.face.leading for line in self.caption) + _CAPTION_GAP * bool(self.caption)
        return self.drop + self.picture.height + caption

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw the picture, then its caption."""
        top -= self.drop
        self.picture.paint(brush, left, top)
        top -= self.picture.height + _CAPTION_GAP
        for line in self.caption:
            line.paint(brush, left, top)
            top -= line.face.leading


def scan_strip(scan: Scan, parent: Element, column: Column, style: Style, setting: Setting) -> Strip:
    """Return a code with its words beside it. The symbol alone, without its quiet zone, is ``style.code`` pt wide."""
    drawing = column.press.drawings.of_code(scan.url)
    side = style.code * drawing.width / (drawing.width - 2 * QUIET)
    code = PictureBox(drawing, parent.child("Figure", alt=scan.alt), side, side)
    lines = column.lines(scan.text, parent.child("P"), setting, Measure(column.width - side - _SCAN_GAP))
    height = sum(line.face.leading for line in lines)
    drop = max(0.0, (side - height) / 2)
    strip = Strip(max(side, height), setting.above, items=[(0.0, code)])
    for index, line in enumerate(lines):
        strip.items.append((side + _SCAN_GAP, line._replace(drop=drop + index * line.face.leading)))
    return strip


def figure_box(
    figure: Figure, limit: tuple[float, float], column: Column, setting: Setting, caption_width: float | None = None
) -> FigureBox:
    """Return a figure scaled to fit ``limit`` (width, height in pt), its elements not yet in the tree.

    The caption is as wide as the picture, or ``caption_width`` pt.

    The caption is a sibling of the Figure (ISO 14289-1 §7.3): inside it, the alt text would silence it.
    """
    drawing = column.press.drawings.of(figure.picture.image)
    scale = min(limit[0] / drawing.width, limit[1] / drawing.height)
    element = None if figure.picture.decorative else Element("Figure", alt=plain(figure.picture.alt))
    picture = PictureBox(drawing, element, drawing.width * scale, drawing.height * scale)
    if figure.caption is None:
        return FigureBox(picture, (), (element,) if element else ())
    caption = Element("Caption")
    lines = column.lines(figure.caption.text, caption, setting, Measure(caption_width or picture.width))
    return FigureBox(picture, tuple(lines), (element, caption) if element else (caption,))
