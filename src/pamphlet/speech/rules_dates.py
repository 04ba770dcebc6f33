"""Dates and times of day. A date that two countries read differently is never decided here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.speech.vocabulary import Rule, any_of, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pamphlet.speech.vocabulary import Vocabulary

    Match = re.Match[str]

_MONTHS_IN_YEAR = 12
_DAYS_IN_MONTH = 31


@dataclass(frozen=True, slots=True)
class _Calendar:
    """A language's words for dates, and how it puts them together."""

    months: Sequence[str]
    short_months: Mapping[str, str]
    days: Mapping[str, str]
    ordinals: Mapping[str, str]
    with_year: str
    without_year: str
    year_after: Sequence[str]
    to: str
    oh: str

    def month(self, written: str) -> str:
        """Return a month in full, however it was written."""
        named = {**{month.lower(): month for month in self.months}, **self.short_months}
        return named.get(written.lower()) or named.get(written.title(), written)

    def ordinal(self, day: str) -> str:
        """Return "1" as "1st"."""
        number = str(int(day))
        return number + self.ordinals.get(number, self.ordinals["default"])

    def days_of(self, first: str, last: str | None) -> str:
        """Return one day or a range of them."""
        return self.ordinal(first) + (f" {self.to} {self.ordinal(last)}" if last else "")

    def date(self, day: str, month: str, year: str | None) -> str:
        """Return a date in the language's order."""
        if year is None:
            return self.without_year.format(day=day, month=month)
        return self.with_year.format(day=day, month=month, year=self.year(year))

    def year(self, year: str) -> str:
        """Return a year as it is said: "1998" → "19 98", where the voice would count nineteen hundreds."""
        if not re.fullmatch(r"1[1-9]\d\d", year) or year.endswith("00"):
            return year
        century, rest = year[:2], year[2:]
        return f"{century} {self.oh} {rest[1]}" if rest[0] == "0" else f"{century} {rest}"


def _calendar(v: Vocabulary) -> _Calendar | None:
    data = v.data.get("dates")
    if not data:
        return None
    return _Calendar(
        months=data["months"],
        short_months=data["short_months"],
        days={**{day: day for day in data["days"]}, **data["short_days"]},
        ordinals=data["ordinals"],
        with_year=data["spoken"],
        without_year=data["spoken_without_year"],
        year_after=data["year_after"],
        to=v.say("to"),
        oh=v.say("oh"),
    )


def dates(v: Vocabulary) -> Iterator[Rule]:
    """Say dates in words. 12/05/2024 is said as it is written, number by number: it may be May or December."""
    calendar = _calendar(v)
    if calendar is None:
        return
    yield from _figures(calendar)
    yield from _with_month(calendar)
    yield from _spans(calendar)


def ambiguous(first: int, second: int) -> bool:
    """Tell whether a date of two numbers may be read in two ways."""
    return first != second and max(first, second) <= _MONTHS_IN_YEAR


NUMERIC = re.compile(r"(?<![\w/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\w/-]|[.,]\d)")
"""A date in figures, such as 25/12/2026 or 5.6.26."""


def is_date(first: int, second: int) -> bool:
    """Tell whether one of two numbers can be a month, and the other a day."""
    return 1 <= min(first, second) <= _MONTHS_IN_YEAR and max(first, second) <= _DAYS_IN_MONTH


def _figures(calendar: _Calendar) -> Iterator[Rule]:
    def iso(match: Match) -> str | None:
        month, day = int(match[2]), int(match[3])
        if not (1 <= month <= _MONTHS_IN_YEAR and 1 <= day <= _DAYS_IN_MONTH):
            return None
        return calendar.date(calendar.ordinal(match[3]), calendar.months[month - 1], match[1])

    def numeric(match: Match) -> str | None:
        first, second, year = int(match[1]), int(match[3]), match[4]
        if not is_date(first, second):
            return None
        if ambiguous(first, second):
            return f"{first}, {second}, {calendar.year(year)}"
        day, month = (first, second) if second <= _MONTHS_IN_YEAR else (second, first)
        return calendar.date(calendar.ordinal(str(day)), calendar.months[month - 1], year)

    yield rule("ISO date", r"(?<![\w-])(\d{4})-(\d\d)-(\d\d)(?![\w-])", iso, final=True)
    yield rule("numeric date", NUMERIC.pattern, numeric, final=True)


