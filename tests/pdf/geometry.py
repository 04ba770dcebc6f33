"""Where poppler finds the words of a file: an oracle for overflow, overlap and loss that shares no code with ours."""

from __future__ import annotations

import html
import re
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Box:
    """A word and its box, in pt from the page's top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def overlap(self, other: Box) -> float:
        """Return the share of the smaller box that both cover."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if self.page != other.page or width <= 0 or height <= 0:
            return 0.0
        return width * height / min(self.area, other.area)

    @property
    def area(self) -> float:
        """The box's area in square points."""
        return max((self.right - self.left) * (self.bottom - self.top), 1e-9)


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


def words_of(pdftotext: str, data: bytes, folder: Path) -> tuple[list[tuple[float, float]], list[Box]]:
    """Return the pages' sizes and all words as poppler sees them."""
    path = folder / "words.pdf"
    path.write_bytes(data)
    out = subprocess.run([pdftotext, "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode()
    sizes, boxes = [], []
    for number, (width, height, body) in enumerate(_PAGE.findall(out)):
        sizes.append((float(width), float(height)))
        for left, top, right, bottom, text in _WORD.findall(body):
            edges = (float(left), float(top), float(right), float(bottom))
            boxes.append(Box(number, *edges, html.unescape(text)))
    return sizes, boxes


def collisions(boxes: list[Box]) -> list[tuple[str, str]]:
    """Return the pairs of words that lie on one another."""
    found = []
    by_page: dict[int, list[Box]] = {}
    for box in boxes:
        by_page.setdefault(box.page, []).append(box)
    for here in by_page.values():
        here.sort(key=lambda box: box.top)
        for index, box in enumerate(here):
            for other in here[index + 1 :]:
                if other.top >= box.bottom:
                    break
                if box.overlap(other) > 0.2:
                    found.append((box.text, other.text))
    return found
