"""An independent reader of tagged PDF, on pikepdf: what a screen reader gets, and what is wrong with the tagging.

It shares no code with the writer; it knows only ISO 32000-1 and what ISO 14289-1 asks.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "INLINE IMAGE"} | SHOWS_TEXT


@dataclass
class Node:
    """A structure element: its type, its attributes as text, and its content in order (text or elements)."""

    tag: str
    attributes: dict[str, str]
    content: list[str | Node] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text below, in order."""
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    @property
    def kids(self) -> list[Node]:
        """The elements directly below."""
        return [part for part in self.content if isinstance(part, Node)]

    def walk(self) -> list[Node]:
        """Return this element and all below it, in reading order."""
        return [self, *(node for kid in self.kids for node in kid.walk())]

    def find(self, *tags: str) -> list[Node]:
        """Return the elements of these types, in reading order."""
        return [node for node in self.walk() if node.tag in tags]

    def outline(self, depth: int = 0) -> str:
        """Return the tree as text, one element a line: what a golden file holds."""
        attributes = "".join(f" {key}={value!r}" for key, value in sorted(self.attributes.items()))
        words = " ".join("".join(part for part in self.content if isinstance(part, str)).split())
        line = f"{'  ' * depth}{self.tag}{attributes}" + (f": {words}" if words else "")
        return "\n".join([line, *(kid.outline(depth + 1) for kid in self.kids)])


@dataclass
class Tagged:
    """A file as read: the tree's top element, the artifacts' text by page, and everything that is wrong."""

    document: Node
    artifacts: list[str]
    problems: list[str]
    pdf: pikepdf.Pdf
    annotations: list[dict[str, str]]