def _with_month(calendar: _Calendar) -> Iterator[Rule]:
    day = r"([0-3]?\d)(?:st|nd|rd|th)?(?:\s?[–-]\s?([0-3]?\d)(?:st|nd|rd|th)?)?"
    month = rf"({any_of([*calendar.months, *calendar.short_months])})\.?"
    year = r"(?:,?\s([12]\d{3})(?!\d))?"

    def day_first(match: Match) -> str:
        return calendar.date(calendar.days_of(match[1], match[2]), calendar.month(match[3]), match[4])

    def month_first(match: Match) -> str:
        return calendar.date(calendar.days_of(match[2], match[3]), calendar.month(match[1]), match[4])

    yield rule("day and month", rf"(?<![\w.,/-]){day}\s(?:of\s)?{month}{year}(?!\w)", day_first, final=True)
    yield rule("month and day", rf"(?<!\w){month}\s{day}(?![\w%]|[.,/:]\d){year}", month_first, final=True)


def _spans(calendar: _Calendar) -> Iterator[Rule]:
    day = any_of(calendar.days)
    month = any_of([*calendar.months, *calendar.short_months])

    def weekdays(match: Match) -> str:
        return f"{calendar.days[match[1]]} {calendar.to} {calendar.days[match[2]]}"

    def months(match: Match) -> str:
        return f"{calendar.month(match[1])} {calendar.to} {calendar.month(match[2])}"

    yield rule("weekdays", rf"(?<!\w)({day})\.?\s?[–-]\s?({day})\b", weekdays)
    yield rule("months", rf"(?<!\w)({month})\.?\s?[–-]\s?({month})\b", months)
    short = any_of(calendar.short_months)
    yield rule("short month", rf"(?<!\w)({short})\.?(?=\s[12]\d{{3}}\b)", lambda m: calendar.month(m[1]))
    # "in 1250 people" is no year: one stands at the end of a clause, and is not long ago.
    ends = r"(?=[.,;:!?)]*$|[,;:)]\s|[.!?]\s|\s(?:and|or|to|when|with|but|it|the|after|was|were)\b)"
    year = rf"\b((?i:{any_of(calendar.year_after)})\s)(1[89]\d\d){ends}"
    yield rule("year", year, lambda m: m[1] + calendar.year(m[2]))
    month_and_year = rf"\b({any_of(calendar.months)}\s)(1[1-9]\d\d)(?![\w%]|[.,]\d)"
    yield rule("month and year", month_and_year, lambda m: m[1] + calendar.year(m[2]))


def times(v: Vocabulary) -> Iterator[Rule]:
    """Say times of day, opening hours and 24/7."""
    if "o_clock" not in v.words:
        return

    def minutes(written: str) -> str:
        if written == "00":
            return ""
        return f" {v.say('oh')} {written[1]}" if written[0] == "0" else f" {written}"

    def half_day(match: Match) -> str:
        last = not match.string[match.end() :].strip("\"'”’)]")
        stop = "." if match[4] and last else ""
        return f"{int(match[1])}{minutes(match[2] or '00')} {match[3].lower()}m{stop}"

    def full_day(match: Match) -> str:
        hour, minute = int(match[1]), match[2]
        if minute != "00":
            return f"{hour}{minutes(minute)}"
        return f"{hour} {v.say('o_clock')}" if 1 <= hour <= _MONTHS_IN_YEAR else f"{hour} {v.say('hundred_hours')}"

    def opening(match: Match) -> str:
        return f"{match[0].rstrip(' –-')} {v.say('to')} "

    half = r"(?<![\w.:])(1[0-2]|0?[1-9])(?:[:.]([0-5]\d))?\s?([apAP])\.?[mM]\b(\.)?"
    clock = r"(?<![\w.:,])([01]?\d|2[0-3]):([0-5]\d)(?![\w:]|\.\d)"
    yield rule("24/7", r"(?<![\w/])24\s?/\s?7(?![\w/])", lambda _: v.say("all_day"), final=True)
    yield rule("opening hours", rf"(?<=\d)(?:\s?[ap]\.?m\b\.?)?\s?[–-]\s?(?={half})", opening)
    yield rule("half-day time", half, half_day)
    yield rule("hours of the day", rf"{clock}\s?[–-]\s?(?=\d{{1,2}}:)", opening)
    yield rule("24-hour time", clock, full_day)
