"""What no rule can read for certain: the author is asked, and the recording says it as it is printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphlet.article.model import plain
from pamphlet.diagnostics import in_order, warning
from pamphlet.plan import Medium, texts
from pamphlet.speech.rules_dates import NUMERIC, ambiguous, is_date
from pamphlet.speech.vocabulary import any_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.model import Inline
    from pamphlet.diagnostics import Diagnostic, Span
    from pamphlet.plan import ReadingPlan
    from pamphlet.speech.vocabulary import Vocabulary


def doubts(plan: ReadingPlan) -> tuple[Diagnostic, ...]:
    """Return a warning for each place of an article that a voice may read in a way its author did not mean.

    Only places that have a position in a file are told; a plan's own labels have none.
    """
    v = vocabulary(plan.language)
    return in_order(doubt for text in texts(plan, Medium.SPEECH) for doubt in _doubts(text, v))


def _doubts(text: Inline, v: Vocabulary) -> Iterator[Diagnostic]:
    whole = plain(text)
    for place, message, hint in (*_dates(whole), *_commas(whole, v)):
        span = _span(text, place)
        if span is not None:
            yield warning(span, message, hint)


def _dates(whole: str) -> Iterator[tuple[int, str, str]]:
    for found in NUMERIC.finditer(whole):
        first, second = int(found[1]), int(found[3])
        if is_date(first, second) and ambiguous(first, second):
            message = f"the date “{found[0]}” is read in two ways; the recording says its numbers one by one"
            yield found.start(), message, "write the month as a word"


def _commas(whole: str, v: Vocabulary) -> Iterator[tuple[int, str, str]]:
    symbols = any_of(symbol for unit in v.units for symbol in unit.symbols)
    other = re.escape("," if v.decimal == "." else ".")
    for found in re.finditer(rf"(?<![\w.,])\d+{other}\d{{1,2}}(?=\s?{symbols}(?!\w))", whole):
        meant = found[0].replace(other[-1], v.decimal)
        message = f"“{found[0]}” may be heard as two numbers"
        yield found.start(), message, f"write {meant}, if that is what is meant"


def _span(text: Inline, place: int) -> Span | None:
    """Return where a character of a text was written, if that is known."""
    for run in text:
        if place < len(run.text):
            return run.origin.span_of(run.text, place) if run.origin else None
        place -= len(run.text)
    return None
