"""The article as frozen values, valid by construction: no ``dict`` travels past the parser.

They are named tuples and not dataclasses because a command that makes one leaflet loads some sixty such types, and
defining a frozen dataclass takes eight times as long: together they were a tenth of a cold start.

Every text keeps where it was written (:class:`~pamphlet.diagnostics.Origin`), so that a later stage (a font that
lacks a character, say) can name the line in the author's file.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, NewType, TypeAlias

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from pamphlet.diagnostics import Origin, Span

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 tag such as ``en-GB``."""

Stem = NewType("Stem", str)
"""An article's file name without language and ending: what ``related`` names and outputs are called by."""


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Run(NamedTuple):
    """A stretch of text in one style.

    ``language`` is set only where it differs from the article's; ``href`` makes the run a link.
    """

    text: str
    strong: bool = False
    href: str | None = None
    language: LanguageTag | None = None
    origin: Origin | None = None


Inline: TypeAlias = tuple[Run, ...]
"""One paragraph's text: no line breaks, single spaces."""


def plain(inline: Inline) -> str:
    """Return the text of the runs without their styles."""
    return "".join(run.text for run in inline)


class ImageKind(Enum):
    """The picture formats that an article may use."""

    PNG = "png"
    JPEG = "jpeg"
    SVG = "svg"


class Image(NamedTuple):
    """A picture file's bytes, looked at and found usable. ``width`` and ``height`` in pixels (SVG: user units)."""

    kind: ImageKind
    data: bytes
    width: float
    height: float

    def __repr__(self) -> str:
        """Leave the bytes out: a failing test should not print a picture."""
        return f"Image({self.kind}, {len(self.data)} bytes, {self.width:g} by {self.height:g})"


class Picture(NamedTuple):
    """A picture with the words that stand for it (``alt``), and the words printed below it (``caption``).

    Without ``alt`` it is decoration. ``span`` is where its file is named.
    """

    file: str
    image: Image
    alt: Inline
    caption: Inline | None = None
    span: Span | None = None

    @property
    def decorative(self) -> bool:
        """Whether screen reader and recording pass over it."""
        return not self.alt


class Item(NamedTuple):
    """One list item: ``text``, with an optional name before it and an optional picture beside it."""

    text: Inline
    name: Inline | None = None
    picture: Picture | None = None


class Listing(NamedTuple):
    """A part of the article that is a list with an optional introduction: causes, prevention, self care."""

    items: tuple[Item, ...]
    introduction: tuple[Inline, ...] = ()


class Section(NamedTuple):
    """An extra section under its own heading."""

    heading: Inline
    text: tuple[Inline, ...] = ()
    items: tuple[Item, ...] = ()


class Tier(Enum):
    """How urgent a warning sign is, most urgent first."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class Warnings(NamedTuple):
    """One tier of the "get help" box: what to do (``None``: as the locale says), and the signs that call for it."""

    tier: Tier
    signs: tuple[Inline, ...]
    span: Span
    action: Inline | None = None


class Review(NamedTuple):
    """Who stands behind the text, and until when."""

    author: Inline
    published: datetime.date
    next_review: datetime.date
    next_review_span: Span
    reviewed_by: Inline | None = None


class Reference(NamedTuple):
    """A source that the article rests on. Its title's runs carry their language if it is not the article's."""

    title: Inline
    publisher: Inline
    url: str
    date: datetime.date


class Contact(NamedTuple):
    """How to reach the clinic."""

    name: Inline
    phone: Inline | None = None
    web: str | None = None
    email: str | None = None


class ContactDefaults(NamedTuple):
    """What ``clinic.yaml`` says of how to reach the clinic: any part of a :class:`Contact`."""

    name: Inline | None = None
    phone: Inline | None = None
    web: str | None = None
    email: str | None = None


class Related(NamedTuple):
    """Another article of the folder, with its title as it stands there."""

    stem: Stem
    title: Inline


class Paper(Enum):
    """Sheet sizes, portrait, in points: (width, height)."""

    A4 = (595.2756, 841.8898)
    LETTER = (612.0, 792.0)


class Clinic(NamedTuple):
    """``clinic.yaml``: what the articles beside it share. ``None`` or empty where the file says nothing."""

    contact: ContactDefaults | None = None
    logo: Picture | None = None
    paper: Paper | None = None
    colour: str | None = None
    say: Mapping[str, str] = _NOTHING
    actions: Mapping[Tier, Inline] = _NOTHING
    author: Inline | None = None
    editions: tuple[str, ...] = ()
    voice: str | None = None
    speed: str | None = None


class Article(NamedTuple):
    """One article in one language, with the clinic's defaults filled in."""

    stem: Stem
    path: str
    language: LanguageTag
    language_span: Span
    title: Inline
    main_message: Inline
    introduction: tuple[Inline, ...]
    causes: Listing
    prevention: Listing
    warnings: tuple[Warnings, ...]
    review: Review
    references: tuple[Reference, ...]
    clinic: Clinic
    contact: Contact | None = None
    self_care: Listing | None = None
    sections: tuple[Section, ...] = ()
    related: tuple[Related, ...] = ()
    audio_url: str | None = None
    say: Mapping[str, str] = _NOTHING
    disclaimer: Inline | None = None
