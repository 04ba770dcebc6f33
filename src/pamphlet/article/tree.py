"""A YAML file as a tree that remembers where each part was written, and what was written."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never

from pamphlet.article.characters import clean

if TYPE_CHECKING:
    from collections import abc

    from pamphlet.diagnostics import Source, Span

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A text as it was written: ``no`` and ``2026`` are texts. ``style`` is its quote or block mark, or empty."""

    source: Source
    style: str

    @property
    def span(self) -> Span:
        """The place where it begins."""
        return self.source.span

    @property
    def value(self) -> str:
        """The text, with YAML's folding and escapes undone."""
        return self.source.value

    @property
    def empty(self) -> bool:
        """Whether YAML takes it for nothing at all: no text, ``~`` or ``null`` without quotes."""
        return not self.style and self.source.value in _NULLS


class Sequence(NamedTuple):
    """A list. ``flow`` tells one written in brackets."""

    span: Span
    nodes: tuple[Node, ...]
    flow: bool = False


class Entry(NamedTuple):
    """A key with its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys with their values, each key once, in the order of the file. ``flow`` tells one written in braces."""

    span: Span
    entries: abc.Mapping[str, Entry] = MappingProxyType({})
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """Return the value of ``key``, if it is there and not empty."""
        entry = self.entries.get(key)
        if entry is None or (isinstance(entry.value, Scalar) and entry.value.empty):
            return None
        return entry.value


Node: TypeAlias = Scalar | Sequence | Mapping

Path: TypeAlias = tuple[str | int, ...]
"""The keys, and indices from 0, that lead from the root to a node."""

Json: TypeAlias = "str | int | list[Json] | dict[str, Json] | None"


def to_json(node: Node) -> Json:
    """Return the tree as the plain values that a JSON Schema judges: every scalar a text, or ``None`` if empty.

    White space around a text means nothing in this format, and is left out. ``decorative: true`` is the one switch
    that the format has.
    """
    match node:
        case Scalar():
            return None if node.empty else node.value.strip()
        case Sequence():
            return [to_json(child) for child in node.nodes]
        case Mapping():
            return {key: _is_on(key, entry.value) or to_json(entry.value) for key, entry in node.entries.items()}
        case _:
            assert_never(node)


def _is_on(key: str, node: Node) -> bool:
    return key == "decorative" and isinstance(node, Scalar) and not node.style and node.value == "true"


def node_at(root: Node, path: Path) -> Node:
    """Return the node that ``path`` leads to. The path must exist in the tree."""
    node = root
    for step in path:
        if isinstance(node, Sequence) and isinstance(step, int):
            node = node.nodes[step]
        elif isinstance(node, Mapping) and isinstance(step, str):
            node = node.entries[step].value
    return node


def span_at(root: Node, path: Path) -> Span:
    """Return where to point for the node at ``path``: its key if it is empty or holds keys or items, else itself."""
    node = node_at(root, path)
    pointless = not isinstance(node, Scalar) or node.empty
    if not path or not pointless or isinstance(path[-1], int):
        return node.span
    parent = node_at(root, path[:-1])
    return parent.entries[path[-1]].key.span if isinstance(parent, Mapping) else node.span


def named(path: Path) -> str:
    """Return a path as authors read it, in backticks; list items count from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return f"`{clean(text)}`"


def texts(node: Node, path: Path = ()) -> list[tuple[Path, Scalar]]:
    """Return every scalar below ``node`` with its path, keys included (under the path of their value)."""
    match node:
        case Scalar():
            return [(path, node)]
        case Sequence():
            return [pair for index, child in enumerate(node.nodes) for pair in texts(child, (*path, index))]
        case Mapping():
            found: list[tuple[Path, Scalar]] = []
            for key, entry in node.entries.items():
                below = (*path, key)
                found += [(below, entry.key), *texts(entry.value, below)]
            return found
        case _:
            assert_never(node)
