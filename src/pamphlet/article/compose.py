"""Bytes → tree: YAML read event by event, within bounds, so that no file can cost more than its size.

PyYAML's own composer recurses in C, lets the last of two equal keys win, and follows tags; its events do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, cast

import yaml

from pamphlet.article import tree
from pamphlet.article.characters import CONTROL, describe, shown
from pamphlet.diagnostics import Diagnostic, Source, Span, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_FILE = 1024 * 1024
"""Bytes. A long article has 20 000."""

DEEPEST = 32
"""Levels of lists and keys. The format needs 6."""

MOST_NODES = 10_000
"""Keys, texts and lists of a file, everything that aliases repeat counted each time. A long article has 500."""

MOST_CHARACTERS = 2 * LARGEST_FILE
"""Characters of a file's texts, everything that aliases repeat counted each time."""

_FEW_CONTROLS = 20


class Unreadable(Exception):  # noqa: N818 - an answer to the author, as Refusal is
    """The file cannot be read any further; ``diagnostic`` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        """Keep the diagnostic."""
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def compose(data: bytes, path: str) -> tuple[tree.Mapping | None, list[Diagnostic]]:
    """Return the keys of a YAML file, or ``None`` where it cannot be read, and what is wrong with it as YAML.

    A file that holds nothing but comments is an empty mapping. ``path`` is what diagnostics call the file.
    """
    composer = _Composer(path)
    try:
        return composer.compose(_decoded(data, path, composer.problems)), composer.problems
    except Unreadable as stop:
        return None, [*composer.problems, stop.diagnostic]


def events(text: str) -> Iterator[yaml.Event]:
    """Yield PyYAML's events, by the C parser. Raises ``yaml.YAMLError`` where the text is no YAML."""
    return yaml.parse(text, Loader=yaml.CSafeLoader)


def decode(data: bytes) -> str:
    """Return the text of a file without its byte order mark. Raises ``UnicodeDecodeError``."""
    return data.decode("utf-8").removeprefix("\ufeff")


