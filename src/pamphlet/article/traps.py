"""What YAML reads otherwise than its author means, without calling it an error."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING, assert_never

from pamphlet.article.characters import UNSEEN, describe
from pamphlet.article.inline import normal, visible
from pamphlet.article.tree import Mapping, Scalar, Sequence
from pamphlet.diagnostics import Diagnostic, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.tree import Node

_FEW = 10
"""Invisible characters reported for one text: they come in swarms, with the text that was pasted."""

_SWALLOWED = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?=- )")
_CLOSED = (".", "!", "?", ":", ";", "…")


def of(node: Node) -> Iterator[Diagnostic]:
    """Yield what an author cannot see: characters without ink, items that run together, texts that fall apart."""
    match node:
        case Scalar():
            yield from unseen(node)
            yield from _swallowed(node)
        case Sequence():
            yield from _fallen_apart(node)
            for child in node.nodes:
                yield from of(child)
        case Mapping():
            for entry in node.entries.values():
                yield from of(entry.key)
                yield from of(entry.value)
        case _:
            assert_never(node)


def unseen(scalar: Scalar) -> Iterator[Diagnostic]:
    """Yield an error for each character that cannot be seen."""
    for match in islice(UNSEEN.finditer(scalar.value), _FEW):
        ink = visible(normal(scalar.value[: match.start()]))
        message = f"invisible character {describe(match[0])}"
        yield error(scalar.source.span_at(ink), message, "delete it; it often comes with text that was pasted")


def _swallowed(scalar: Scalar) -> Iterator[Diagnostic]:
    """Warn of a list item that is part of the text above it, because it is not indented like a list item."""
    if scalar.style:
        return
    for match in _SWALLOWED.finditer(scalar.source.raw):
        ink = visible(normal(scalar.source.raw[: match.start()]))
        message = "this line is read as part of the text above it, not as a list item"
        hint = "begin a list in the line below its key, with all its items `- ` in one column"
        yield warning(scalar.source.span_at(ink), message, hint)


def _fallen_apart(node: Sequence) -> Iterator[Diagnostic]:
    """Warn of a sentence in brackets that a comma makes two items of: ``[The leg is pale, cold or numb.]``."""
    texts = [child for child in node.nodes if isinstance(child, Scalar)]
    if not node.flow or len(texts) < len(node.nodes) or not texts or not texts[-1].value.endswith(_CLOSED):
        return
    for before, after in pairwise(texts):
        parted = not before.style and not after.style and not before.value.endswith(_CLOSED)
        if parted and after.value[:1].islower():
            message = "in brackets a comma begins a new item, so this is an item of its own"
            yield warning(after.span, message, "if it belongs to the text before it, put the whole text in quotes")
