"""The outline (bookmarks) from the headings: how people move about in a long leaflet (ISO 32000-1 §12.3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.pdf.objects import text_string

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphlet.pdf.objects import Objects, Raw, Ref


class Entry(NamedTuple):
    """A heading: its level, its words, and where it stands (sheet index, top in pt)."""

    level: int
    text: str
    sheet: int
    top: float


@dataclass(slots=True)
class _Node:
    entry: Entry
    ref: Ref
    raw: Raw
    kids: list[_Node] = field(default_factory=list)

    def count(self) -> int:
        """Return the number of entries below this one, all open."""
        return sum(1 + kid.count() for kid in self.kids)


def write_outline(entries: Sequence[Entry], objects: Objects, pages: Sequence[Ref]) -> Ref | None:
    """Write the outline and return its root; ``None`` where there are no headings."""
    if not entries:
        return None
    root, raw = objects.add()
    top: list[_Node] = []
    path: list[_Node] = []
    for entry in entries:
        node = _Node(entry, *objects.add())
        while path and path[-1].entry.level >= entry.level:
            path.pop()
        (path[-1].kids if path else top).append(node)
        path.append(node)
    _write(top, root, pages)
    count = sum(1 + node.count() for node in top)
    raw.data = f"<</Type/Outlines/First {top[0].ref}/Last {top[-1].ref}/Count {count}>>".encode("ascii")
    return root


def _write(nodes: list[_Node], parent: Ref, pages: Sequence[Ref]) -> None:
    for index, node in enumerate(nodes):
        links = f"/Parent {parent}"
        if index:
            links += f"/Prev {nodes[index - 1].ref}"
        if index + 1 < len(nodes):
            links += f"/Next {nodes[index + 1].ref}"
        if node.kids:
            links += f"/First {node.kids[0].ref}/Last {node.kids[-1].ref}/Count {node.count()}"
        entry = node.entry
        destination = f"[{pages[entry.sheet]}/XYZ null {entry.top:.1f} null]"
        node.raw.data = f"<</Title {text_string(entry.text)}{links}/Dest {destination}>>".encode("ascii")
        _write(node.kids, node.ref, pages)
