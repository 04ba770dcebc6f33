"""A sheet's content stream: text and pictures as marked content, everything else as artifacts.

Nothing can be drawn outside of the two (ISO 14289-1 §7.1): text and pictures go through :meth:`Sheet.show` and
:meth:`Sheet.picture`, which ask for the element they belong to, and decoration through :meth:`Sheet.decorate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pamphlet.pdf.objects import number
from pamphlet.pdf.tags import Annotation, Element, Mark

if TYPE_CHECKING:
    from pamphlet.pdf.fonts import CodePage
    from pamphlet.pdf.pictures import Drawing


class LinkBox(NamedTuple):
    """The area of a link on one line: ``rect`` is left, bottom, right, top in pt."""

    sheet: int
    rect: tuple[float, float, float, float]
    url: str
    contents: str


class Links:
    """The link annotations of the whole file, in the order in which they are read."""

    def __init__(self) -> None:
        self.boxes: list[LinkBox] = []
        self.elements: list[Element] = []

    def add(self, element: Element, box: LinkBox) -> None:
        """Tie an annotation to its Link element (ISO 14289-1 §7.18.5)."""
        element.add(Annotation(box.sheet, len(self.boxes)))
        self.boxes.append(box)
        self.elements.append(element)


class Sheet:
    """One page of the file under construction. Lengths in pt, the origin at the bottom left."""

    def __init__(self, index: int, width: float, height: float) -> None:
        self.index = index
        self.width = width
        self.height = height
        self.marks: list[Element] = []
        self.pages: dict[str, CodePage] = {}
        self.drawings: dict[str, Drawing] = {}
        self._under: list[str] = []
        self._ops: list[str] = []
        self._open: Element | str | None = None
        self._font: tuple[str, float] | None = None
        self._colour = ""

    def show(
        self, owner: Element | str, page: CodePage, size: float, colour: str, at: tuple[float, float, str]
    ) -> None:
        """Show text; ``at`` is x, baseline, a TJ string's inside. A ``str`` owner is an artifact's properties."""
        self._belong(owner)
        if self._font != (page.name, size):
            self._font = (page.name, size)
            self.pages[page.name] = page
            self._ops.append(f"/{page.name} {number(size)} Tf")
        if self._colour != colour:
            self._colour = colour
            self._ops.append(f"{colour} rg")
        x, y, show = at
        self._ops.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm[({show})]TJ")

    def picture(self, owner: Element | None, drawing: Drawing, box: tuple[float, float, float, float]) -> None:
        """Draw a picture into ``box`` (left, bottom, width, height); without an owner it is decoration."""
        left, bottom, width, height = box
        self.drawings[drawing.name] = drawing
        place = f"q {number(width)} 0 0 {number(height)} {left:.2f} {bottom:.2f} cm/{drawing.name} Do Q"
        if owner is None:
            self._under.append(place)
            return
        self._close()
        owner.bbox = (left, bottom, left + width, bottom + height)
        self._ops.append(f"/{owner.tag}<</MCID {self._mark(owner)}>>BDC {place} EMC")

    def decorate(self, operators: str) -> None:
        """Paint a rule, a box or a background below the text, as a layout artifact (ISO 32000-1 §14.8.2.2)."""
        self._under.append(f"q {operators} Q")

    def content(self) -> bytes:
        """Return the content stream: decoration first, then what is read."""
        self._close()
        under = ["/Artifact<</Type/Layout>>BDC", *self._under, "EMC"] if self._under else []
        return "\n".join([*under, *self._ops]).encode("latin-1")

    def _belong(self, owner: Element | str) -> None:
        if self._open is owner or (isinstance(owner, str) and self._open == owner):
            return
        self._close()
        if isinstance(owner, str):
            self._ops.append(f"/Artifact<<{owner}>>BDC BT")
        else:
            self._ops.append(f"/{owner.tag}<</MCID {self._mark(owner)}>>BDC BT")
        self._open = owner

    def _mark(self, owner: Element) -> int:
        owner.add(Mark(self.index, len(self.marks)))
        self.marks.append(owner)
        return len(self.marks) - 1

    def _close(self) -> None:
        if self._open is not None:
            self._ops.append("ET EMC")
            self._open = None
