"""The reading plan: the one linear order in which an article is read, on paper and aloud.

Print and speech consume a :class:`ReadingPlan` and nothing else, so they cannot drift apart. It is a tree of frozen
nodes with labels already in the article's language; a node that only one of the two needs (the web address of the
recording, say, or "this is the end of the recording") carries its :class:`Medium`.
"""

from __future__ import annotations

from enum import Enum, Flag
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pamphlet.diagnostics import Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from pamphlet.article.model import Inline, LanguageTag, Picture, Tier


class Medium(Flag):
    """Where a node appears."""

    PRINT = 1
    SPEECH = 2
    BOTH = 3


class Edition(Enum):
    """The printed forms of a leaflet."""

    STANDARD = "standard"
    LARGE = "large"
    GIANT = "giant"
    TRIFOLD = "trifold"
    BOOKLET = "booklet"


class Role(Enum):
    """What a paragraph is for: decides its look in print, and the pauses around it in speech."""

    BODY = "body"
    PUBLISHER = "publisher"
    TAGLINE = "tagline"
    LISTEN = "listen"
    LABEL = "label"
    MAIN_MESSAGE = "main message"
    OTHER_FORMATS = "other formats"
    SMALL = "small"
    FRAME = "frame"
    """What the recording says of itself: its contents at the start, where to ask at the end."""


class Heading(NamedTuple):
    """A heading; ``level`` 1 is the title and appears once."""

    level: int
    text: Inline


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    text: Inline
    role: Role = Role.BODY
    medium: Medium = Medium.BOTH


class Figure(NamedTuple):
    """A picture. ``spoken`` is what the recording says for it, alt text included; nothing for decoration."""

    picture: Picture
    spoken: Inline
    caption: Paragraph | None = None
    medium: Medium = Medium.BOTH


class Scan(NamedTuple):
    """A code to scan with a phone, printed beside the address that it opens; ``alt`` says so to who cannot see it."""

    url: str
    alt: str
    text: Inline
    medium: Medium = Medium.PRINT


class Numbering(Enum):
    """How a list is labelled."""

    DECIMAL = "decimal"
    DISC = "disc"
    NONE = "none"


class Label(NamedTuple):
    """A list item's label: ``printed`` may be empty (no label), ``spoken`` may be empty (nothing is said)."""

    printed: str
    spoken: str = ""


class ListItem(NamedTuple):
    """One item with its label."""

    label: Label
    blocks: tuple[Paragraph | Figure, ...]


class ItemList(NamedTuple):
    """A list."""

    numbering: Numbering
    items: tuple[ListItem, ...]
    role: Role = Role.BODY


class Alert(NamedTuple):
    """A tier of the "get help" box."""

    tier: Tier
    heading: Heading
    signs: ItemList


Block: TypeAlias = Heading | Paragraph | Figure | Scan | ItemList | Alert


class Part(Enum):
    """The parts of a leaflet, in reading order. :attr:`SECTION` may come any number of times."""

    FRONT = "front"
    MAIN_MESSAGE = "main message"
    INTRODUCTION = "introduction"
    CAUSES = "causes"
    PREVENTION = "prevention"
    SELF_CARE = "self care"
    SECTION = "section"
    GET_HELP = "get help"
    MORE = "more"
    ABOUT = "about"
    CLOSING = "closing"


class Section(NamedTuple):
    """A part of the leaflet: a chapter of the recording. ``name`` is its chapter title, printed or not."""

    part: Part
    name: str
    blocks: tuple[Block, ...]
    medium: Medium = Medium.BOTH


class Furniture(NamedTuple):
    """What every page repeats (pagination artifacts in print, never spoken). ``page_of`` has {page} and {pages}.

    ``footer`` has its parts by importance, the most important last. ``link_to`` has {text} and {address}.
    """

    footer: tuple[str, ...]
    page_of: str
    link_to: str
    notes: str


class ReadingPlan(NamedTuple):
    """One article, linear and complete."""

    language: LanguageTag
    title: str
    publisher: str
    published: datetime.date
    sections: tuple[Section, ...]
    furniture: Furniture
    subject: str = ""
    colour: str | None = None
    say: tuple[tuple[str, str], ...] = ()


def blocks(plan: ReadingPlan, medium: Medium) -> Iterator[tuple[Section, Block]]:
    """Yield each top-level block that ``medium`` shows, with its section, in reading order."""
    for section in plan.sections:
        if section.medium & medium:
            for block in section.blocks:
                if not isinstance(block, Paragraph | Figure | Scan) or block.medium & medium:
                    yield section, block


def origin_of(plan: ReadingPlan) -> Span:
    """Return the place of the plan's title in the author's file: where to point for what concerns the whole."""
    for text in texts(plan, Medium.BOTH):
        for run in text:
            if run.origin:
                return run.origin.source.span
    return Span("article", 1, 1)


def texts(plan: ReadingPlan, medium: Medium) -> Iterator[Inline]:
    """Yield every text of the plan in reading order, labels apart: what a rendering must not lose a word of."""
    for _, block in blocks(plan, medium):
        yield from _texts(block, medium)


def _texts(block: Block, medium: Medium) -> Iterator[Inline]:
    match block:
        case Heading() | Paragraph() | Scan():
            yield block.text
        case Figure():
            if medium & Medium.SPEECH:
                yield block.spoken
            if block.caption is not None:
                yield block.caption.text
        case ItemList():
            for item in block.items:
                for part in item.blocks:
                    yield from _texts(part, medium)
        case Alert():
            yield block.heading.text
            yield from _texts(block.signs, medium)
