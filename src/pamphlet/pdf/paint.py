"""What stands on a strip, and how it is painted: lines of text, pictures, rules, the discs behind numbers, panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from pamphlet.pdf.sheet import LinkBox
from pamphlet.pdf.tags import Element

if TYPE_CHECKING:
    from pamphlet.pdf.fonts import CodePage, FontSet
    from pamphlet.pdf.inline import Face, Line
    from pamphlet.pdf.look import Look
    from pamphlet.pdf.pictures import Drawing
    from pamphlet.pdf.sheet import Links, Sheet
    from pamphlet.pdf.strips import Panel


class Brush(NamedTuple):
    """What painting needs beyond the strip: the sheet, the file's links, the fonts and the colours."""

    sheet: Sheet
    links: Links
    fonts: FontSet
    look: Look


class Paintable(Protocol):
    """Something that stands on a strip."""

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Paint it; ``left`` and ``top`` are its place on the sheet, in pt from the bottom left."""


class Owners(NamedTuple):
    """The element of each run of a paragraph, and what its links say (``None`` for a run that is no link)."""

    elements: tuple[Element | str, ...]
    links: tuple[tuple[str, str] | None, ...]


class TextLine(NamedTuple):
    """A line of text, ``drop`` pt below its place; ``align`` is the part of its width left of it: 0 or 1."""

    line: Line
    face: Face
    owners: Owners
    colour: str
    align: float = 0.0
    drop: float = 0.0

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Show the words, each in the marked content of the element that owns its run."""
        face = self.face
        cap_height = brush.fonts.cap_height * face.size / 1000
        baseline = top - self.drop - (face.leading + cap_height) / 2
        _LinePainter(self, brush, left - self.align * self.line.width, baseline).paint()


class _LinePainter:
    """Walks a line and shows each stretch that shares an element and a font in one operator."""

    def __init__(self, text: TextLine, brush: Brush, left: float, baseline: float) -> None:
        self.text = text
        self.brush = brush
        self.x = self.start = left
        self.baseline = baseline
        self.shows: list[str] = []
        self.run = -1
        self.page: CodePage | None = None
        self.links: dict[int, tuple[float, float]] = {}

    def paint(self) -> None:
        scale = self.text.face.size / 1000
        for atom in self.text.line.atoms:
            for part in atom.parts:
                for piece in part.word.pieces:
                    self._turn(part.run, piece.page)
                    self.shows.append(piece.show)
                    self._advance(part.run, piece.width * scale)
            if atom.space is not None:
                # Shown at the end of a line too: words need their space there (ISO 32000-1 §14.8.2.5).
                page = atom.parts[-1].word.pieces[-1].page
                self._turn(atom.space, page if page.is_first else page.face.first_page)
                self.shows.append(" ")
                self._advance(atom.space, atom.gap)
        self._flush()
        for run, (left, right) in self.links.items():
            self._link(run, left, right)

    def _turn(self, run: int, page: CodePage) -> None:
        owners = self.text.owners.elements
        if page is self.page and (run == self.run or owners[run] is owners[self.run]):
            self.run = run
            return
        self._flush()
        self.run, self.page = run, page

    def _advance(self, run: int, width: float) -> None:
        if self.text.owners.links[run]:
            left = self.links.get(run, (self.x, 0.0))[0]
            self.links[run] = (left, self.x + width)
        self.x += width

    def _flush(self) -> None:
        if self.shows and self.page is not None:
            owner = self.text.owners.elements[self.run]
            colour = self.brush.look.accent_text if self.text.owners.links[self.run] else self.text.colour
            size = self.text.face.size * self.page.face.scale
            self.brush.sheet.show(owner, self.page, size, colour, (self.start, self.baseline, "".join(self.shows)))
        self.shows = []
        self.start = self.x

    def _link(self, run: int, left: float, right: float) -> None:
        owner, link = self.text.owners.elements[run], self.text.owners.links[run]
        if not isinstance(owner, Element) or link is None:
            return
        size = self.text.face.size
        rule = f"{left:.2f} {self.baseline - 0.16 * size:.2f} {right - left:.2f} {0.055 * size:.2f} re f"
        self.brush.sheet.decorate(f"{self.brush.look.accent_text} rg {rule}")
        rect = (left, self.baseline - 0.25 * size, right, self.baseline + 0.8 * size)
        self.brush.links.add(owner, LinkBox(self.brush.sheet.index, rect, *link))


class PictureBox(NamedTuple):
    """A picture of ``width`` by ``height`` pt, ``drop`` pt below its place. Without an owner it is decoration."""

    drawing: Drawing
    owner: Element | None
    width: float
    height: float
    drop: float = 0.0

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Draw the picture."""
        brush.sheet.picture(self.owner, self.drawing, (left, top - self.drop - self.height, self.width, self.height))


class Rule(NamedTuple):
    """A horizontal rule, ``drop`` pt below its place (decoration)."""

    width: float
    thickness: float
    colour: str
    drop: float

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Paint the rule."""
        place = f"{left:.2f} {top - self.drop:.2f} {self.width:.2f} {self.thickness} re f"
        brush.sheet.decorate(f"{self.colour} rg {place}")


class Disc(NamedTuple):
    """A filled circle behind an item's number, its centre ``drop`` pt below its place (decoration)."""

    radius: float
    colour: str
    drop: float

    def paint(self, brush: Brush, left: float, top: float) -> None:
        """Paint the circle as four Bézier quarters (0.5523 is the usual approximation)."""
        x, y, r = left, top - self.drop, self.radius
        k = 0.5523 * r
        brush.sheet.decorate(
            f"{self.colour} rg {x - r:.2f} {y:.2f} m"
            f" {x - r:.2f} {y + k:.2f} {x - k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c"
            f" {x + k:.2f} {y + r:.2f} {x + r:.2f} {y + k:.2f} {x + r:.2f} {y:.2f} c"
            f" {x + r:.2f} {y - k:.2f} {x + k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c"
            f" {x - k:.2f} {y - r:.2f} {x - r:.2f} {y - k:.2f} {x - r:.2f} {y:.2f} c f"
        )


_BAR = 4.0


def paint_fill(panel: Panel, sheet: Sheet, left: float, extent: tuple[float, float]) -> None:
    """Paint a panel's background and bar behind the strips that this page has of it (top, bottom)."""
    top, bottom = extent
    x = left + panel.left
    if panel.fill:
        sheet.decorate(f"{panel.fill} rg {x:.2f} {bottom:.2f} {panel.width:.2f} {top - bottom:.2f} re f")
    if panel.bar:
        sheet.decorate(f"{panel.bar} rg {x:.2f} {bottom:.2f} {_BAR} {top - bottom:.2f} re f")


def paint_border(panel: Panel, sheet: Sheet, left: float, extent: tuple[float, float]) -> None:
    """Paint a panel's border inside its edge, over the backgrounds of the panels within."""
    if panel.border:
        top, bottom = extent
        inset = panel.border_width / 2
        x, width = left + panel.left + inset, panel.width - 2 * inset
        box = f"{x:.2f} {bottom + inset:.2f} {width:.2f} {top - bottom - 2 * inset:.2f} re"
        sheet.decorate(f"{panel.border} RG {panel.border_width} w 1 j {box} S")
