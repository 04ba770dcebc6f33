"""Amounts: blood pressure, how often, money, ranges, comparisons, units, fractions.

A misread amount is the worst that this program can do: "2–3 tablets" must never become "23", nor "< 3" become "3".
The order matters and is told where it does.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pamphlet.speech.vocabulary import FRACTION_SIGNS, Rule, any_of, constant, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pamphlet.speech.traced import Replace
    from pamphlet.speech.vocabulary import Unit, Vocabulary

    Match = re.Match[str]

_SYSTOLIC, _DIASTOLIC = range(60, 281), range(30, 161)
"""Millimetres of mercury that a person can have: "120/80" is a blood pressure, "24/7" and "1/2" are not."""
_TEN, _MANY = 10, 20
_NO_SPACE_AFTER = " (“‘\"'"


def pressures(v: Vocabulary) -> Iterator[Rule]:
    """Blood pressure: 120/80 is "120 over 80", with ranges on either side."""
    if "over" not in v.words:
        return
    symbols = {symbol for unit in v.units for symbol in unit.symbols if not symbol.startswith("mm")}
    dose = re.compile(rf"\s?{any_of(symbols)}(?!\w)")  # 150/75 mg are two medicines in one

    def pressure(match: Match) -> str | None:
        upper, lower = int(match[1]), int(match[3])
        if (
            upper not in _SYSTOLIC
            or lower not in _DIASTOLIC
            or upper <= lower
            or dose.match(match.string, match.end())
        ):
            return None
        high = f" {v.say('to')} {match[2]}" if match[2] else ""
        low = f" {v.say('to')} {match[4]}" if match[4] else ""
        return f"{match[1]}{high} {v.say('over')} {match[3]}{low}"

    side = r"(\d{2,3})(?:\s?[–-]\s?(\d{2,3}))?"
    yield rule("blood pressure", rf"(?<![\w/.,])(?<!\d[–-]){side}\s?/\s?{side}(?![\w/%]|[.,]\d)", pressure)


def frequencies(v: Vocabulary) -> Iterator[Rule]:
    """How often and how many times: "2x/day", "3 x daily", "2 x 500 mg", "10 cm x 5 cm"."""
    if "times" not in v.words:
        return
    per = v.table("per_time")
    times = v.say("times")
    often = any_of(v.list("often"))
    sizes = r"(?:mm|cm|m|ft)\b"
    yield rule(
        "times a day",
        rf"(?<=\d)\s?[x×]\s?/\s?({any_of(per)})\b",
        lambda m: f" {times} {per[m[1]]}",
    )
    yield constant("times daily", rf"(?<=\d)\s?[x×]\s?(?={often}(?!\w))", f" {times} ")
    yield constant("size", rf"(?<=\d)\s?[x×]\s?(?={v.number}\s?{sizes})", f" {v.say('times_by')} ")
    yield constant(
        "size with units",
        rf"(?<=\d)(?<!x)(?:(?<=\d)|(?<=[cm]m))\s?[x×]\s?(?={v.number}\s?{sizes})",
        f" {v.say('times_by')} ",
    )
    yield rule(
        "size of both", rf"(?<=\d)(\s?{sizes})\s?[x×]\s?(?={v.number})", lambda m: f"{m[1]} {v.say('times_by')} "
    )
    yield constant("multiplied", r"(?<=\d)\s?[x×]\s?(?=\d)|(?<=\d)[x×](?!\w)|(?<=\d)\s×\s", f" {times} ")
    yield constant("times so many", r"(?<!\w)[x×]\s?(?=\d)", f"{times} ")


def money(v: Vocabulary) -> Iterator[Rule]:
    """Money, with its ranges: "£5–£10" is "5 to 10 pounds"."""
    currencies = v.currencies
    if not currencies:
        return
    sign = any_of(currencies)
    scales = {"m": v.say("million"), "bn": v.say("billion"), "k": v.say("thousand")}
    scale = rf"(?:(m|bn|k)\b|\s({any_of(scales.values())})\b)?"
    exact = rf"(\d{{1,3}}(?:{re.escape(v.thousands)}\d{{3}})+|\d+)(?:{re.escape(v.decimal)}(\d\d?))?"

    def named(units: str, one: str, many: str) -> str:
        return f"{units} {one if units == '1' else many}"

    def amount(match: Match) -> str:
        coin, units, parts = currencies[match[1]], match[2], match[3]
        large = scales.get(match[4]) or match[5]
        if large:
            return f"{units}{v.decimal + parts if parts else ''} {large} {coin.many}"
        cents = int(parts.ljust(2, "0")) if parts else 0
        if not cents:
            return named(units, coin.one, coin.many)
        said = named(str(cents), coin.part, coin.parts)
        return said if units == "0" else f"{named(units, coin.one, coin.many)} {v.say('and')} {said}"

    def both(match: Match) -> str:
        return f"{match[2]} {v.say('to')} {match[3]} {currencies[match[1]].many}"

    whole = rf"({v.number})(?![\d{re.escape(v.decimal)}]\d)"
    yield rule("money range", rf"({sign})\s?{whole}\s?[–-]\s?(?:\1)?\s?{whole}(?!\w)", both)
    yield rule("dash before money", rf"(?<=\d)\s?[–-]\s?(?={sign}\s?\d)", lambda _: f" {v.say('to')} ")
    yield rule("money", rf"({sign})\s?{exact}{scale}", amount)
    pence = v.table("pence")
    if pence:
        symbol = re.escape(pence["symbol"])
        yield rule("pence", rf"(?<![\w.,])(\d{{1,3}}){symbol}\b", lambda m: named(m[1], pence["one"], pence["many"]))


def comparisons(v: Vocabulary) -> Iterator[Rule]:
    """Comparison signs. The voice drops < and > silently, which turns "less than 3" into "3"."""
    words = v.words
    if "less_than" not in words:
        return
    amount = r"(?=[£$€~]?\s?[-−.]?[\d½⅓⅔¼¾⅛])"
    for name, signs, said in (
        ("at most", r"(?:<=|=<|≤|⩽|≦)", words["at_most"]),
        ("at least", r"(?:>=|=>|≥|⩾|≧)", words["at_least"]),
        ("much less than", r"<<?", words["less_than"]),
        ("much more than", r">>?", words["more_than"]),
    ):
        yield rule(name, rf"(\s?){signs}\s?{amount}", _spaced(said))
        yield rule(f"{name} between words", rf"(?<=[\w%)])(\s){signs}\s(?=\w)", _spaced(said))
    yield rule("equals", r"(?<=[\w%)])(\s?)=\s?(?=[\w£$€<>-])", _spaced(words["equals"]))
    yield rule("not equal", r"(\s?)≠\s?", _spaced(words["unequal"]))
    yield rule("about", rf"(\s?)(?:≈|~|≅)\s?{amount}", _spaced(words["about"]))
    yield rule("plus or minus", r"(\s?)(?:±|\+/[-−–])\s?", _spaced(words["plus_minus"]))
    yield rule("or more", rf"({v.quantity}%?)\+(?![\w+])", lambda m: words["or_more"].format(n=m[1]))
    yield rule("plus", r"(?<=[\w%)])(\s?)\+\s?(?=[\w£$€(])", _spaced(words["plus"]))
    yield constant("ratio", r"(?<=\d):(?=\d)", f" {words['to']} ")
    yield constant("minus", r"(?<![\w)%.,°])(?<!\d\s)[-−–](?=\.?\d)", f"{words['minus']} ")
    yield constant("minus sign", r"(?<=\d)\s?−\s?(?=\d)", f" {words['minus']} ")


def _spaced(said: str) -> Replace:
    """Return a replacement that puts one space before and after, but none at the start of a text or bracket."""

    def replace(match: Match) -> str:
        before = match.string[: match.start()]
        gap = " " if before and before[-1] not in _NO_SPACE_AFTER else ""
        return f"{gap}{said} "

    return replace


def ranges(v: Vocabulary) -> Iterator[Rule]:
    """Ranges: the voice reads "2–3" as "two three". Comes before units, so that both ends are still numbers."""
    if "to" not in v.words:
        return
    signs = "".join(FRACTION_SIGNS)
    unit = any_of(symbol for each in v.units for symbol in each.symbols)
    end = rf"(?:\s?(?:%|[°º][CF]?|{unit}(?!\w)))?"
    number = rf"(?:{v.number}[{signs}]?|[{signs}])"

    def ascending(match: Match) -> str | None:
        low, unit_of_low, dash, high = match[1], match[2], match[3], match[4]
        certain = "–" in dash and (low[-1] in signs or dash == "–" or _value(v, low) < _value(v, high))
        if not certain and not _value(v, low) < _value(v, high) and not _short_year(low, high):
            return None
        before = match.string[: match.start()]
        paired = re.search(rf"(?i:\b{re.escape(v.say('between'))})\s$", before) if "between" in v.words else None
        return f"{low}{unit_of_low} {v.say('and') if paired else v.say('to')} {high}"

    start = r"(?<![\w/])(?<![\w.,][–-])(?<!\d[.,:])"
    pattern = rf"{start}({number})({end})(\s?[–—-]\s?)({number})(?![–—-]\d|/\d)(?!\w*-\d)"
    yield rule("range", pattern, ascending)


def _value(v: Vocabulary, written: str) -> float:
    """Return the size of a number as written, its fraction sign included."""
    fraction = 0.0
    if written[-1] in FRACTION_SIGNS:
        top, bottom = FRACTION_SIGNS[written[-1]].split("/")
        fraction, written = int(top) / int(bottom), written[:-1]
    plain = written.replace(v.thousands, "").replace(v.decimal, ".")
    return fraction + (float(plain) if plain else 0.0)


def _short_year(low: str, high: str) -> bool:
    """Tell whether "2024-25" is two years."""
    return bool(re.fullmatch(r"[12]\d{3}", low) and re.fullmatch(r"\d\d", high) and int(high) > int(low[2:]))


def temperatures(v: Vocabulary) -> Iterator[Rule]:
    """Degrees, with the scale in full."""
    if "degrees" not in v.words:
        return
    scales = {"C": f" {v.say('celsius')}", "F": f" {v.say('fahrenheit')}", None: ""}

    def degrees(match: Match) -> str:
        one = match[1] == "1" and not _ends_a_range(v, match)
        return f"{match[1]} {v.say('degree') if one else v.say('degrees')}{scales[match[2]]}"

    yield rule("degrees", rf"({v.quantity})\s?[°º]\s?(?:(C|F)\b)?", degrees)


def units(v: Vocabulary) -> Iterator[Rule]:
    """Doses and units: "400 mg" is "400 milligrams"; the voice would say "em gee"."""
    by_symbol = {symbol: unit for unit in v.units for symbol in unit.symbols}
    if not by_symbol:
        return
    yield from _percent(v)
    symbol = rf"({any_of(by_symbol)})"
    below = rf"(?:\s?/\s?{any_of([*by_symbol, *v.table('time_units')])}(?!\w))"
    rest = r"(?![\w/²³])(?:\.(?=\s+[a-z]))?"
    apart = {each for unit in v.units for each in unit.apart}
    adjectives = re.compile(rf"\s{any_of(v.list('adjective_before'))}\b")

    def amount(match: Match) -> str | None:
        number, gap, written = match[1], match[2], match[3]
        if written in apart and not gap:
            return None
        unit = by_symbol[written]
        single = _is_one(number) and not _ends_a_range(v, match)
        adjective = gap == "-" or adjectives.match(match.string, match.end())
        name = unit.one if single or adjective else unit.many
        return f"{_led(v, number)} {name}{_denominators(v, by_symbol, match[4])}"

    def bare(match: Match) -> str:
        return by_symbol[match[1]].many + _denominators(v, by_symbol, match[2])

    second = rf"(?={v.number}\s?(?P<second>{any_of(by_symbol)})(?!\w))"

    def dose_in_dose(match: Match) -> str:
        """Tell a strength (250 mg/5 ml) from two medicines in one (500 mg/125 mg)."""
        same = by_symbol[match[2]] is by_symbol[match["second"]]
        return f"{match[1]}, " if same else f"{match[1]} {v.say('per')} "

    yield rule("dose in a dose", rf"(?<=\d)(\s?{symbol})\s?/\s?{second}", dose_in_dose)
    yield rule("unit", rf"({v.quantity})(\s?|-){symbol}({below}*){rest}", amount)
    yield rule("unit by unit", rf"(?<![\w/]){symbol}({below}+)(?![\w/])", bare)
    alone = any_of(each for unit in v.units for each in unit.bare)
    yield rule("unit alone", rf"(?<![\w/-])({alone})()(?![\w/-])", bare)
    per = v.table("per_time")
    yield rule("per time", rf"(?<=\w)\s?/\s?({any_of(per)})\b(?!/)", lambda m: f" {per[m[1]]}")


def _percent(v: Vocabulary) -> Iterator[Rule]:
    yield constant("percent", r"(?<=[\d½⅓⅔¼¾])\s?%", f" {v.say('percent')}")
    yield rule("leading zero", rf"(?<![\w.,]){re.escape(v.decimal)}(?=\d)", lambda _: f"0{v.decimal}")


def _denominators(v: Vocabulary, by_symbol: Mapping[str, Unit], written: str) -> str:
    """Return "/kg/day" in words: " per kilogram per day"; a single time is said as people say it: " a day"."""
    below = [part.strip() for part in written.split("/")[1:]]
    per_time, time_units = v.table("per_time"), v.table("time_units")
    if len(below) == 1 and below[0] in per_time:
        return f" {per_time[below[0]]}"
    names = (time_units.get(each) or by_symbol[each].one for each in below)
    return "".join(f" {v.say('per')} {name}" for name in names)


def _led(v: Vocabulary, number: str) -> str:
    """Return a number with the zero that belongs before its decimal point."""
    return f"0{number}" if number.startswith(v.decimal) else number


def _is_one(number: str) -> bool:
    return number == "1" or number in FRACTION_SIGNS or bool(re.fullmatch(r"\d/\d+", number))


def _ends_a_range(v: Vocabulary, match: Match) -> bool:
    """Tell whether the number closes a range ("0.5 to 1 milligrams" keeps its plural)."""
    links = any_of(v.words[name] for name in ("to", "and", "or") if name in v.words)
    return bool(re.search(rf"\d\s{links}\s$", match.string[: match.start()]))


def fractions(v: Vocabulary) -> Iterator[Rule]:
    """Fractions: the voice reads 1½ as "one a half", 1/2 as "one slash two". After units, which count with them."""
    said = v.data.get("fractions")
    if not said:
        return

    def sign(match: Match) -> str:
        alone, after = said[FRACTION_SIGNS[match[2]]]
        return f"{match[1]} {v.say('and')} {after}" if match[1] else str(alone)

    def slashed(match: Match) -> str | None:
        whole, top, bottom = match[1], int(match[2]), int(match[3].replace(v.thousands, ""))
        names = said.get(f"{top}/{bottom}")
        if names:
            return f"{whole} {v.say('and')} {names[1]}" if whole else str(names[0])
        scored = bottom == _TEN and top <= bottom
        one_of_many = top == 1 and bottom >= _MANY
        return f"{top} {v.say('out_of')} {match[3]}" if (scored or one_of_many) and not whole else None

    yield rule("fraction sign", rf"(?:(\d+)\s?)?([{''.join(FRACTION_SIGNS)}])", sign)
    thousands = re.escape(v.thousands)
    bottom = rf"(\d{{1,3}}(?:{thousands}\d{{3}})+|\d+)"
    yield rule("fraction", rf"(?<![\w/.,])(?:(\d+)\s)?(\d{{1,2}})/{bottom}(?![\w/]|[.,]\d)", slashed)
    yield rule("power", r"(?<=\d)[⁰¹²³⁴-⁹]+", lambda m: f" {v.say('power')} {unicodedata.normalize('NFKC', m[0])}")
