"""Figures that are names and not amounts: addresses and telephone numbers.

These come first and are mostly ``final``: once 0800 123 4567 is known for a telephone number, nothing may take a part
of it for an amount.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphlet.speech.vocabulary import Rule, any_of, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.speech.vocabulary import Vocabulary

    Match = re.Match[str]

_SHORTEST_TELEPHONE, _LONGEST_TELEPHONE = 7, 15
_DIGIT_GROUP = 4


def addresses(v: Vocabulary) -> Iterator[Rule]:
    """Web and mail addresses: the site's name is said, its path is not (nobody can write it down by ear)."""
    if "dot" not in v.words:
        return
    spelled = v.list("spelled_domains")

    def site(host: str) -> str:
        labels = host.lower().removeprefix("www.").split(".")
        said = (
            " ".join(label) if label in spelled else label.replace("-", f" {v.say('hyphen')} ") for label in labels
        )
        return f" {v.say('dot')} ".join(said)

    def mail(match: Match) -> str:
        local = match[1]
        for sign, word in ((".", "dot"), ("_", "underscore"), ("-", "hyphen"), ("+", "plus")):
            local = local.replace(sign, f" {v.say(word)} ")
        return f"{local} {v.say('at')} {site(match[2])}"

    host = r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*"
    known = any_of(v.list("domains"))
    path = r"(?:[/?#][^\s<>]*?)?(?=[.,;:!?)\]\"'”’]*(?:\s|$))"
    yield rule("mail address", rf"(?:mailto:)?\b([\w.+-]+)@({host}\.[A-Za-z]{{2,}})\b", mail, final=True)
    yield rule("web address", rf"\bhttps?://({host})(?::\d+)?{path}", lambda m: site(m[1]), final=True)
    yield rule("site", rf"(?<![\w@.-])({host}\.{known})\b(?![\w.-]*\w){path}", lambda m: site(m[1]), final=True)


def spelled_digits(digits: str) -> str:
    """Return digits apart, so that each is read by itself: "999" → "9 9 9"."""
    return " ".join(digits)


def _grouped(digits: str) -> Iterator[str]:
    """Split an unbroken number as people say it: groups of three or four, the longer ones last."""
    count = -(-len(digits) // _DIGIT_GROUP)
    short, start = len(digits) // count, 0
    longer = len(digits) % count
    for index in range(count):
        size = short + (index >= count - longer)
        yield digits[start : start + size]
        start += size


def _said(written: str, plus: str = "") -> str:
    """Return a number's groups apart by a pause, their digits one by one."""
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and len(groups[0]) >= _SHORTEST_TELEPHONE:
        groups = list(_grouped(groups[0]))
    international = f"{plus} " if written.lstrip("(").startswith("+") else ""
    return international + ", ".join(spelled_digits(group) for group in groups)


_SEPARATED = r"(?:[ .-]?(?:\(\d+\)\s?|\d+))+"
_TELEPHONE = "|".join(
    (
        rf"\+\d+{_SEPARATED}",
        rf"\(?0\d*\)?{_SEPARATED}",
        r"(?:\+?1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}",
        r"\d{3}-0\d{3}",
    )
)
"""International, with a trunk 0 (most of the world), North American, and that without its area.

The last is taken only where its second half begins with 0: "500-1000 mg" is a dose. After "call" any will do."""
_EXTENSION = r"(?:[ ,]{1,2}(?:ext\.?|extension|x)\s?(\d{1,6}))?"
_END = r"(?![\w%])(?![.,/:-]\d)"


def telephones(v: Vocabulary) -> Iterator[Rule]:
    """Telephone numbers digit by digit, with a pause between the groups; short codes after "call" or "text"."""
    if "plus" not in v.words:
        return

    def telephone(match: Match) -> str | None:
        digits = sum(char.isdigit() for char in match[1])
        if not _SHORTEST_TELEPHONE <= digits <= _LONGEST_TELEPHONE or match[1].startswith("0."):
            return None  # "0.125-0.250" are two amounts
        extension = f", {v.say('extension')} {spelled_digits(match[2])}" if match[2] else ""
        return _said(match[1], v.say("plus")) + extension

    start = r"(?<![\w£$€/])(?<!\d[.,:-])"
    yield rule("telephone", rf"{start}({_TELEPHONE}){_EXTENSION}{_END}", telephone, final=True)
    yield from _short_numbers(v)


def _short_numbers(v: Vocabulary) -> Iterator[Rule]:
    """Numbers of three to six digits: emergency numbers, and what stands after "call" or "text"."""
    counted = re.compile(rf"\s?{any_of([*v.list('counted'), *_symbols(v)])}\b|\s?%")

    def uncounted(match: Match) -> bool:
        return counted.match(match.string, match.end()) is None

    calls, emergency = v.list("calls"), v.list("emergency_numbers")
    if calls:
        called = rf"(?i:(?<!\w)({any_of(calls)}\s(?:(?:us|me|them|the|[A-Z]{{2,}})\s)?(?:on\s|at\s|to\s)?))"
        code = rf"{called}(\d{{3,6}}(?:[ -]\d{{2,4}}){{0,3}}){_END}"
        yield rule("short code", code, lambda m: m[1] + _said(m[2]) if uncounted(m) else None, final=True)
    alone = rf"(?<![\w£$€.,/–-])(?<!\d ){any_of(emergency)}{_END}(?!\s?[–/-]\d)(?! \d)"
    yield rule("emergency number", alone, lambda m: spelled_digits(m[0]) if uncounted(m) else None, final=True)


def _symbols(v: Vocabulary) -> Iterator[str]:
    for unit in v.units:
        yield from unit.symbols
