"""Where a piece of text was written, and what is wrong with it.

Errors are data: every stage returns or raises :class:`Diagnostic` values, and only the command line prints them.
This module imports nothing of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source file: ``line`` and ``column`` count from 1, columns in characters."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return ``path:line:column``, the form that editors turn into a link."""
        return f"{self.path}:{self.line}:{self.column}"


class Severity(Enum):
    """How bad it is: nothing is written for an article with an error."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the author: where, what, and what to do about it."""

    severity: Severity
    message: str
    span: Span
    hint: str | None = None

    def __str__(self) -> str:
        """Return the lines that the command line prints."""
        text = f"{self.span}: {self.severity.value}: {self.message}"
        return f"{text}\n  hint: {self.hint}" if self.hint else text


def error(span: Span, message: str, hint: str | None = None) -> Diagnostic:
    """Return a diagnostic that stops the article from being built."""
    return Diagnostic(Severity.ERROR, message, span, hint)


def warning(span: Span, message: str, hint: str | None = None) -> Diagnostic:
    """Return a diagnostic that is shown, while the article is still built."""
    return Diagnostic(Severity.WARNING, message, span, hint)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and drop repeats, so that an author can work down the file."""
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span, d.severity.value, d.message)))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them stops the build."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


class Refusal(Exception):  # noqa: N818 - it is an answer to the author, not a failure of the program
    """An input was refused; ``diagnostics`` says where, why, and what to do, at least one of them an error."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics in the order of the file."""
        self.diagnostics = in_order(diagnostics)
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    def __reduce__(self) -> tuple[type[Refusal], tuple[tuple[Diagnostic, ...]]]:
        """Pickle by the diagnostics: a worker process sends its refusals home."""
        return (Refusal, (self.diagnostics,))


@dataclass(frozen=True, slots=True)
class Source:
    """A scalar of a source file as it was written, kept so that a place inside its value can be named.

    ``raw`` is the text between the scalar's marks, quotes and indentation included; ``line`` and ``column``
    (from 1) are where it begins.
    """

    path: str
    line: int
    column: int
    raw: str
    value: str

    @property
    def span(self) -> Span:
        """The place where the scalar begins."""
        return Span(self.path, self.line, self.column)

    def span_at(self, ink: int) -> Span:
        r"""Return the place of the character that has ``ink`` visible characters of the value before it.

        Folding, indentation and line ends change only white space, so visible characters pair up one to one;
        a character written as an escape (``"\u00e9"``) has no pair and is stepped over.
        """
        visible = [char for char in self.value if not char.isspace()]
        at = start = _first_letter(self.raw)
        for index, char in enumerate(visible[: ink + 1]):
            found = self.raw.find(char, start)
            gap = self.raw[start:found].lstrip("\r\n\t \"'") if found >= 0 else char
            if not gap or gap.startswith("\\"):
                at, start = found, found + 1
            elif index == ink:
                at = start
        return self._span_of(at)

    def _span_of(self, index: int) -> Span:
        before = self.raw[:index].replace("\r\n", "\n").replace("\r", "\n")
        newlines = before.count("\n")
        if not newlines:
            return Span(self.path, self.line, self.column + index)
        return Span(self.path, self.line + newlines, len(before) - before.rfind("\n"))


def _first_letter(raw: str) -> int:
    """Return where the text of a scalar starts: behind a quote, or behind a block header such as ``>-``."""
    if raw[:1] in ("|", ">"):
        newline = raw.find("\n")
        return newline + 1 if newline >= 0 else len(raw)
    return 1 if raw[:1] in ("'", '"') else 0


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a run of text comes from: a scalar, and how many of its visible characters stand before the run."""

    source: Source
    ink: int = 0

    def span_of(self, text: str, offset: int) -> Span:
        """Return the place of ``text[offset]``, where ``text`` is the run that begins here."""
        return self.source.span_at(self.ink + sum(not char.isspace() for char in text[:offset]))
