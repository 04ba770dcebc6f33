"""Every character must have a glyph before anything is drawn (ISO 14289-1 §7.21.8: .notdef is never shown)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pamphlet.diagnostics import Refusal, Span, error
from pamphlet.plan import Medium, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.model import Run
    from pamphlet.diagnostics import Diagnostic
    from pamphlet.pdf.fonts import FontSet
    from pamphlet.plan import ReadingPlan

_HINT = "use another character, or put a font that has it into `fonts/` beside the article (NAME-Regular.ttf)"


def check_glyphs(plan: ReadingPlan, fonts: FontSet) -> None:
    """Raise a Refusal that names each character no font can draw, and its place."""
    runs = [run for text in texts(plan, Medium.PRINT) for run in text]
    used = set().union(*(run.text for run in runs), *plan.furniture.footer, plan.furniture.page_of)
    missing = {char for char in used if not fonts.has(char)}
    if missing:
        raise Refusal(diagnostic for run in runs for diagnostic in _problems(run, missing))


def _problems(run: Run, missing: set[str]) -> Iterator[Diagnostic]:
    for at, char in enumerate(run.text):
        if char in missing:
            span = run.origin.span_of(run.text, at) if run.origin else Span("locale", 1, 1)
            name = unicodedata.name(char, "an unnamed character")
            yield error(span, f"no font can print “{char}” (U+{ord(char):04X}, {name.lower()})", _HINT)
