"""The words of one language's speech rules, read once from its locale file into typed, frozen values."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pamphlet import locales

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pamphlet.speech.traced import Replace

FRACTION_SIGNS = MappingProxyType(
    {
        "½": "1/2",
        "⅓": "1/3",
        "⅔": "2/3",
        "¼": "1/4",
        "¾": "3/4",
        "⅕": "1/5",
        "⅖": "2/5",
        "⅗": "3/5",
        "⅘": "4/5",
        "⅙": "1/6",
        "⅚": "5/6",
        "⅛": "1/8",
        "⅜": "3/8",
        "⅝": "5/8",
        "⅞": "7/8",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a language's table: what it looks for, what it says instead. ``final``: no later rule may edit."""

    name: str
    pattern: re.Pattern[str]
    replace: Replace
    final: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement. ``apart``: the symbols that need a space before them ("20 s", never "your 20s")."""

    symbols: tuple[str, ...]
    one: str
    many: str
    bare: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: one and many of it, one and many of its hundredths."""

    one: str
    many: str
    part: str
    parts: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form. ``before``: only if a ``name`` or a ``number`` follows; ``dotted``: only with its full stop."""

    short: str
    say: str
    before: str = ""
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that the rules of one language say. Empty parts switch the rules off that need them."""

    tag: str
    decimal: str
    thousands: str
    words: Mapping[str, str]
    data: Mapping[str, Any] = field(repr=False)

    def say(self, name: str) -> str:
        """Return one of the language's words; a missing one is an error in the locale file."""
        return self.words[name]

    @property
    def number(self) -> str:
        """A pattern for a number as the language writes it, groups of thousands and decimals included."""
        thousands, decimal = re.escape(self.thousands), re.escape(self.decimal)
        return rf"(?:\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)(?:{decimal}\d+)?"

    @property
    def quantity(self) -> str:
        """A pattern for a number that may be or have a fraction: 2, 1½, 1/2, 1 1/2, .5 (not part of a longer one)."""
        signs = "".join(FRACTION_SIGNS)
        start = rf"(?<![\w{signs}/])(?<!\d[.,:/])"
        return rf"{start}(?:{self.number}\s?[{signs}]|[{signs}]|(?:\d+\s)?\d+/\d+|{self.number})(?![{signs}])"

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of measurement."""
        return tuple(
            Unit(
                symbols=tuple(row["symbols"]),
                one=row["one"],
                many=row["many"],
                bare=tuple(row.get("bare", ())),
                apart=tuple(row.get("apart", ())),
            )
            for row in self.data.get("units", ())
        )

    @property
    def currencies(self) -> Mapping[str, Currency]:
        """The currencies by their sign."""
        return {str(sign): Currency(**row) for sign, row in self.data.get("currencies", {}).items()}

    @property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The short forms, in the order they are tried."""
        return tuple(Abbreviation(**row) for row in self.data.get("abbreviations", ()))

    def table(self, name: str) -> Mapping[str, str]:
        """Return one of the language's small dictionaries, empty if it has none."""
        return {str(key): str(value) for key, value in self.data.get(name, {}).items()}

    def list(self, name: str) -> tuple[str, ...]:
        """Return one of the language's word lists, empty if it has none."""
        return tuple(str(word) for word in self.data.get(name, ()))


@functools.cache
def vocabulary(tag: str) -> Vocabulary:
    """Return the words of a language's rules; of none where the language has no locale file or no rules."""
    locale = locales.find(tag)
    data: Mapping[str, Any] = locale.speech if locale else {}
    number = data.get("number", {})
    return Vocabulary(
        tag, number.get("decimal", "."), number.get("thousands", ","), MappingProxyType(data.get("words", {})), data
    )


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; nothing, if there are none."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest) + ")" if longest else r"(?!)"


def rule(name: str, pattern: str, replace: Callable[[re.Match[str]], str | None], *, final: bool = False) -> Rule:
    """Compile a row of the table."""
    return Rule(name, re.compile(pattern), replace, final)


def constant(name: str, pattern: str, said: str) -> Rule:
    """Compile a row that always says the same."""
    return rule(name, pattern, lambda _: said)
