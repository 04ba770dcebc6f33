"""Words and signs: pronunciations, abbreviations, letters, slashes, and what a voice must not take for markup."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pamphlet.speech.vocabulary import Rule, any_of, constant, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pamphlet.speech.vocabulary import Abbreviation, Vocabulary

    Match = re.Match[str]

_CAPITALS_OF_A_SHOUT = 0.7
_LETTERS_OF_A_WORD = 4


def pronunciations(name: str, say: Sequence[tuple[str, str]]) -> Iterator[Rule]:
    """Return one rule for a list of pronunciations: whole words, plurals and possessives too.

    A key in small letters stands for the word however it is capitalised; a key with a capital stands for itself alone
    (``ER`` is not "er"). What is said keeps the capital that the word has at the start of a sentence.
    """
    exact = {key: said for key, said in say if key != key.lower()}
    folded = {key.lower(): said for key, said in say if key == key.lower()}
    keys = [key for key in (*exact, *folded) if key.strip()]
    if not keys:
        return

    def replace(match: Match) -> str | None:
        word, ending = match[1], match[2] or ""
        said = exact.get(word)
        if said is None and (said := folded.get(word.lower())) is None:
            return None
        if word not in exact and word[:1].isupper() and said[:1].islower():
            said = said[:1].upper() + said[1:]
        return said + ending

    words = any_of(keys)
    pattern = rf"(?<![\w])((?i:{words}))(['’]s|s(?:['’])?|es)?(?!\w)"
    yield rule(name, pattern, replace, final=True)


def spaces(_: Vocabulary) -> Iterator[Rule]:
    """Make invisible characters plain: hard spaces, soft hyphens, look-alike signs."""
    thin = "\u00a0\u2000-\u200a\u202f\u3000"
    # "2 500 mg tablets" are two tablets: only a thin space, or a group of noughts, makes one number of two.
    thin_spaced = r"(?<![\d.,+])[1-9]\d{0,2}(?:[\u2009\u202f]\d{3})+(?!\d)"
    noughts = r"(?<![\d.,+])[1-9]\d{0,2}(?:[ \u00a0]000)+(?![ \u00a0]?\d)"
    grouped = f"{thin_spaced}|{noughts}"
    yield rule("thousands", grouped, lambda m: re.sub(r"\D", "", m[0]))
    yield constant("hard space", rf"[{thin}\t\r\n]", " ")
    yield constant("invisible", r"[\u00ad\u200b\u200c\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]", "")
    yield constant("hard hyphen", r"\u2011|\u2010", "-")
    yield constant("degree sign", "℃", "°C")
    yield constant("Fahrenheit sign", "℉", "°F")
    yield rule("full width", r"[\uff01-\uff5e]", lambda m: unicodedata.normalize("NFKC", m[0]))
    subscript = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
    yield rule("subscript", r"(?<=\w)[₀-₉]+", lambda m: m[0].translate(subscript))
    yield constant("control", r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", " ")


def abbreviations(v: Vocabulary) -> Iterator[Rule]:
    """Short forms in full. A full stop that also ends the sentence stays."""
    for short in v.abbreviations:
        yield _abbreviation(short)
    if "number" in v.words:
        yield rule("number sign", r"(?<![\w&])#\s?(?=\d)", lambda _: f"{v.say('number')} ")


def _abbreviation(short: Abbreviation) -> Rule:
    written = re.escape(short.short.removesuffix("."))
    dot = r"\.?" if short.short[-1].isalnum() or short.short.endswith(".") else ""
    if short.dotted and not short.before:
        dot = r"\."
    follows = {"name": r"(?:\.\s?|\s)(?=[A-ZÀ-Þ])", "number": r"\.\s?(?=\d)" if short.dotted else r"\.?\s?(?=\d)"}

    def replace(match: Match) -> str:
        if short.before:
            return f"{short.say} "
        last = not match.string[match.end() :].strip("\"'”’)]")
        capital = match[0][0].isupper() and short.short[0].islower()
        said = short.say[0].upper() + short.say[1:] if capital else short.say
        return f"{said}." if match[0].endswith(".") and last else said

    if short.before:
        return rule(f"abbreviation {short.short}", rf"(?<![\w.]){written}{follows[short.before]}", replace)
    first = f"(?i:{written[0]}){written[1:]}" if written[0].isalpha() and short.short[0].islower() else written
    after = r"(?!\w)" if short.short[-1] != "/" else r"(?:\s|(?=\w{3}))"
    said = replace if short.short[-1] != "/" else (lambda _: f"{short.say} ")
    return rule(f"abbreviation {short.short}", rf"(?<![\w./]){first}{dot}{after}", said)


def letters(v: Vocabulary) -> Iterator[Rule]:
    """Letters that are said one by one, and Roman numerals that are numbers: IV fluids, but type 4."""
    roman = v.data.get("roman")
    if roman:
        numerals = {key: str(value) for key, value in roman["numerals"].items()}
        after = any_of(roman["after"])
        numeral = any_of(numerals)
        yield rule(
            "Roman numeral",
            rf"(?<!\w)((?i:{after})\s)({numeral})([ab]?)(?!\w)",
            lambda m: m[1] + numerals[m[2]] + m[3],
        )
        linked = rf"(?<=\d)(\s?(?:or|and|to|[–-])\s?)({numeral})(?!\w)"
        yield rule(
            "second Roman numeral", linked, lambda m: m[1] + numerals[m[2]] if _after_roman(m, after) else None
        )
    spelled = v.list("letters")
    if not spelled:
        return

    words = frozenset(v.list("spoken_as_words"))
    known = words | frozenset(spelled)

    def spell(match: Match) -> str | None:
        if _shouted(match.string, known):
            return None
        return _spelled(match[1]) + ("'s" if match[2] == "s" else match[2] or "")

    yield rule("letters", rf"(?<![\w&])({any_of(spelled)})(s|['’]s)?(?![\w&])", spell, final=True)

    def plural(match: Match) -> str | None:
        if match[1] in words or _shouted(match.string, known):
            return None
        return f"{_spelled(match[1])}'s"

    # The voice drops the "s" of "GPs" and says "GP".
    yield rule("plural letters", r"(?<![\w&])([A-Z]{2,5})s(?!\w)", plural, final=True)
    lettered = any_of(v.data.get("sentence", {}).get("lettered", ()))
    yield rule("letter A", rf"(?<!\w)((?i:{lettered})\sA)(?=\s[a-z])", lambda m: f"{m[1]},")


def _after_roman(match: Match, after: str) -> bool:
    return bool(re.search(rf"(?i:{after})\s\d+[ab]?$", match.string[: match.start()]))


def _spelled(letters_: str) -> str:
    """Return the letters apart; joined by hyphens if there is an A, which alone would be read as the article."""
    return ("-" if "A" in letters_ else " ").join(letters_)


def _shouted(text: str, known: frozenset[str]) -> bool:
    """Tell whether a text is all capitals, in which "WHO" and "IT" are words."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    shouted = sum(word.isupper() for word in words)
    long = any(len(word) >= _LETTERS_OF_A_WORD and word not in known for word in words)
    return len(words) > 1 and long and shouted >= _CAPITALS_OF_A_SHOUT * len(words)


