"""What each language needs beyond the article: labels, phone numbers, dates, and how far it is supported.

One data file per language, of two YAML documents: labels, and the speech rules' words; a region's file ``extends``
its language's. A language without a file is refused: labels are never borrowed from another language, and an
emergency number is never borrowed from another country.
"""

from __future__ import annotations

import functools
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

_FOLDER = Path(__file__).parent


class Support(Enum):
    """How far a language is carried by one edition."""

    SUPPORTED = "supported"
    EXPERIMENTAL = "experimental"
    REFUSED = "refused"


class Labels(NamedTuple):
    """The words that every leaflet prints (and says) around the author's own. Braces are filled in."""

    tagline: str
    main_message: str
    introduction: str
    causes: str
    prevention: str
    self_care: str
    get_help: str
    more: str
    about: str
    contact: str
    phone: str
    email: str
    web: str
    listen: str
    scan: str
    scan_alt: str
    other_formats_question: str
    other_formats: str
    other_formats_phone: str
    also_read: str
    sources: str
    written_by: str
    reviewed_by: str
    published: str
    next_review: str
    disclaimer: str
    condition: str
    page_of: str
    notes: str
    link_to: str


class Locale(NamedTuple):
    """One language as the readers of a leaflet know it.

    ``actions`` maps a tier's name to what to do, empty where the region is not known: an emergency number that is
    wrong is worse than none. ``spoken`` holds what only the recording says. ``months_in_dates`` are the months as
    they stand beside a day (Polish: 1 października, but październik alone), ``first_day`` the first (French: 1er).
    """

    tag: str
    print: Support
    speech_support: Support
    voice: str
    labels: Labels
    spoken: Mapping[str, str]
    actions: Mapping[str, str]
    months: tuple[str, ...]
    months_in_dates: tuple[str, ...]
    first_day: str
    date_format: str
    month_year_format: str

    @property
    def speech(self) -> Mapping[str, Any]:
        """The words of the speech rules; print does not load them."""
        return MappingProxyType(_nearest(self.tag, 1) or {})

    def date(self, day: datetime.date) -> str:
        """Return the date in words, so that 1/10 can never be read as 10 January."""
        number = self.first_day if day.day == 1 else str(day.day)
        return self.date_format.format(day=number, month=self.months_in_dates[day.month - 1], year=day.year)

    def month_year(self, day: datetime.date) -> str:
        """Return month and year in words."""
        return self.month_year_format.format(month=self.months[day.month - 1], year=day.year)


def available() -> tuple[str, ...]:
    """Return the tags that have a data file of their own, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@functools.cache
def find(tag: str) -> Locale | None:
    """Return the locale for a BCP 47 tag, or for its nearest ancestor (``en-AU`` → ``en``), or ``None``."""
    data = _nearest(tag, 0)
    return None if data is None else _locale(tag, data)


def _nearest(tag: str, document: int) -> Mapping[str, Any] | None:
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        data = _data("-".join(parts[:length]).lower(), document)
        if data is not None:
            return data
    return None


@functools.cache
def _data(tag: str, document: int) -> Mapping[str, Any] | None:
    """Return one of a file's two documents (0 labels, 1 speech rules), with what it does not say from its base."""
    path = next((path for path in _FOLDER.glob("*.yaml") if path.stem.lower() == tag), None)
    if path is None:
        return None
    # One document at a time: the speech rules are most of a file, and print has no use for them.
    loaded = yaml.load_all(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    head: dict[str, Any] = next(loaded)
    base = head.pop("extends", None)
    data = head if document == 0 else next(loaded, {})
    return _merged(_data(base, document) or {}, data) if base else data


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    both = dict(base)
    for key, value in own.items():
        both[key] = _merged(both.get(key, {}), value) if isinstance(value, dict) else value
    return both


def _locale(tag: str, data: Mapping[str, Any]) -> Locale:
    return Locale(
        tag=tag,
        print=Support(data["print"]),
        speech_support=Support(data["speech"]),
        voice=data["voice"],
        labels=Labels(**data["labels"]),
        spoken=MappingProxyType(data["spoken"]),
        actions=MappingProxyType(data.get("actions", {})),
        months=tuple(data["months"]),
        months_in_dates=tuple(data.get("months_in_dates", data["months"])),
        first_day=data.get("first_day", "1"),
        date_format=data.get("date", "{day} {month} {year}"),
        month_year_format=data["month_year"],
    )