def read(data: bytes) -> Tagged:
    """Read a tagged file."""
    pdf = pikepdf.open(io.BytesIO(data))
    return _Reader(pdf).read()


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.problems: list[str] = []
        self.texts: dict[tuple[int, int], str] = {}
        self.tags: dict[tuple[int, int], str] = {}
        self.claimed: Counter[tuple[int, int]] = Counter()
        self.artifacts: list[str] = []
        self.page_index = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self.objrs: dict[tuple[int, int], tuple[int, int]] = {}

    def read(self) -> Tagged:
        for index in range(len(self.pdf.pages)):
            self.artifacts.append(self._content(index))
        root: Any = self.pdf.Root.StructTreeRoot
        top = root.K if not isinstance(root.K, Array) else root.K[0]
        document = self._element(top, root, None)
        self._parent_tree(root, document)
        for key in self.texts:
            if self.claimed[key] != 1:
                self.problems.append(f"marked content {key} belongs to {self.claimed[key]} elements")
        for key in self.claimed:
            if key not in self.texts:
                self.problems.append(f"the tree names marked content {key}, which no page has")
        return Tagged(document, self.artifacts, self.problems, self.pdf, self._annotations())

    # -- content streams

    def _content(self, index: int) -> str:
        page: Any = self.pdf.pages[index]
        press = {name: _unicode(font) for name, font in (page.Resources.get("/Font") or {}).items()}
        stack: list[tuple[str, int | None]] = []
        font: dict[int, str] = {}
        artifact: list[str] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            op = str(instruction.operator)
            if op in {"BDC", "BMC"}:
                if stack:
                    self.problems.append(f"page {index + 1}: marked content inside marked content")
                stack.append((str(operands[0])[1:], self._begin(index, operands)))
            elif op == "EMC":
                stack.pop()
            elif op == "Tf":
                font = press[str(operands[0])]
            elif op in PAINTS and not stack:
                self.problems.append(f"page {index + 1}: {op} outside marked content")
            if op in SHOWS_TEXT:
                text = _decode(operands, font)
                if stack and stack[-1][1] is not None:
                    self.texts[index, stack[-1][1]] += text
                else:
                    artifact.append(text)
        if stack:
            self.problems.append(f"page {index + 1}: marked content is not closed")
        return " ".join(artifact)

    def _begin(self, index: int, operands: Any) -> int | None:  # noqa: ANN401
        """Open marked content; return its id, or ``None`` for an artifact."""
        properties: Any = operands[1] if len(operands) > 1 else {}
        if "/MCID" not in properties:
            return None
        mcid = int(properties["/MCID"])
        if (index, mcid) in self.texts:
            self.problems.append(f"page {index + 1}: MCID {mcid} twice")
        self.texts[index, mcid] = ""
        self.tags[index, mcid] = str(operands[0])[1:]
        return mcid

    # -- structure

    def _element(self, element: Any, parent: Any, page: Any) -> Node:  # noqa: ANN401 - pikepdf objects
        tag = str(element.S)[1:]
        if element.P.objgen != parent.objgen:
            self.problems.append(f"{tag}: /P is not its parent")
        attributes = {key[1:]: str(element[key]) for key in ("/Alt", "/Lang", "/ActualText", "/T") if key in element}
        for owner in _as_list(element.get("/A", [])):
            for key in ("/ListNumbering", "/Placement"):
                if key in owner:
                    attributes[key[1:]] = str(owner[key])
            if "/BBox" in owner:
                attributes["BBox"] = " ".join(f"{float(edge):.0f}" for edge in owner.BBox)
        node = Node(tag, attributes)
        page = element.get("/Pg", page)
        for kid in _as_list(element.get("/K", [])):
            self._kid(kid, node, element, page)
        return node

    def _kid(self, kid: Any, node: Node, element: Any, page: Any) -> None:  # noqa: ANN401
        if not isinstance(kid, Dictionary):
            self._mark(int(kid), node, page)
        elif kid.get("/Type") == Name.MCR:
            self._mark(int(kid.MCID), node, kid.get("/Pg", page))
        elif kid.get("/Type") == Name.OBJR:
            self.objrs[kid.Obj.objgen] = element.objgen
        else:
            node.content.append(self._element(kid, element, page))

    def _mark(self, mcid: int, node: Node, page: Any) -> None:  # noqa: ANN401
        index = self.page_index[page.objgen]
        self.claimed[index, mcid] += 1
        node.content.append(self.texts.get((index, mcid), ""))
        node.pages.append(index)
        if self.tags.get((index, mcid)) != node.tag:
            self.problems.append(f"{node.tag}: its content is marked {self.tags.get((index, mcid))}")

    def _parent_tree(self, root: Any, document: Node) -> None:  # noqa: ANN401, ARG002
        nums = list(root.ParentTree.Nums)
        entries = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        for index, page in enumerate(self.pdf.pages):
            used = sorted(mcid for at, mcid in self.texts if at == index)
            parents = entries[int(page.StructParents)]
            if used != list(range(len(parents))):
                self.problems.append(f"page {index + 1}: MCIDs {used} do not match its {len(parents)} parents")
            for mcid in used:
                if str(parents[mcid].S)[1:] != self.tags[index, mcid]:
                    self.problems.append(f"page {index + 1}: parent of MCID {mcid} is a {parents[mcid].S}")

    def _annotations(self) -> list[dict[str, str]]:
        found = []
        nums = list(self.pdf.Root.StructTreeRoot.ParentTree.Nums)
        entries: dict[int, Any] = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        for index, page in enumerate(self.pdf.pages):
            annotations: Any = page.get("/Annots", [])
            if len(annotations) and page.get("/Tabs") != Name.S:
                self.problems.append(f"page {index + 1}: annotations without /Tabs /S")
            for annotation in annotations:
                parent = entries[int(annotation.StructParent)]
                if str(parent.S) != "/Link" or self.objrs.get(annotation.objgen) != parent.objgen:
                    self.problems.append(f"page {index + 1}: a link is not tied to its Link element")
                found.append({"contents": str(annotation.Contents), "url": str(annotation.A.URI), "page": str(index)})
        return found


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401
    return list(value) if isinstance(value, Array | list) else [value]


def _unicode(font: Any) -> dict[int, str]:  # noqa: ANN401
    cmap = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"<([0-9A-F]{2})> <((?:[0-9A-F]{4})+)>", cmap)
    return {int(code, 16): bytes.fromhex(char).decode("utf-16-be") for code, char in pairs}


def _decode(operands: Any, font: dict[int, str]) -> str:  # noqa: ANN401
    strings = operands[0] if isinstance(operands[0], Array) else [operands[-1]]
    return "".join(font[code] for piece in strings if isinstance(piece, pikepdf.String) for code in bytes(piece))
