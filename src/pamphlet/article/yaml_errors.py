"""PyYAML's complaints in words for someone who has never heard of YAML: what is there, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from pamphlet.diagnostics import Diagnostic, Span, error

if TYPE_CHECKING:
    from collections.abc import Callable

_QUOTES = "put the whole text in quotes"
_QUOTE_STARS = 'put the whole text in quotes, such as: "**Rest** for 2 days"'
_INDENT = "give keys that belong together the same number of spaces before them, and list items `- ` in one column"
_TABS = "replace each tab with spaces; most editors can do that for the whole file"
_LINE = (
    "a line is a key with text (`title: Sore shins`) or a list item (`- Rest`); text that goes on is indented more"
)


def explained(broken: yaml.YAMLError, text: str, path: str) -> Diagnostic:
    """Return the error that stopped PyYAML's parser, at the place that it names."""
    if not isinstance(broken, yaml.MarkedYAMLError) or broken.problem_mark is None:
        return error(Span(path, 1, 1), "this file is not YAML", "check that it is the right file")
    problem, mark = str(broken.problem), broken.problem_mark
    lines = re.split(r"\r\n|\r|\n", text)
    line = lines[mark.line] if mark.line < len(lines) else ""
    opened = broken.context_mark
    if problem == "could not find expected ':'" and opened is not None:
        mark = opened
    place = Span(path, mark.line + 1, mark.column + 1)
    opening_line = opened.line + 1 if opened is not None else mark.line + 1
    message, hint = _words(problem, str(broken.context), line[mark.column : mark.column + 1], opening_line)
    if problem == "did not find expected key" and re.search(r"[\"']\s*$", line[: mark.column]):
        message, hint = _AFTER_QUOTE
    return error(place, message, hint)


_AFTER_QUOTE = (
    "there is more text after the closing quote",
    "put quotes around all of it; a quote mark of the same kind inside is written twice ('it''s') or as \\\"",
)


def _words(problem: str, context: str, char: str, opening_line: int) -> tuple[str, str]:
    """Return message and hint for PyYAML's ``problem``, met at ``char`` while doing what ``context`` says."""
    if "tab" in problem.split() or char == "\t":
        return "a tab is used where only spaces may stand", _TABS
    if "alphabetic or numeric" in problem or "cannot start any token" in problem or "tag" in context.split():
        mark = "*" if "alias" in context else "&" if "anchor" in context else "!" if "tag" in context else char
        return f'text cannot begin with "{mark}" here', _QUOTE_STARS if mark == "*" else _QUOTES
    if "quoted scalar" in context and problem.startswith("found unexpected"):
        return f"the quote that opens in line {opening_line} is never closed", "add the missing quote mark"
    if "flow" in context and "expected ','" in problem:
        bracket = "]" if "sequence" in context else "}"
        message = f"the bracket that opens in line {opening_line} has no closing `{bracket}`, or a comma is missing"
        return message, "close it; put a text that holds a comma, a colon or a bracket in quotes"
    return next((words for found, words in _BY_PROBLEM if found(problem)), _OTHER)


def _is(start: str) -> Callable[[str], bool]:
    return lambda problem: problem.startswith(start)


_OTHER = ("this line cannot be read", f"check spaces, quotes and colons here; {_LINE}")

_BY_PROBLEM: tuple[tuple[Callable[[str], bool], tuple[str, str]], ...] = (
    (
        _is("mapping values are not allowed"),
        (
            "a colon cannot stand here",
            'put text that holds a colon in quotes, such as "Remember: rest"; indent a key like the keys above it',
        ),
    ),
    (_is("did not find expected key"), ("this line is not indented like the lines it belongs to", _INDENT)),
    (_is("did not find expected '-'"), ("this line stands in a list but does not begin with `- `", _INDENT)),
    (
        _is("block sequence entries"),
        ("a list cannot begin in this line", "begin the list in the next line, below its key"),
    ),
    (_is("could not find expected ':'"), ("this line has no key", _LINE)),
    (
        _is("found unknown escape"),
        ("a backslash has a special meaning inside double quotes", "use single quotes, or write the backslash twice"),
    ),
    (
        _is("found invalid Unicode"),
        ("this escape is not a character", "write the character itself"),
    ),
    (
        _is("did not find expected comment or line break"),
        (
            "the text that follows `|` or `>` must begin in the next line",
            'if `|` or `>` is part of the text, put the whole text in quotes: "> 38 degrees"',
        ),
    ),
    (
        _is("did not find expected <document start>"),
        ("this does not belong to anything above it", f"check for a bracket or quote too many; {_LINE}"),
    ),
    (_is("did not find expected node content"), ("this mark cannot stand here", _QUOTES)),
)
