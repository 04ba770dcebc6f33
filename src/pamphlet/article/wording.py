"""Messages and hints about one value of a file: words that need no knowledge of Python, YAML or JSON Schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never

from pamphlet.article import schema
from pamphlet.article.characters import clean, shown
from pamphlet.article.languages import canonical
from pamphlet.article.tree import Mapping, Scalar, Sequence, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pamphlet.article.schema import Schema
    from pamphlet.article.tree import Node, Path

Words: TypeAlias = tuple[str, str]
"""A message and a hint."""


class Value(NamedTuple):
    """A value that is wrong: where it stands, what was read, and what the format says of it."""

    path: Path
    node: Node
    definition: Schema

    @property
    def name(self) -> str:
        """Its path, as authors read it."""
        return named(self.path)

    @property
    def sample(self) -> str:
        """A line that would be right."""
        example = schema.example(self.definition) or "…"
        last = self.path[-1] if self.path else ""
        return f"- {example}" if isinstance(last, int) else f"{last}: {example}"


def text_of(node: Node) -> str:
    """Return the text of a scalar; lists and keys have none."""
    return node.value if isinstance(node, Scalar) else ""


def is_blank(node: Node) -> bool:
    """Tell whether nothing can be seen of a scalar."""
    return isinstance(node, Scalar) and (node.empty or not node.value.strip())


def listed(words: Iterable[str], last: str) -> str:
    """Return words in backticks as a list in a sentence, with ``last`` before the last one."""
    *some, final = [f"`{word}`" for word in words]
    return f"{', '.join(some)} {last} {final}" if some else final


def known_keys(path: Path, known: Iterable[str]) -> str:
    """Return the hint for a key that resembles none of the format's."""
    where = f"in {named(path)}" if path else "here"
    names = list(known)
    only, are = ("the only key", "is") if len(names) == 1 else ("the keys", "are")
    return f"{only} that can stand {where} {are} {listed(names, 'and')}"


def empty(value: Value, *, required: bool) -> Words:
    """Return the words for a key or item with nothing after it."""
    if isinstance(value.node, Scalar) and value.node.empty and value.node.value:
        return f"{value.name} is empty: YAML reads {value.node.value} as nothing", "if this is text, put it in quotes"
    if str(value.definition.get("pattern")).startswith("^#"):
        return f"{value.name} is empty: `#` begins a comment", f"put the colour in quotes: {value.sample}"
    if required:
        return f"{value.name} is empty", f"write it, for example: {value.sample}"
    return f"{value.name} is empty", f"delete it, or write it, for example: {value.sample}"


def empty_list(value: Value) -> Words:
    """Return the words for a list that must have items."""
    return f"{value.name} is a list with nothing in it", f"add to it, for example: {value.sample}"


def none_of(value: Value) -> Words:
    """Return the words for keys of which at least one must be there."""
    keys = listed(value.definition["properties"], "and")
    return f"{value.name} is empty", f"at least one of {keys} must stand in it, for example: {value.sample}"


def wrong_type(value: Value, types: list[str]) -> Words:
    """Return the words for text, a list or keys where another of these belongs."""
    read = _read(value.node)
    if "array" in types:
        return f"{value.name} must be a list, but {read} was read", _AS_LIST.format(sample=value.sample)
    if "object" in types:
        names = list(value.definition.get("properties", ()))
        keys = f" such as {listed(names, 'and')}" if names else ""
        return f"{value.name} must hold keys{keys}, but {read} was read", f"for example: {value.sample}"
    hint = _TEXT_NOT_KEYS if isinstance(value.node, Mapping) and value.node.entries else _TEXT_NOT_LIST
    return f"{value.name} must be text, but {read} was read", hint


def _read(node: Node) -> str:
    match node:
        case Scalar():
            return f"the text {shown(node.value)}"
        case Sequence():
            return "a list"
        case Mapping() if node.entries:
            return f"the key{'s' if len(node.entries) > 1 else ''} {clean(', '.join(node.entries))}"
        case Mapping():
            return "a pair of braces"
        case _:
            assert_never(node)


_AS_LIST = "put each item on its own line below the key, after `- `; or in one line: {sample}"
_TEXT_NOT_KEYS = "a colon and a space make a key: if they belong to the text, put the whole text in quotes"
_TEXT_NOT_LIST = "write one text here; text that begins with a bracket, a brace or `- ` needs quotes around it"


def not_an_option(value: Value, options: list[str], meant: str | None) -> Words:
    """Return the words for a text that is none of those allowed."""
    hint = f"did you mean {meant}?" if meant else f"for example: {value.sample}"
    return f"{value.name} must be {listed(options, 'or')}, but {_read(value.node)} was read", hint


def wrong_version(value: Value) -> Words:
    """Return the words for a format version that is not 1."""
    if re.fullmatch(r"[0-9]{1,9}", text_of(value.node)) and isinstance(value.node, Scalar) and not value.node.style:
        message = f"this file is in version {value.node.value} of the format; this program reads version 1"
        return message, "use a newer pamphlet, or write pamphlet: 1"
    return f"{value.name} must be 1", "write pamphlet: 1, without quotes"


def wrong_text(value: Value, meaning: str) -> Words:
    """Return the words for a text that is not what ``meaning`` (a definition of the schema) says it must be."""
    text = text_of(value.node)
    words = _BY_MEANING.get(meaning)
    return words(value, text) if words else (f"{value.name} cannot be {shown(text)}", f"for example: {value.sample}")


def _wrong_line(value: Value, _text: str) -> Words:
    return f"{value.name} must be one line, but it has a line break", "write it without a line break"


def _wrong_email(value: Value, text: str) -> Words:
    return f"{value.name} is not an email address: {shown(text)}", f"for example: {value.sample}"


def _wrong_colour(value: Value, text: str) -> Words:
    hint = f"write # and six digits or letters from a to f, in quotes, for example: {value.sample}"
    return f"{value.name} is not a colour: {shown(text)}", hint


def _wrong_date(value: Value, text: str) -> Words:
    hint = f"write a date as year-month-day, for example: {value.sample}"
    if re.fullmatch(r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", text) and text[:2] in ("19", "20"):
        return f"{value.name}: there is no day {text}", hint
    return f"{value.name} is not a date: {shown(text)}", hint


def _wrong_language(value: Value, text: str) -> Words:
    message = f"{value.name} is not a language tag: {shown(text)}"
    pattern = value.definition["pattern"]
    repaired = re.sub(r"[_\s]+", "-", text.strip())
    if re.fullmatch(pattern, repaired):
        return message, f"did you mean {canonical(repaired)}?"
    return message, "write en-GB for British English, es for Spanish, zh-Hant for traditional Chinese"


def _wrong_url(value: Value, text: str) -> Words:
    if re.fullmatch(r"(//)?[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,}(/\S*)?", text):
        return f"{value.name} is not a full web address: {shown(text)}", f"did you mean https://{text.lstrip('/')} ?"
    if not re.match(r"https?://", text):
        message = f"{value.name} is not a web address: {shown(text)}"
        return message, f"it begins with https:// or http://, for example: {value.sample}"
    message = f"{value.name} has characters that cannot stand in a web address: {shown(text)}"
    return message, "copy the address from the browser's address line"


_BY_MEANING: dict[str, Callable[[Value, str], Words]] = {
    "line": _wrong_line,
    "phone": _wrong_line,
    "date": _wrong_date,
    "language": _wrong_language,
    "url": _wrong_url,
    "email": _wrong_email,
    "colour": _wrong_colour,
}
