"""A safe look at an SVG drawing: its size, and whether it holds anything that a leaflet must not carry.

The file is read as a stream of tags and never as a tree, so that neither entities nor depth nor copies of copies
(``<use>``) can cost more than the file itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from pamphlet.diagnostics import FileProblem

_NAMESPACE = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_DEEPEST = 60
_MOST_ELEMENTS = 50_000
"""Elements drawn, copies made by ``<use>`` counted each time."""

_LONGEST_SIDE = 100_000.0

_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
"""User units per unit (CSS: 96 to the inch)."""

_ROOT = re.compile(rb"<([\w.-]+:)?svg[\s>/]")
_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*([a-z]*)\s*")
_OUTSIDE = re.compile(r"url\(\s*[\"']?\s*(?!#|data:|[\"'\s])|@import|\\", re.IGNORECASE)
"""A style that fetches something; a backslash could spell one of these otherwise."""

_TEXT = "convert the text to paths in the drawing program, and say what it says in `alt`"
_PLAIN = "save it as plain SVG in the drawing program"

_REFUSED = {
    "text": ("text", _TEXT),
    "script": ("a program (`<script>`)", _PLAIN),
    "image": ("a picture inside it (`<image>`)", "use that picture itself, or draw it with paths"),
    "foreignObject": ("parts that are not SVG (`<foreignObject>`)", _PLAIN),
}


def looks_like(data: bytes) -> bool:
    """Tell whether bytes are meant as SVG, however broken."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")
    return start.startswith(b"<") and _ROOT.search(data[:65536].replace(b"\x00", b"")) is not None


def size_of(data: bytes, file: str) -> tuple[float, float]:
    """Return width and height in user units. Raises :class:`~pamphlet.diagnostics.FileProblem` to refuse it."""
    look = _Look(file)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = look.doctype
    parser.StartElementHandler = look.start
    parser.EndElementHandler = look.end
    parser.CharacterDataHandler = look.characters
    parser.ProcessingInstructionHandler = look.instruction
    again = "save it again in the drawing program"
    try:
        parser.Parse(data, True)
    except expat.ExpatError as broken:
        message = f"the drawing `{file}` is not whole SVG: line {broken.lineno}, column {broken.offset + 1}"
        raise FileProblem(message, again) from None
    except (LookupError, ValueError):
        raise FileProblem(f"the drawing `{file}` is in an encoding that is not known", again) from None
    look.count_copies()
    return look.size


@dataclass(slots=True)
class _Part:
    """An element with an ``id``: how many elements are in it, and which others it copies."""

    elements: int = 0
    copies: list[str] = field(default_factory=list)


class _Look:
    """What is seen while the tags go by."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.size = (0.0, 0.0)
        self.parts: dict[str, _Part] = {"": _Part()}
        self.open: list[tuple[str, str | None]] = []
        self.style: list[str] = []

    def refuse(self, what: str, hint: str) -> FileProblem:
        return FileProblem(f"the drawing `{self.file}` has {what}", hint)

    def doctype(self, *_: object) -> None:
        raise self.refuse("a document type (`<!DOCTYPE`)", f"delete that line, or {_PLAIN}")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        if not self.open:
            self._start_root(namespace, name, attributes)
        if namespace == _NAMESPACE and (refused := _REFUSED.get(name)):
            raise self.refuse(*refused)
        for key, value in attributes.items():
            self._check_attribute(key, value)
        self._count(name, attributes)
        if self.parts[""].elements > _MOST_ELEMENTS:
            raise self.too_many()
        if len(self.open) > _DEEPEST:
            raise self.refuse(f"groups more than {_DEEPEST} deep", "simplify the drawing")

    def end(self, _tag: str) -> None:
        name, _ = self.open.pop()
        if name == "style":
            self._check_style("".join(self.style))
            self.style.clear()

    def characters(self, text: str) -> None:
        if self.open[-1][0] == "style":
            self.style.append(text)

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            raise self.refuse("a style that fetches other files", _PLAIN)

    def _start_root(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if name != "svg" or namespace != _NAMESPACE:
            message = f'the drawing `{self.file}` does not begin with `<svg xmlns="{_NAMESPACE}">`'
            raise FileProblem(message, _PLAIN)
        box = [_number(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
        whole = box if len(box) == len(("x", "y", "width", "height")) else [0.0] * 4
        width, height = _length(attributes.get("width")), _length(attributes.get("height"))
        if not width and not height:
            width, height = whole[2], whole[3]
        elif whole[2] > 0 and whole[3] > 0:  # one that is missing follows from the other
            width = width or height * whole[2] / whole[3]
            height = height or width * whole[3] / whole[2]
        if not all(0 < side <= _LONGEST_SIDE for side in (width, height)):
            raise self.refuse("no usable size", 'give it a `viewBox`, such as viewBox="0 0 400 300"')
        self.size = (width, height)

    def _check_attribute(self, key: str, value: str) -> None:
        _, _, name = key.rpartition(" ")
        if name.startswith("on"):
            raise self.refuse(f"a program (`{name}`)", _PLAIN)
        is_link = key in {"href", f"{_XLINK} href", "src"}
        if is_link and not value.strip().startswith(("#", "data:")):
            raise self.refuse("a link to something outside it", "delete the link, or save it as plain SVG")
        if key == name:  # others belong to the drawing program, and hold paths of its own
            self._check_style("" if is_link else value)

    def _check_style(self, style: str) -> None:
        if _OUTSIDE.search(style):
            raise self.refuse("a style that fetches other files", _PLAIN)

    def _count(self, name: str, attributes: dict[str, str]) -> None:
        part = attributes.get("id")
        if part is not None:
            self.parts.setdefault(part, _Part())
        self.open.append((name, part))
        holders = {"", *(holder for _, holder in self.open if holder is not None)}
        for holder in holders:
            self.parts[holder].elements += 1
        if name == "use":
            target = attributes.get("href", attributes.get(f"{_XLINK} href", "")).strip().removeprefix("#")
            for holder in holders:
                self.parts[holder].copies.append(target)

    def count_copies(self) -> None:
        """Refuse a drawing whose copies, drawn out, are too many or without end."""
        if self._drawn("", {}, 0) > _MOST_ELEMENTS:
            raise self.too_many()

    def too_many(self) -> FileProblem:
        return self.refuse(f"more than {_MOST_ELEMENTS} lines and shapes", "simplify the drawing")

    def _drawn(self, name: str, known: dict[str, float], depth: int) -> float:
        part = self.parts.get(name)
        if part is None:
            return 0
        if depth > _DEEPEST:
            return math.inf
        if name not in known:
            known[name] = math.inf  # a part that copies itself finds this
            known[name] = part.elements + sum(self._drawn(copy, known, depth + 1) for copy in part.copies)
        return known[name]


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return _number(found[1]) * _UNITS.get(found[2], 0.0) if found else 0.0


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
