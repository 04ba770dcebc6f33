"""Where a piece of text was written, and what is wrong with it.

Errors are data: every stage returns or raises :class:`Diagnostic` values, and only the command line prints them.
This module imports nothing of ours.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Span(NamedTuple):
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


class Diagnostic(NamedTuple):
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
    """Sort by place and drop repeats, so that an author can work down the file.

    What is wrong in one place stays in the order of finding it, errors first.
    """
    unique = dict.fromkeys(diagnostics)
    return tuple(sorted(unique, key=lambda d: (d.span, d.severity.value)))


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


class FileProblem(Exception):  # noqa: N818 - the same
    """A file cannot be read or written. ``message`` and ``hint`` are words for the author.

    Whoever knows the place that named the file makes a :class:`Diagnostic` of it with :meth:`at`.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        """Keep the words; ``message`` is a clause that names the file."""
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def at(self, span: Span) -> Diagnostic:
        """Return the problem as an error at ``span``."""
        return error(span, self.message, self.hint)


class Source(NamedTuple):
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
        """Return the place of the character that has ``ink`` visible characters of the value (in NFC) before it.

        Folding, indentation and line ends change only white space, so visible characters pair up one to one once
        escapes are read and accents composed. A count past the end names the last character.
        """
        places = _ink_places(self.raw)
        return self._span_of(places[min(ink, len(places) - 1)] if places else 0)

    def without(self, length: int) -> Source:
        """Return the same scalar without the first ``length`` characters of ``raw``, which are not part of it."""
        span = self._span_of(length)
        return Source(self.path, span.line, span.column, self.raw[length:], self.value)

    def _span_of(self, index: int) -> Span:
        before = self.raw[:index].replace("\r\n", "\n").replace("\r", "\n")
        newlines = before.count("\n")
        if not newlines:
            return Span(self.path, self.line, self.column + index)
        return Span(self.path, self.line + newlines, len(before) - before.rfind("\n"))


_HEX = "[0-9A-Fa-f]"
_ESCAPE = re.compile(rf"\\(?:x({_HEX}{{2}})|u({_HEX}{{4}})|U(00(?:0{_HEX}|10){_HEX}{{4}})|\r\n|[\r\n]|(.))")
_SPACES = frozenset("nrtvfNLP_ \t")
"""The letters of the escapes that stand for white space."""


def _ink_places(raw: str) -> list[int]:
    """Return for each visible character of the scalar's value, in NFC, the index in ``raw`` where it is written."""
    letters = list(_letters(raw))
    if unicodedata.is_normalized("NFC", "".join(char for char, _ in letters)):
        return [index for char, index in letters if not char.isspace()]
    places: list[int] = []
    for cluster, index in _clusters(letters):
        places += [index] * sum(not char.isspace() for char in unicodedata.normalize("NFC", cluster))
    return places


def _letters(raw: str) -> Iterator[tuple[str, int]]:
    """Yield each character of a scalar as YAML reads it, white space apart, with its index in ``raw``."""
    quote = raw[:1] if raw[:1] in ("'", '"') else ""
    index = _first_letter(raw)
    end = len(raw) - 1 if quote else len(raw)
    while index < end:
        char, start = raw[index], index
        index += 1
        if quote == "'" and char == "'":
            index += 1
        elif quote == '"' and char == "\\" and (escape := _ESCAPE.match(raw, start)):
            index = escape.end()
            char = _escaped(escape)
        yield char, start


def _escaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code:
        return chr(int(code, 16))
    return " " if escape[4] is None or escape[4] in _SPACES else escape[4]


def _clusters(letters: list[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Group the characters that NFC may join into one, such as a letter and the accent that follows it."""
    cluster, start = "", 0
    for char, index in letters:
        joined = unicodedata.normalize("NFC", cluster + char)
        apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", char)
        if cluster and not unicodedata.combining(char) and joined == apart:
            yield cluster, start
            cluster = ""
        if not cluster:
            start = index
        cluster += char
    if cluster:
        yield cluster, start


def _first_letter(raw: str) -> int:
    """Return where the text of a scalar starts: behind a quote, or behind a block header such as ``>-``."""
    if raw[:1] in ("|", ">"):
        newline = re.search(r"\r\n|\r|\n", raw)
        return newline.end() if newline else len(raw)
    return 1 if raw[:1] in ("'", '"') else 0


class Origin(NamedTuple):
    """Where a run of text comes from: a scalar, and how many of its visible characters stand before the run."""

    source: Source
    ink: int = 0

    def span_of(self, text: str, offset: int) -> Span:
        """Return the place of ``text[offset]``, where ``text`` is the run that begins here."""
        return self.source.span_at(self.ink + sum(not char.isspace() for char in text[:offset]))
