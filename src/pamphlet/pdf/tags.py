"""The structure tree (ISO 32000-1 §14.7, §14.8): built from the plan, filled while drawing, written at the end.

An :class:`Element` is made for each node of the plan, in plan order, before anything is laid out; drawing only adds
marked-content ids to it. So the tree reads in the patient's order whatever the order on the sheet, and an element
that crosses a page stays one element.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pamphlet.pdf.objects import Ref, number, text_string

if TYPE_CHECKING:
    from pamphlet.pdf.objects import Objects


class Mark(NamedTuple):
    """A marked-content sequence: which sheet (index) and which id on it."""

    sheet: int
    mcid: int


class Annotation(NamedTuple):
    """A link annotation that belongs to an element: which sheet, and its number in the file."""

    sheet: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A structure element under construction. ``tag`` is a standard structure type (ISO 32000-1 §14.8.4)."""

    tag: str
    parent: Element | None = None
    alt: str = ""
    language: str = ""
    numbering: str = ""
    bbox: tuple[float, float, float, float] | None = None
    kids: list[Kid] = field(default_factory=list)
    placed: bool = False

    def child(self, tag: str, *, alt: str = "", language: str = "", numbering: str = "") -> Element:
        """Append a child block, in plan order."""
        element = Element(tag, self, alt, language, numbering, placed=True)
        self.kids.append(element)
        return element

    def inline(self, tag: str, language: str = "") -> Element:
        """Return a child (Link, Span) that takes its place among the text when its first word is drawn."""
        return Element(tag, self, language=language)

    def join(self, parent: Element) -> None:
        """Take this element's place in the tree: for one that was made before its turn to be read came."""
        self.parent, self.placed = parent, True
        parent.kids.append(self)

    def add(self, kid: Mark | Annotation) -> None:
        """Append content in the order in which it is drawn."""
        if not self.placed and self.parent is not None:
            self.parent.kids.append(self)
            self.placed = True
        self.kids.append(kid)


Kid: TypeAlias = Element | Mark | Annotation


def prune(element: Element) -> None:
    """Drop elements that hold nothing: an empty structure element is noise to a screen reader."""
    for kid in element.kids:
        if isinstance(kid, Element):
            prune(kid)
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or kid.kids]


class Tree:
    """Writes the structure tree and its parent tree (ISO 32000-1 §14.7.4.4)."""

    def __init__(self, objects: Objects, pages: list[Ref], annotations: list[Ref]) -> None:
        self._objects = objects
        self._pages = pages
        self._annotations = annotations
        self._refs: dict[int, Ref] = {}

    def write(self, document: Element, marks: list[list[Element]], links: list[Element]) -> Ref:
        """Write everything below ``document`` and return the StructTreeRoot.

        ``marks`` holds for each sheet the element of each marked-content id, ``links`` each annotation's element.
        The parent tree's keys are the sheets' indices, then the annotations' (offset by the number of sheets).
        """
        root, raw = self._objects.add()
        top = self._element(document, root)
        nums = []
        for key, elements in enumerate(marks):
            refs = " ".join(self._refs[id(element)] for element in elements)
            nums.append(f"{key} {self._objects.add(f'[{refs}]'.encode('ascii'))[0]}")
        nums += [f"{key} {self._refs[id(element)]}" for key, element in enumerate(links, len(marks))]
        parent_tree, _ = self._objects.add(f"<</Nums[{' '.join(nums)}]>>".encode("ascii"))
        next_key = len(marks) + len(links)
        raw.data = f"<</Type/StructTreeRoot/K {top}/ParentTree {parent_tree}/ParentTreeNextKey {next_key}>>".encode(
            "ascii"
        )
        return root

    def _element(self, element: Element, parent: Ref) -> Ref:
        ref, raw = self._objects.add()
        self._refs[id(element)] = ref
        page: int | None = next((kid.sheet for kid in element.kids if isinstance(kid, Mark)), None)
        kids = [self._kid(kid, ref, page) for kid in element.kids]
        on_page = "" if page is None else f"/Pg {self._pages[page]}"
        text = f"<</S/{element.tag}/P {parent}{on_page}{_attributes(element)}/K[{' '.join(kids)}]>>"
        raw.data = text.encode("ascii")
        return ref

    def _kid(self, kid: Kid, parent: Ref, page: int | None) -> str:
        match kid:
            case Element():
                return self._element(kid, parent)
            case Mark() if kid.sheet == page:
                return str(kid.mcid)
            case Mark():
                return f"<</Type/MCR/Pg {self._pages[kid.sheet]}/MCID {kid.mcid}>>"
            case Annotation():
                return f"<</Type/OBJR/Pg {self._pages[kid.sheet]}/Obj {self._annotations[kid.number]}>>"


def _attributes(element: Element) -> str:
    text = ""
    if element.alt:
        text += f"/Alt {text_string(element.alt)}"
    if element.language:
        text += f"/Lang {text_string(element.language)}"
    if element.numbering:  # ISO 14289-1 §7.6: a list's labels say how it is numbered
        text += f"/A<</O/List/ListNumbering/{element.numbering}>>"
    if element.bbox:
        text += f"/A<</O/Layout/Placement/Block/BBox[{' '.join(map(number, element.bbox))}]>>"
    return text
