"""The pictograms are one set: the same box, colour and line, nothing that a leaflet refuses, and room at the edge."""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pamphlet import pictograms
from pamphlet.article.model import Image, ImageKind
from pamphlet.article.pictures import look
from pamphlet.pdf.pictures import Drawings

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
SIDE = 48.0
CLEAR = 2.0
COLOUR = "#00396b"
LINE = 2.5

STYLE = {
    "width": "48",
    "height": "48",
    "viewBox": "0 0 48 48",
    "fill": "none",
    "stroke": COLOUR,
    "stroke-width": str(LINE),
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
}
"""What the whole drawing says once, so that no part of it can differ."""

ALLOWED = {
    "g": {"transform"},
    "path": {"d"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
    "rect": {"x", "y", "width", "height", "rx"},
    "line": {"x1", "y1", "x2", "y2"},
    "polyline": {"points"},
    "polygon": {"points"},
}
SOLID = {"fill": COLOUR, "stroke": "none"}
"""A part may be solid, with or without its line."""


def picture(name: str) -> Image:
    found = look(pictograms.read(name), name)
    assert isinstance(found, Image), found
    return found


def test_every_name_has_a_drawing_and_every_drawing_a_name() -> None:
    folder = Path(pictograms.__file__).parent
    assert list(pictograms.NAMES) == sorted(path.stem for path in folder.glob("*.svg"))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in pictograms.NAMES)
    assert len({pictograms.read(name) for name in pictograms.NAMES}) == len(pictograms.NAMES)


@pytest.mark.parametrize("name", ["", "dance", "rest.svg", "../locales/en", "REST"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(KeyError):
        pictograms.read(name)


def test_the_page_about_them_names_each_beside_its_purpose() -> None:
    page = (ROOT / "docs" / "pictograms.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([a-z-]+)` \| \S", page, re.MULTILINE) == list(pictograms.NAMES)
    assert (ROOT / "docs" / "pictograms.png").stat().st_size < 60_000


@pytest.mark.parametrize("name", pictograms.NAMES)
def test_a_leaflet_accepts_it(name: str) -> None:
    found = picture(name)
    assert (found.kind, found.width, found.height) == (ImageKind.SVG, SIDE, SIDE)


@pytest.mark.parametrize("name", pictograms.NAMES)
def test_it_is_of_the_style(name: str) -> None:
    root = ET.fromstring(pictograms.read(name))  # noqa: S314 - our own file
    assert root.tag == f"{SVG}svg"
    assert root.attrib == STYLE
    parts = list(root.iter())[1:]
    assert parts
    for part in parts:
        tag = part.tag.removeprefix(SVG)
        assert tag in ALLOWED
        for key, value in part.attrib.items():
            assert key in ALLOWED[tag] or SOLID.get(key) == value, f"{tag} {key}={value}"
        assert "stroke" not in part.attrib or "fill" in part.attrib, "neither line nor solid"
        assert "scale" not in part.get("transform", ""), "it would scale the line"
        assert not (part.text or "").strip()


@pytest.mark.parametrize("name", pictograms.NAMES)
def test_it_prints_in_one_colour_and_stays_clear_of_the_edge(name: str) -> None:
    left, bottom, right, top = painted(operators(picture(name)))
    assert min(left, bottom) >= CLEAR - 0.01
    assert max(right, top) <= SIDE - CLEAR + 0.01
    assert max(right - left, top - bottom) >= 36, "smaller than the rest of the set"


def test_the_edge_is_measured_in_the_printed_drawing() -> None:
    line = "{} 0 0 {} 0 0 cm 0 .223529 .419608 RG 2.5 w {} S"
    curve = "6 4 m 6 14 16 14 16 4 c"
    assert painted(line.format(".75", "-.75", "3.25 10 m 20 44.75 l").split()) == (2, -46, 21.25, -8.75)
    assert painted(line.format(".75", ".75", curve).split()) == (4.75, 2.75, 17.25, 12.75)
    with pytest.raises(AssertionError):
        painted(line.format("1", "1", curve).split())
    with pytest.raises(AssertionError):
        painted(["q", *line.replace(".2235", ".9").format(".75", ".75", curve).split()])


def operators(image: Image) -> list[str]:
    """Return what the product prints of a drawing, as tokens of a content stream."""
    data = Drawings().of(image).data
    start = data.index(b"stream\n") + len(b"stream\n")
    return zlib.decompress(data[start:]).decode("ascii").split()


SCALE = 0.75
"""Points per unit of the drawing: 96 units to the inch."""


def painted(tokens: list[str]) -> tuple[float, float, float, float]:
    """Return the box that is painted, in the drawing's units, and see that line and colour are the set's."""
    painter = _Painter()
    numbers: list[float] = []
    for token in tokens:
        if re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", token):
            numbers.append(float(token))
        elif token not in {"[]", "[", "]"}:
            painter.take(token, numbers)
            numbers = []
    xs, ys = [x for x, _ in painter.seen], [y for _, y in painter.seen]
    return min(xs), min(ys), max(xs), max(ys)


class _Painter:
    """As much of a PDF viewer as lines and solids need (ISO 32000-1 §8.4, §8.5)."""

    def __init__(self) -> None:
        self.state: dict[str, tuple[float, ...]] = {"cm": (1, 0, 0, 1, 0, 0)}
        self.saved: list[dict[str, tuple[float, ...]]] = []
        self.path: list[tuple[float, float]] = []
        self.seen: list[tuple[float, float]] = []

    def take(self, operator: str, n: list[float]) -> None:
        match operator:
            case "q":
                self.saved.append(dict(self.state))
            case "Q":
                self.state = self.saved.pop()
            case "cm":
                self.state["cm"] = self._joined(n)
            case "RG" | "rg" | "w" | "J" | "j":
                self.state[operator] = tuple(n)
            case "m" | "l":
                self.path.append((n[0], n[1]))
            case "c":
                self._curve(n)
            case "re":
                x, y, width, height = n
                self.path += [(x, y), (x + width, y + height)]
            case "n" | "h" | "d":
                pass
            case "S" | "f" | "f*" | "B" | "B*":
                self._paint(line=operator in {"S", "B", "B*"}, solid=operator != "S")
            case _:
                raise AssertionError(f"what does `{operator}` do?")

    def _joined(self, n: list[float]) -> tuple[float, ...]:
        a, b, c, d, e, f = n
        g, h, i, j, k, m = self.state["cm"]
        return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)

    def _curve(self, n: list[float]) -> None:
        start = self.path[-1]
        ends = [start, *zip(n[::2], n[1::2], strict=True)]
        for step in range(1, 65):
            points = ends
            while len(points) > 1:  # de Casteljau
                t = step / 64
                points = [(p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])) for p, q in pairwise(points)]
            self.path += points

    def _paint(self, *, line: bool, solid: bool) -> None:
        a, b, c, d, e, f = self.state["cm"]
        assert abs(a * d - b * c) == pytest.approx(SCALE**2, abs=1e-4), "a line of another width"
        around = LINE / 2 if line else 0.0
        if line:
            assert self.state["w"] == (LINE,)
        for kind in ["RG"] * line + ["rg"] * solid:
            assert [round(part * 255) for part in self.state[kind]] == [0x00, 0x39, 0x6B]
        for x, y in self.path:
            at = (x * a + y * c + e) / SCALE, (x * b + y * d + f) / SCALE
            self.seen += [(at[0] - around, at[1] - around), (at[0] + around, at[1] + around)]
        self.path = []
