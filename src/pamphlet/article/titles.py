"""The title of an article, read from the top of its file only, for the articles that name it as related."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from pamphlet.article import inline, schema
from pamphlet.article.compose import LARGEST_FILE, decode, events
from pamphlet.article.languages import canonical
from pamphlet.article.model import plain
from pamphlet.article.tree import Scalar
from pamphlet.diagnostics import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.model import LanguageTag


def title_of(data: bytes) -> tuple[str, LanguageTag] | None:
    """Return an article's title and language, or ``None`` where they cannot be read. The rest is not looked at."""
    found: dict[str, str] = {}
    try:
        for key, event in _top_level(decode(data) if len(data) <= LARGEST_FILE else ""):
            if key in ("title", "language"):
                found.setdefault(key, _text(event))
            if len(found) == len(("title", "language")):
                break
    except (UnicodeDecodeError, yaml.YAMLError):
        return None
    title, language = found.get("title", ""), found.get("language", "")
    if not title or not re.fullmatch(schema.schema()["$defs"]["language"]["pattern"], language):
        return None
    return title, canonical(language)


def _top_level(text: str) -> Iterator[tuple[str, yaml.ScalarEvent]]:
    """Yield the keys of the root whose values are texts, with these."""
    depth = 0
    key: str | None = None
    for event in events(text):
        match event:
            case yaml.CollectionStartEvent():
                depth += 1
                key = None
            case yaml.CollectionEndEvent():
                depth -= 1
            case yaml.ScalarEvent() if depth == 1 and key is None:
                key = event.value
            case yaml.ScalarEvent() if depth == 1 and key is not None:
                yield key, event
                key = None
            case yaml.AliasEvent() if depth == 1:
                key = None


def _text(event: yaml.ScalarEvent) -> str:
    scalar = Scalar(Source("", 1, 1, event.value, event.value), event.style or "")
    return " ".join(plain(inline.runs(text)) for text in inline.paragraphs(scalar))
