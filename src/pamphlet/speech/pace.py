"""How long a sentence should take: the measure by which a sound that was cut off is told from a whole one.

A voice that stops half-way returns a perfectly good sound, only shorter. So each sound is held against an estimate
from the sentence's syllables, consonants, figures and clauses. The weights were fitted to eSpeak NG's English over
445 sentences: of their lengths, 98 % lie between 0.83 and 1.30 of the estimate, and all between 0.75 and 1.53.
Other voices and languages are faster or slower as a whole, so a recording's own median is what its sentences are
compared with.
"""

from __future__ import annotations

import re
import statistics
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FITTED_AT = 150
"""Words a minute at which the weights below were measured."""
_SYLLABLE, _CONSONANT, _FIGURE, _NOUGHT, _CLAUSE, _SENTENCE = 0.114, 0.065, 0.377, 0.280, 0.407, 0.172
"""Seconds."""
_LETTER_ELSEWHERE, _IDEOGRAPH = 0.08, 0.22
"""Seconds for a letter of an alphabet without vowels that are known here, and for a sign that is a syllable."""

_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouyà-öø-ÿœ]+", re.IGNORECASE)
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-z]", re.IGNORECASE)
_SILENT_E = re.compile(r"[^aeiouyl]e[ds]?$", re.IGNORECASE)
_SPOKEN_E = re.compile(r"(?:[td]ed|[szcgxh]es)$", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;:()–—!?.](?=\s)")
_LATIN = re.compile(r"[a-zà-öø-ÿœ]", re.IGNORECASE)
_IDEOGRAPHS = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_LONGEST_INITIALISM = 5


def seconds_expected(sentence: str, words_a_minute: int) -> float:
    """Return about how many seconds a sentence takes, without the silence around it."""
    seconds = _SENTENCE + _CLAUSE * len(_CLAUSES.findall(sentence))
    for word in _WORD.findall(sentence):
        seconds += _of_word(word)
    noughts = sentence.count("0")
    figures = sum(char.isdigit() for char in sentence) - noughts
    return (seconds + _FIGURE * figures + _NOUGHT * noughts) * FITTED_AT / words_a_minute


def _of_word(word: str) -> float:
    if not _LATIN.search(word):
        signs = len(_IDEOGRAPHS.findall(word))
        return signs * _IDEOGRAPH + (len(word) - signs) * _LETTER_ELSEWHERE
    syllables = len(_VOWELS.findall(word))
    if word.isupper() and len(word) <= _LONGEST_INITIALISM and (not syllables or len(word) == 1):
        syllables = len(word)
    elif syllables > 1 and _SILENT_E.search(word) and not _SPOKEN_E.search(word):
        syllables -= 1
    return max(syllables, 1) * _SYLLABLE + len(_CONSONANTS.findall(word)) * _CONSONANT


SHORTEST, LONGEST = 0.4, 4.0
"""How much shorter or longer than the estimate any sound of any voice may be."""
SPARE_SECONDS = 2.0
_SHORTEST_OF_MEDIAN = 0.62
"""A sound cut in half is at most 0.65 of its median; no whole one was below 0.74."""
_FEWEST = 5
_LEAST_SECONDS = 0.8
"""Sentences shorter than this are too short to be judged against others."""


def cut_off(lengths: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Return which of a recording's sounds are too short beside the others: their numbers in ``lengths``.

    Each entry is the seconds that a sound has, and those that were expected.
    """
    ratios = [seconds / expected for seconds, expected in lengths if expected >= _LEAST_SECONDS]
    usual = statistics.median(ratios) if len(ratios) >= _FEWEST else 1.0
    least = max(SHORTEST, _SHORTEST_OF_MEDIAN * usual) if len(ratios) >= _FEWEST else SHORTEST
    return tuple(
        number
        for number, (seconds, expected) in enumerate(lengths)
        if expected >= _LEAST_SECONDS and seconds / expected < least
    )
