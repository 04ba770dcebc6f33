"""Where a sentence ends: a rule of our own, because a health text is full of full stops that end nothing.

"Dr. A. Smith gave 2.5 ml at 8 a.m. on Monday" is one sentence. Splitting it would put a pause, and a caption, in the
middle; joining two would make one breathless. Only white space (or nothing, in Chinese and Japanese) is ever between
two sentences, so no character can be lost or invented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLOSERS = "\"'”’»)\\]}›"
_STOP = re.compile(rf"([.!?…]+)([{_CLOSERS}]*)(?=\s|$)|[。！？｡]+[」』）]*")
_LAST_WORD = re.compile(r"\S+$")
_NEXT = re.compile(r"\s*[\"'“‘«(\[{‹¿¡*•]*(\S*)")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]\.$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}$")
_TWO_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.$")
_NUMBERED = re.compile(r"\d{1,3}\.$")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a language writes with a full stop, lower case and without it.

    ``inside``: something always follows (Dr.); ``before_number``: an abbreviation only if a number follows (No.);
    ``either``: may stand last (etc.); ``titles``: an initial may follow (Prof. A. Smith); ``lettered``: words after
    which a capital letter is part of a name and may end the sentence (vitamin C.); ``names``: capitalised words that
    go on with the sentence after an abbreviation (8 a.m. Monday).
    """

    inside: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    lettered: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


def abbreviations(speech: Mapping[str, Any]) -> Abbreviations:
    """Return the ``sentence`` part of a locale's speech rules, empty where the locale has none."""
    data = speech.get("sentence", {})
    return Abbreviations(**{key: frozenset(str(word).lower() for word in words) for key, words in data.items()})


def sentences(text: str, known: Abbreviations) -> tuple[tuple[int, int], ...]:
    """Return the range ``[start, end)`` of each sentence, without the white space around it."""
    return tuple(_trimmed(text, start, end) for start, end in _ranges(text, known) if text[start:end].strip())


def _ranges(text: str, known: Abbreviations) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        if stop[1] is None or _ends(text, start, stop, known):
            yield start, stop.end()
            start = stop.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _ends(text: str, start: int, stop: re.Match[str], known: Abbreviations) -> bool:
    following = _NEXT.match(text, stop.end())
    word = following[1] if following else ""
    if not word:
        return True
    if word[0].islower() and not _mixed(word):
        return False  # "e.g. this", "“Stop!” he said", "wait ... then": a sentence starts with a capital
    if stop[1] != ".":
        return True
    before = text[start : stop.end(1)]
    return not _abbreviates(before, word, known)


def _mixed(word: str) -> bool:
    """Tell whether a word that begins small is a name (iPhone, eGFR, pH) and may begin a sentence."""
    return any(char.isupper() for char in word[1:3])


def _abbreviates(before: str, following: str, known: Abbreviations) -> bool:
    """Tell whether the full stop that ends ``before`` belongs to its last word, with the sentence going on."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    written = last[0].lstrip("\"'“‘«([{‹")
    word = written[:-1].lower()
    earlier = before[: last.start()].split()
    if word in known.before_number | known.inside:
        return word in known.inside or following[0].isdigit()
    if _INITIAL.match(written) and _is_initial(written, earlier, known):
        return True
    if _TWO_INITIALS.match(written) and word not in known.either:
        return True
    if word in known.either or _DOTTED.match(written):
        return following.rstrip(".,;:!?").lower() in known.names
    return bool(_NUMBERED.match(written)) and not earlier


def _is_initial(written: str, earlier: list[str], known: Abbreviations) -> bool:
    """Tell an initial (A. Smith, J. R. Smith) from a letter that ends its sentence (vitamin C., plan B.)."""
    if not earlier:
        return True
    previous = earlier[-1].rstrip(".,").lower()
    if previous in known.lettered:
        return False
    if previous in known.titles or _INITIAL.match(earlier[-1]):
        return True
    return written != "I." and len(written) == len("A.") and earlier[-1][0].isupper() and earlier[-1][-1] != "."