def _decoded(data: bytes, path: str, problems: list[Diagnostic]) -> str:
    """Return text that YAML can read; characters that it cannot hold are reported, and stand as U+FFFD."""
    start = Span(path, 1, 1)
    if len(data) > LARGEST_FILE:
        message = f"this file is too large: {len(data) / LARGEST_FILE:.1f} MiB; an article has at most 1 MiB"
        raise Unreadable(error(start, message, "check that it is the right file"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(error(start, "this file is saved as UTF-16, not as UTF-8", _SAVE))
    try:
        text = decode(data)
    except UnicodeDecodeError as broken:
        before = data[: broken.start].decode("utf-8").removeprefix("\ufeff")
        message = f"this file is not saved as UTF-8: the byte {data[broken.start]:02X} is not part of any character"
        raise Unreadable(error(_end_of(before, path), message, _SAVE)) from None
    controls = list(CONTROL.finditer(text))
    if len(controls) > _FEW_CONTROLS:
        raise Unreadable(error(start, "this is not a text file", "check that it is the right file"))
    for found in controls:
        place = _end_of(text[: found.start()], path)
        problems.append(error(place, f"invisible character {describe(found[0])}", "delete it"))
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


_SAVE = "in your editor choose “Save as”, and UTF-8 as the encoding"


def _end_of(text: str, path: str) -> Span:
    lines = re.split(r"\r\n|\r|\n", text)
    return Span(path, len(lines), len(lines[-1]) + 1)


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is still open; ``key`` waits for its value."""

    span: Span
    mapping: bool
    flow: bool
    anchor: str | None
    nodes: list[tree.Node] = field(default_factory=list)
    entries: dict[str, tree.Entry] = field(default_factory=dict)
    key: tree.Scalar | None = None
    awaits_key: bool = True
    size: _Size = field(default_factory=lambda: _Size(1, 0, 1))


class _Size(NamedTuple):
    """What a node costs when all that its aliases repeat is written out."""

    nodes: int
    characters: int
    height: int

    def over(self, child: _Size) -> _Size:
        """Return the size of a node that has this size before it is given ``child``."""
        height = max(self.height, child.height + 1)
        return _Size(self.nodes + child.nodes, self.characters + child.characters, height)


class _Composer:
    """Builds the tree from events, without recursion."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = ""
        self.problems: list[Diagnostic] = []
        self.frames: list[_Frame] = []
        self.root: tree.Node | None = None
        self.documents = 0
        self.anchors: dict[str, tuple[tree.Node, _Size]] = {}

    def compose(self, text: str) -> tree.Mapping:
        """Return the one mapping that the file holds. Raises :class:`Unreadable`."""
        self.text = text
        try:
            for event in events(text):
                self._take(event)
        except yaml.YAMLError as broken:
            from pamphlet.article import yaml_errors  # noqa: PLC0415 - only who errs waits for it

            raise Unreadable(yaml_errors.explained(broken, text, self.path)) from None
        match self.root:
            case None:
                return tree.Mapping(Span(self.path, 1, 1))
            case tree.Mapping():
                return self.root
            case tree.Scalar() if self.root.empty:
                return tree.Mapping(Span(self.path, 1, 1))
            case _:
                what = "a list" if isinstance(self.root, tree.Sequence) else "text without keys"
                hint = "a file begins with keys, each on its own line, such as title: Sore shins after running"
                raise Unreadable(error(self.root.span, f"this file holds {what}", hint))

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    hint = "one file holds one article: delete the line `---`, or move what follows to its own file"
                    raise Unreadable(error(self._span(event), "a second document begins here", hint))
            case yaml.ScalarEvent():
                self._refuse_tag(event)
                scalar = tree.Scalar(self._source(event), event.style or "")
                self._add(scalar, _Size(1, len(event.value), 1), event.anchor)
            case yaml.AliasEvent():
                node, size = self._anchored(event)
                self._add(node, size, None)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._refuse_tag(event)
                self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close()

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self.frames.append(_Frame(self._span(event), is_mapping, bool(event.flow_style), event.anchor))
        self._check_depth(len(self.frames))

    def _close(self) -> None:
        frame = self.frames.pop()
        node: tree.Node
        if frame.mapping:
            node = tree.Mapping(frame.span, frame.entries, frame.flow)
        else:
            node = tree.Sequence(frame.span, tuple(frame.nodes), frame.flow)
        self._add(node, frame.size, frame.anchor)

    def _add(self, node: tree.Node, size: _Size, anchor: str | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = (node, size)
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        frame.size = frame.size.over(size)
        self._check_depth(len(self.frames) + size.height - 1)
        self._check_size(frame.size, node)
        if not frame.mapping:
            frame.nodes.append(node)
        elif frame.awaits_key:
            self._take_key(frame, node)
            frame.awaits_key = False
        else:
            if frame.key is not None:
                frame.entries[frame.key.value] = tree.Entry(frame.key, node)
            frame.awaits_key = True

    def _take_key(self, frame: _Frame, node: tree.Node) -> None:
        frame.key = None
        if not isinstance(node, tree.Scalar):
            hint = "if this is text, put all of it in quotes"
            self.problems.append(error(node.span, "a key must be a word, but this is in brackets", hint))
            return
        first = frame.entries.get(node.value)
        if first is None:
            frame.key = node
        else:
            message = f"`{node.value}` is written twice: in line {first.key.span.line} and in line {node.span.line}"
            self.problems.append(error(node.span, message, "keep one of the two"))

    def _anchored(self, event: yaml.AliasEvent) -> tuple[tree.Node, _Size]:
        if any(frame.anchor == event.anchor for frame in self.frames):
            message = f"`*{event.anchor}` repeats the part of the file that it stands in, without end"
            raise Unreadable(error(self._span(event), message, _QUOTE_STAR))
        found = self.anchors.get(event.anchor or "")
        if found is None:
            message = f"text cannot begin with `*` here: YAML looks for a part of the file called {event.anchor}"
            raise Unreadable(error(self._span(event), message, _QUOTE_STAR))
        return found

    def _refuse_tag(self, event: yaml.NodeEvent) -> None:
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            shown_tag = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"`!` at the start of a text is a YAML tag ({shown(shown_tag)}), and tags are not allowed"
            hint = "delete the tag, or put the whole text in quotes"
            raise Unreadable(error(self._span(event), message, hint))

    def _check_depth(self, depth: int) -> None:
        if depth > DEEPEST:
            message = f"lists and keys lie more than {DEEPEST} deep inside each other here"
            raise Unreadable(error(self.frames[-1].span, message, "an article needs 6 levels at most"))

    def _check_size(self, size: _Size, node: tree.Node) -> None:
        if size.nodes > MOST_NODES or size.characters > MOST_CHARACTERS:
            message = "this file is far larger than an article, with all that its `*` aliases repeat"
            raise Unreadable(error(node.span, message, "write the text out, without `&` and `*`, and only once"))

    def _span(self, event: yaml.Event) -> Span:
        mark = cast("yaml.Mark", event.start_mark)  # the parser sets both marks of every event
        return Span(self.path, mark.line + 1, mark.column + 1)

    def _source(self, event: yaml.ScalarEvent) -> Source:
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        raw = self.text[start.index : end.index]
        if event.value and not event.style and (cut := _CUT_OFF.match(self.text, end.index)):
            place = Span(self.path, end.line + 1, end.column + len(cut[0]))
            message = "what follows `#` is a comment, and is neither printed nor spoken"
            hint = "if it belongs to the text, put the whole text in quotes; if not, put a space after `#`"
            self.problems.append(warning(place, message, hint))
        source = Source(self.path, start.line + 1, start.column + 1, raw, event.value)
        anchor = _ANCHOR.match(raw) if event.anchor is not None else None
        return source.without(anchor.end()) if anchor else source


_ANCHOR = re.compile(r"&\S+(?:\s|#[^\r\n]*)*")
"""``&name``, which the parser counts as part of the scalar that follows it."""

_CUT_OFF = re.compile(r"[ \t]+#(?=[^\s#])")
"""A comment that looks like text: ``Take tablet #2``."""

_QUOTE_STAR = "if this is text, put all of it in quotes"
