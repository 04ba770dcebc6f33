"""ReadingPlan → strips and structure tree.

The plan is walked once, in reading order: each node makes its element in the tree and the strips that show it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from pamphlet.article.model import Run, plain
from pamphlet.pdf import strips as cost
from pamphlet.pdf.column import COLUMN, Column, Setting, Within
from pamphlet.pdf.figures import FigureBox, figure_box, scan_strip
from pamphlet.pdf.front import compose_front
from pamphlet.pdf.inline import Measure
from pamphlet.pdf.look import ALERTS, Look
from pamphlet.pdf.paint import Disc, Rule
from pamphlet.pdf.strips import Panel, Strip
from pamphlet.pdf.tags import Element
from pamphlet.plan import Alert, Figure, Heading, ItemList, Medium, Numbering, Paragraph, Part, Role, Scan, blocks

if TYPE_CHECKING:
    from collections.abc import Container

    from pamphlet.article.model import Picture
    from pamphlet.pdf.inline import Face
    from pamphlet.pdf.paint import Paintable
    from pamphlet.pdf.press import Press
    from pamphlet.pdf.styles import Style
    from pamphlet.plan import Block, Label, ListItem, ReadingPlan, Section

_NUMBERING = {Numbering.DECIMAL: "Decimal", Numbering.DISC: "Disc", Numbering.NONE: "None"}


class Composer:
    """Composes one plan in one style; :meth:`compose` is called for the parts in reading order, one column a call."""

    def __init__(self, plan: ReadingPlan, style: Style, look: Look, press: Press) -> None:
        self.plan = plan
        self.style = style
        self.look = look
        self.press = press
        self.document = Element("Document", placed=True)
        self._hung: Figure | None = None
        self._boxes: dict[int, FigureBox] = {}
        self._gap = 0.0

    def compose(self, width: float, parts: Container[Part] = frozenset(Part)) -> list[Strip]:
        """Return the strips of a column of ``width`` pt that holds these parts; their elements join the document."""
        self.column = Column(width, self.press, self.plan.furniture.link_to)
        self._gap = 0.0
        section: Section | None = None
        for now, block in blocks(self.plan, Medium.PRINT):
            if now.part not in parts:
                continue
            if now is not section:
                section = now
                self.column.clear()
                self._hung = _only_picture(now) if self.style.beside_pictures else None
                if now.part is Part.FRONT:
                    compose_front(now, self.column, self.document, self.style, self.look)
                elif now.part is Part.MAIN_MESSAGE:
                    self._main_message(now)
            if now.part not in {Part.FRONT, Part.MAIN_MESSAGE}:
                self._block(block, self.document, COLUMN)
        self.column.clear()
        return self.column.strips

    def _block(self, block: Block, parent: Element, within: Within) -> None:
        match block:
            case Heading():
                self._heading(block, parent, within)
            case Paragraph():
                self._paragraph(block, parent, within)
            case Figure():
                self._figure(block, parent, within)
            case ItemList():
                self._list(block, parent, within)
            case Scan():
                setting = Setting(self.style.body, self.look.ink, self._above(self.style.body.leading * 0.5))
                self.column.add(scan_strip(block, parent, self.column, self.style, setting))
            case Alert():
                self._alert(block, parent)
            case _:
                assert_never(block)

    def _main_message(self, section: Section) -> None:
        """Set the one thing to remember apart: tinted, with a bar, larger and bold."""
        pad = self.style.body.size * 0.75
        panel = Panel(0, self.column.width, fill=self.look.tint, bar=self.look.accent)
        within = Within(pad + 4, pad, (panel,))
        above = self.style.body.leading
        self._pad_head(pad * 0.8, (panel,), above, cost.BETWEEN_BLOCKS)
        for block in section.blocks:
            if isinstance(block, Paragraph):
                element = self.document.child("P")
                label = block.role is Role.LABEL
                face = self.style.message_label if label else self.style.message
                colour = self.look.accent_text if label else self.look.ink
                setting = Setting(face, colour, penalty=cost.KEPT, keep_next=True)
                self.column.text(block.text, element, setting, within)
        self._pad_foot(pad, (panel,))
        self._gap = self.style.body.leading * 0.6

    def _pad_head(self, height: float, panels: tuple[Panel, ...], above: float, penalty: float) -> None:
        """Add the room between a panel's upper edge and what is in it."""
        self.column.add(Strip(height, above, penalty, panels=panels), keep_next=True)

    def _pad_foot(self, height: float, panels: tuple[Panel, ...]) -> None:
        """Add the room between what is in a panel and its lower edge, never parted from what is above."""
        self.column.add(Strip(height, penalty=cost.NEVER, panels=panels))

    def _heading(self, heading: Heading, parent: Element, within: Within) -> None:
        face = self.style.face(heading.level)
        element = parent.child(f"H{heading.level}")
        above = self.style.body.leading * 0.95
        setting = Setting(face, self.look.accent_text, above, cost.BETWEEN_SECTIONS, keep_next=True, balance=True)
        strips = self.column.text(heading.text, element, setting, within)
        strips[0].anchor = (heading.level, plain(heading.text))
        rule = Rule(self.column.width, 0.9, self.look.accent, face.leading + 2)
        strips[-1].items.append((0, rule))
        strips[-1].height += 3
        self._gap = self.style.body.leading * 0.35
        if self._hung:
            self._hang(self._hung)

    def _paragraph(self, block: Paragraph, parent: Element, within: Within) -> None:
        element = parent.child("P")
        face = self._face(block.role)
        setting = Setting(face, self.look.ink, self._above(face.leading * 0.5))
        self.column.text(block.text, element, setting, within)

    def _above(self, normal: float) -> float:
        """Return the space above a block: what the block before it asked for, or the normal one."""
        above, self._gap = self._gap or normal, 0.0
        return above

    def _face(self, role: Role) -> Face:
        match role:
            case Role.OTHER_FORMATS:
                return self.style.formats
            case Role.SMALL:
                return self.style.small
            case _:
                return self.style.body

    def _list(self, block: ItemList, parent: Element, within: Within) -> None:
        element = parent.child("L", numbering=_NUMBERING[block.numbering])
        face = self._face(block.role)
        numbered = block.numbering is Numbering.DECIMAL
        for index, item in enumerate(block.items):
            penalty = cost.IN_LIST if index else cost.BEFORE_LIST
            if index == 1 or index == len(block.items) - 1:
                penalty += cost.IN_LIST  # a lone first or last item is as sad as a lone line
            above = self._above(face.leading * (0.45 if numbered else 0.25 if index else 0.4))
            self._item(item, element, within, Setting(face, self.look.ink, above, penalty), numbered=numbered)

    def _item(self, item: ListItem, parent: Element, within: Within, setting: Setting, *, numbered: bool) -> None:
        for block in item.blocks if self.style.beside_pictures else ():
            if isinstance(block, Figure) and id(block) not in self._boxes:
                self._hang(block)
        entry = parent.child("LI")
        label: list[tuple[float, Paintable]] = []
        inner = within
        if item.label.printed:
            indent = self.style.indent * (1.35 if numbered else 1.0) * setting.face.size / self.style.body.size
            label = self._label(item.label, entry.child("Lbl"), setting, (within.left, indent))
            inner = Within(within.left + indent, within.right, within.panels)
        body = entry.child("LBody")
        for index, block in enumerate(item.blocks):
            if index == 0 and isinstance(block, Paragraph):
                text_in = body if len(item.blocks) == 1 else body.child("P")
                self.column.text(block.text, text_in, setting, inner, label)
            else:
                self._block(block, body, inner)

    def _label(
        self, label: Label, element: Element, setting: Setting, place: tuple[float, float]
    ) -> list[tuple[float, Paintable]]:
        """Return what stands before an item: a bullet, or a white number on a disc."""
        left, indent = place
        face = setting.face
        numbered = label.printed.isdigit()
        run = Run(label.printed, strong=numbered)
        colour = self.look.paper if numbered else self.look.accent_text
        line = self.column.lines((run,), element, Setting(face, colour), Measure(self.column.width))[0]
        if not numbered:
            return [(left + indent * 0.2, line)]
        radius = face.size * 0.78
        centre = left + radius
        disc = Disc(radius, self.look.accent, face.leading / 2)
        return [(centre, disc), (centre - line.line.width / 2, line)]

    def _alert(self, block: Alert, parent: Element) -> None:
        """Set a tier of the "get help" box: its title band in words, its border heavier the more urgent it is."""
        look = ALERTS[block.tier]
        width, size = self.column.width, self.style.body.size
        box = Panel(0, width, fill=self.look.paper, border=look.border, border_width=look.border_width)
        band = Panel(0, width, fill=look.head, head=True)
        pad = size * 0.4
        within = Within(size * 0.9, size * 0.9, (box,))
        self._pad_head(pad, (box, band), self.style.body.leading * 0.6, cost.BETWEEN_ALERTS)
        colour = self.look.paper if look.light_words else self.look.ink
        setting = Setting(self.style.alert_heading, colour, penalty=cost.NEVER, keep_next=True, balance=True)
        head = Within(within.left, within.right, (box, band))
        strips = self.column.text(block.heading.text, parent.child(f"H{block.heading.level}"), setting, head)
        strips[0].anchor = (block.heading.level, plain(block.heading.text))
        self.column.add(Strip(pad, panels=(box, band)), keep_next=True)
        self._gap = pad * 0.9
        start = len(self.column.strips)
        self._list(block.signs, parent, within)
        for strip in self.column.strips[start:]:
            strip.penalty = max(strip.penalty, cost.KEPT)
        self._pad_foot(pad * 1.2, (box,))

    def _figure(self, figure: Figure, parent: Element, within: Within) -> None:
        """Place a picture in the tree; on the page, unless it hangs beside the text, set it below the text."""
        box = self._boxes.pop(id(figure), None) or self._box(figure, self.column.width - within.left - within.right)
        for element in box.elements:
            element.join(parent)
        if not box.hangs:
            above = self._above(self.style.body.leading * 0.5)
            self.column.add(Strip(box.height, above, cost.NEVER, [(within.left, box)], within.panels))

    def _hang(self, figure: Figure) -> None:
        self.column.clear()
        box = self._box(figure, self.column.width)._replace(hangs=True, drop=self._gap)
        self._boxes[id(figure)] = box
        height = box.height + self.style.body.leading * 0.4
        self.column.hang(box, box.width, height, gap=self.style.body.size * 1.2)

    def _box(self, figure: Figure, room: float) -> FigureBox:
        setting = Setting(self.style.small, self.look.ink)
        limit = (min(self.style.picture_width, room), self.style.picture_height)
        caption_width = None if self.style.beside_pictures else room
        return figure_box(figure, limit, self.column, setting, caption_width)


def first_picture(plan: ReadingPlan) -> Picture | None:
    """Return the first picture of the article, for a cover."""
    figures = (figure for section in plan.sections if section.part is not Part.FRONT for figure in _figures(section))
    return next((figure.picture for figure in figures), None)


def _only_picture(section: Section) -> Figure | None:
    """Return the section's picture if it has just one: that one hangs beside the section's first lines."""
    figures = _figures(section)
    return figures[0] if len(figures) == 1 else None


def _figures(section: Section) -> list[Figure]:
    return [
        part
        for block in section.blocks
        if isinstance(block, ItemList)
        for item in block.items
        for part in item.blocks
        if isinstance(part, Figure)
    ]