def slashes(v: Vocabulary) -> Iterator[Rule]:
    """Read a slash between words, where the voice says "slash": "his or her"; HIV/AIDS is just two names."""
    if "or" not in v.words:
        return
    word = r"[^\W\d_]"
    yield constant("and/or", r"(?i:(?<!\w)and\s?/\s?or(?!\w))", v.say("and_or"))
    yield constant("slash between names", r"(?<=[A-Z]{2})/(?=[A-Z]{2})", " ")
    yield constant("slash between words", rf"(?<={word}{word})\s?/\s?(?={word}{word})", f" {v.say('or')} ")


def signs(v: Vocabulary) -> Iterator[Rule]:
    """Say or drop the signs that are left.

    Angle and double square brackets are markup to Windows' and the Mac's voices when a text is spoken (SSML, and
    Apple's ``[[slnc 500]]``): none of them leaves this rule, so nothing that an author writes is ever obeyed.
    """
    yield constant("bullet", r"^\s*(?:[*•▪◦●‣·–—-]\s+)+|^\s*\*(?=\w)", "")
    yield constant("emphasis", r"(?<!\w)[*_]+(?=\w)|(?<=\w)[*_]+(?!\w)|(?<=[.,;:!?])[*_]+", "")
    yield constant("doubled brackets", r"\[{2,}|<{2,}|\{{2,}", " (")
    yield constant("doubled closing brackets", r"\]{2,}|>{2,}|\}{2,}", ") ")
    yield constant("angle brackets", r"</?|/?>", " ")
    said: Mapping[str, str] = v.table("symbols")
    yield rule("symbol", any_of(said), lambda m: said[m[0]])
    yield constant("brackets", r"\[|\{", "(")
    yield constant("closing brackets", r"\]|\}", ")")
    yield constant("unsaid", r"[®™©*_\\^`~¬¶†‡#]|[\ufe0e\ufe0f\u200d]", " ")
    yield rule("emoji", r"[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff]", lambda _: " ")


def tidy(_: Vocabulary) -> Iterator[Rule]:
    """Close the gaps that dropped signs leave."""
    yield constant("spaces", r"\s{2,}", " ")
    yield constant("space before a stop", r"\s+(?=[,.;:!?)](?:\s|$))", "")
    yield constant("doubled stops", r"(?:,\s*)+(?=[,.;:!?])", "")
    yield constant("edges", r"^[\s,]+|\s+$", "")
