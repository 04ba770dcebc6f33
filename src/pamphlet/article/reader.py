"""Typed values out of a tree.

A part that is missing or wrong reads as something empty: the schema has reported it already, and the rest of the
file is still looked at. Whoever reads must throw the result away if there was an error.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.article import inline, pictures
from pamphlet.article.model import Image, ImageKind, Item, Listing, Picture
from pamphlet.article.tree import Mapping, Scalar, Sequence, named
from pamphlet.diagnostics import Diagnostic, FileProblem, Span, error

if TYPE_CHECKING:
    from pamphlet.article.folder import Folder
    from pamphlet.article.model import Inline
    from pamphlet.article.tree import Node, Path

_NO_IMAGE = Image(ImageKind.PNG, b"", 1, 1)

_MOST_MARKS = 5_000
"""Bold stretches and links of one file, each of which costs time. A long article has 50."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in a tree, whether or not something stands there."""

    node: Node | None
    path: Path = ()

    def __getitem__(self, key: str) -> At:
        """Return the place of ``key``'s value."""
        return At(self.node.get(key) if isinstance(self.node, Mapping) else None, (*self.path, key))

    def __bool__(self) -> bool:
        """Tell whether something stands here."""
        return self.node is not None

    def items(self) -> list[At]:
        """Return the places of a list's items."""
        nodes = self.node.nodes if isinstance(self.node, Sequence) else ()
        return [At(node, (*self.path, index)) for index, node in enumerate(nodes)]

    def key_span(self, key: str) -> Span | None:
        """Return where ``key`` is written, if it is."""
        entry = self.node.entries.get(key) if isinstance(self.node, Mapping) else None
        return entry.key.span if entry else None


class Reader:
    """Reads values and collects what is wrong with them beyond what a schema can see."""

    def __init__(self, folder: Folder) -> None:
        """Take the folder that pictures are read from."""
        self.problems: list[Diagnostic] = []
        self._folder = folder
        self._images: dict[str, Image | FileProblem] = {}
        self._marks = 0

    def line(self, at: At) -> Inline:
        """Return a text of one line; the schema sees whether it has more."""
        text = next(iter(inline.paragraphs(at.node)), None) if isinstance(at.node, Scalar) else None
        return self._runs(text) if text else ()

    def line_if_any(self, at: At) -> Inline | None:
        """Return a text of one line, or ``None`` where there is none."""
        return self.line(at) if at else None

    def words(self, at: At) -> Inline:
        """Return a text of one paragraph."""
        if not isinstance(at.node, Scalar):
            return ()
        first, *more = inline.paragraphs(at.node) or (None,)
        if more:
            message = f"{named(at.path)} must be one paragraph, but has {len(more) + 1}"
            self.problems.append(error(at.node.span, message, "delete the blank line"))
        return self._runs(first) if first else ()

    def words_if_any(self, at: At) -> Inline | None:
        """Return a text of one paragraph, or ``None`` where there is none."""
        return self.words(at) if at else None

    def paragraphs(self, at: At) -> tuple[Inline, ...]:
        """Return a text's paragraphs."""
        if not isinstance(at.node, Scalar):
            return ()
        return tuple(self._runs(text) for text in inline.paragraphs(at.node))

    def word(self, at: At) -> str | None:
        """Return a text in which nothing is markup: a name for a machine, such as a web address."""
        return at.node.value.strip() or None if isinstance(at.node, Scalar) else None

    def date(self, at: At) -> datetime.date:
        """Return a day."""
        try:
            return datetime.date.fromisoformat(self.word(at) or "")
        except ValueError:
            return datetime.date.min

    def picture(self, at: At) -> Picture | None:
        """Return a picture with the words that stand for it."""
        if not isinstance(at.node, Mapping):
            return None
        file = self.word(at["file"])
        image = self._image(file, at["file"]) if file else _NO_IMAGE
        decorative, alt_node = at["decorative"].node is not None, at["alt"].node
        if decorative and alt_node is not None:
            message = "a decorative picture is passed over, so nobody would hear its `alt`"
            self.problems.append(
                error(alt_node.span, message, "keep `alt` if the picture says something, else delete it")
            )
        alt = () if decorative else self.words(at["alt"])
        span = at["file"].node.span if at["file"].node is not None else None
        return Picture(file or "", image, alt, self.words_if_any(at["caption"]), span)

    def item(self, at: At) -> Item:
        """Return a list item: a text, or keys."""
        if isinstance(at.node, Scalar):
            return Item(self.words(at))
        return Item(self.words(at["text"]), self.line_if_any(at["name"]), self.picture(at["picture"]))

    def listing(self, at: At) -> Listing:
        """Return a list with its introduction."""
        items = tuple(self.item(item) for item in at["items"].items())
        return Listing(items, self.paragraphs(at["introduction"]))

    def pronunciations(self, at: At) -> dict[str, str]:
        """Return how to say which words."""
        entries = at.node.entries if isinstance(at.node, Mapping) else {}
        return {inline.normal(word): inline.normal(self.word(at[word]) or "") for word in entries}

    def _runs(self, text: inline.Text) -> Inline:
        before = self._marks
        self._marks += text.value.count("**") + text.value.count("](")
        if self._marks > _MOST_MARKS:
            if before <= _MOST_MARKS:
                message = f"more than {_MOST_MARKS} stretches of bold text and links"
                self.problems.append(error(text.origin.source.span, message, "check that it is the right file"))
            return ()
        runs = inline.runs(text)
        self.problems += inline.left_over(runs)
        return runs

    def _image(self, file: str, at: At) -> Image:
        if file not in self._images:
            try:
                self._images[file] = pictures.look(self._folder.picture(file), file)
            except FileProblem as problem:
                self._images[file] = problem
        image = self._images[file]
        if isinstance(image, Image):
            return image
        if at.node is not None:
            self.problems.append(image.at(at.node.span))
        return _NO_IMAGE
