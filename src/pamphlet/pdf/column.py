"""The column under construction: text becomes strips, beside a picture if one stands there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.pdf import strips as cost
from pamphlet.pdf.inline import Measure, atoms_of, balanced, break_lines
from pamphlet.pdf.paint import Owners, TextLine
from pamphlet.pdf.strips import Panel, Strip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphlet.article.model import Inline
    from pamphlet.pdf.inline import Face
    from pamphlet.pdf.paint import Paintable
    from pamphlet.pdf.press import Press
    from pamphlet.pdf.tags import Element


class Within(NamedTuple):
    """Where in the column a block stands: how far it is indented on either side (pt), and in which panels."""

    left: float = 0.0
    right: float = 0.0
    panels: tuple[Panel, ...] = ()


COLUMN = Within()
"""The whole width of the column, in no panel."""


class Setting(NamedTuple):
    """How a block of text is set: ``above`` in pt, ``penalty`` for a page break before it."""

    face: Face
    colour: str
    above: float = 0.0
    penalty: float = cost.BETWEEN_BLOCKS
    keep_next: bool = False
    balance: bool = False


class Column:
    """Strips, top to bottom; ``width`` in pt. ``link_to`` is the pattern of a link's description."""

    def __init__(self, width: float, press: Press, link_to: str) -> None:
        self.width = width
        self.strips: list[Strip] = []
        self.press = press
        self._link_to = link_to
        self._beside = 0.0
        self._beside_width = 0.0
        self._keep_next = False

    def add(self, strip: Strip, *, keep_next: bool = False) -> None:
        """Append a strip; ``keep_next`` forbids a page break behind it, as does a picture beside it."""
        if self._keep_next:
            strip.penalty = cost.NEVER
        if self._beside > 0:
            self._beside -= strip.height + strip.above
            keep_next = keep_next or self._beside > 0
        self.strips.append(strip)
        self._keep_next = keep_next

    @property
    def is_beside(self) -> bool:
        """Whether what comes next still stands beside a picture."""
        return self._beside > 0

    def hang(self, picture: Paintable, width: float, height: float, gap: float) -> None:
        """Hang a picture at the column's right edge: what comes next stands beside it, ``gap`` pt away."""
        self.add(Strip(0.0, items=[(self.width - width, picture)]), keep_next=True)
        self._beside, self._beside_width = height, width + gap

    def clear(self) -> None:
        """Leave a hung picture behind: what comes next starts below it."""
        if self._beside > 0:
            self._keep_next = True
            self.add(Strip(self._beside))
        self._beside = 0.0

    def text(
        self,
        text: Inline,
        element: Element,
        setting: Setting,
        within: Within = COLUMN,
        label: Iterable[tuple[float, Paintable]] = (),
    ) -> list[Strip]:
        """Append a block of text and return its strips; ``label`` is painted before its first line."""
        face = setting.face
        lines = self.lines(text, element, setting, self._measure(within, setting))
        made = []
        for index, line in enumerate(lines):
            first, last = index == 0, index == len(lines) - 1
            # At least two lines of a paragraph stay together at the foot and at the head of a page.
            penalty = setting.penalty if first else cost.NEVER if index == 1 or last else cost.IN_PARAGRAPH
            items: list[tuple[float, Paintable]] = [*label] if first else []
            items.append((within.left, line))
            strip = Strip(face.leading, setting.above if first else 0.0, penalty, items, within.panels)
            self.add(strip, keep_next=setting.keep_next)
            made.append(strip)
        return made

    def lines(self, text: Inline, element: Element | str, setting: Setting, measure: Measure) -> list[TextLine]:
        """Break text into lines that are ready to paint."""
        atoms = atoms_of(text, setting.face, self.press.fonts)
        if setting.balance and not measure.beside:
            lines = balanced(atoms, measure.width, setting.face, self.press.fonts)
        else:
            lines = break_lines(atoms, measure, setting.face, self.press.fonts)
        owners = owners_of(text, element, self._link_to)
        return [TextLine(line, setting.face, owners, setting.colour) for line in lines]

    def _measure(self, within: Within, setting: Setting) -> Measure:
        width = self.width - within.left - within.right
        left = self._beside - setting.above
        if left <= 0:
            return Measure(width)
        return Measure(width, width - self._beside_width, math.ceil(left / setting.face.leading))


def owners_of(text: Inline, element: Element | str, link_to: str) -> Owners:
    """Return each run's element: runs of one link share a Link, a run in another language is a Span with Lang."""
    elements: list[Element | str] = []
    links: list[tuple[str, str] | None] = []
    for index, run in enumerate(text):
        before = text[index - 1] if index else None
        if isinstance(element, str) or not (run.href or run.language):
            elements.append(element)
        elif before and (before.href, before.language) == (run.href, run.language):
            elements.append(elements[-1])
        else:
            elements.append(element.inline("Link" if run.href else "Span", run.language or ""))
        links.append((run.href, _description(run.text, run.href, link_to)) if run.href else None)
    return Owners(tuple(elements), tuple(links))


def _description(text: str, href: str, link_to: str) -> str:
    """Return what a screen reader says for a link (ISO 14289-1 §7.18.5): its words, and where it leads."""
    address = href.split("://", 1)[-1].removeprefix("mailto:").removesuffix("/")
    return text if text in address else link_to.format(text=text, address=address)
