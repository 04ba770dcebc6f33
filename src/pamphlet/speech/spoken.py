"""Printed words → spoken words: one ordered table of rules for a language, pure, with a map back to the print.

The table's order is the order of :data:`_CHAPTERS`: the author's own pronunciations first, then what is a name and
not an amount (addresses, telephone numbers, dates), then amounts, then words, then signs. Each rule reads what the
rules before it wrote; what a ``final`` rule wrote is left alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.speech import rules_amounts, rules_dates, rules_figures, rules_words
from pamphlet.speech.traced import Piece, traced
from pamphlet.speech.vocabulary import Rule, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pamphlet.speech.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is said for a printed text: the pieces in order, each with the printed range it stands for."""

    printed: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The spoken words, ready for a voice: plain text without markup."""
        return "".join(piece.spoken for piece in self.pieces)


def _lexicon(v: Vocabulary) -> Iterator[Rule]:
    yield from rules_words.pronunciations("lexicon", tuple(v.table("lexicon").items()))


_BEFORE_SAY: tuple[Callable[[Vocabulary], Iterator[Rule]], ...] = (rules_words.spaces,)
_CHAPTERS: tuple[Callable[[Vocabulary], Iterator[Rule]], ...] = (
    rules_figures.addresses,
    _lexicon,
    rules_dates.dates,
    rules_figures.telephones,
    rules_dates.times,
    rules_amounts.pressures,
    rules_amounts.frequencies,
    rules_amounts.money,
    rules_amounts.comparisons,
    rules_amounts.ranges,
    rules_amounts.temperatures,
    rules_amounts.units,
    rules_amounts.fractions,
    rules_words.abbreviations,
    rules_words.letters,
    rules_words.slashes,
    rules_words.signs,
    rules_words.tidy,
)


@functools.cache
def rules(tag: str) -> tuple[Rule, ...]:
    """Return a language's table in order, without any article's pronunciations."""
    v = vocabulary(tag)
    return tuple(rule for chapter in (*_BEFORE_SAY, *_CHAPTERS) for rule in chapter(v))


@functools.cache
def _split(tag: str) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    v = vocabulary(tag)
    before = tuple(rule for chapter in _BEFORE_SAY for rule in chapter(v))
    return before, tuple(rule for chapter in _CHAPTERS for rule in chapter(v))


@functools.lru_cache(maxsize=64)
def _pronunciations(say: tuple[tuple[str, str], ...]) -> tuple[Rule, ...]:
    return tuple(rules_words.pronunciations("say", say))


def spoken(printed: str, tag: str, say: Sequence[tuple[str, str]] = ()) -> Spoken:
    """Return what is said for a printed text in the language ``tag``.

    ``say`` are the article's and the clinic's pronunciations, which beat the language's lexicon and every other rule.
    """
    before, after = _split(tag)
    text = traced(printed)
    for rule in (*before, *_pronunciations(tuple(say)), *after):
        text = text.rewrite(rule.pattern, rule.replace, final=rule.final)
    return Spoken(printed, text.pieces())
