"""What the schema has against a file, in words for its author: where, what, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from pamphlet.article import schema
from pamphlet.article.characters import clean
from pamphlet.article.tree import Mapping, Scalar, Sequence, named, node_at, span_at, to_json
from pamphlet.diagnostics import Diagnostic, Span, error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonschema_rs import ValidationError

    from pamphlet.article.schema import Kind, Schema
    from pamphlet.article.tree import Json, Path

_Missing: TypeAlias = "tuple[Path, str]"

_NEAR = 0.7
"""How alike two words must be: `telephone` is taken for `phone`, `pamphlet` is not taken for `paper`."""

_LONGEST_KEY = 40
"""Characters. Longer keys are sentences, and resemble none of the format's."""


def of(root: Mapping, kind: Kind) -> Iterator[Diagnostic]:
    """Yield everything that the format has against a file."""
    found = list(schema.errors(kind, _instance(root)))
    explained: set[_Missing] = set()
    for broken in found:
        if broken.kind.name == "additionalProperties":
            yield from _unknown_keys(root, kind, broken, explained)
    for broken in found:
        match broken.kind.name:
            case "additionalProperties":
                pass
            case "required":
                key = str(broken.kind.as_dict()["property"])
                if (_path(broken), key) not in explained:
                    yield missing(root, (*_path(broken), key), _example_of(kind, broken, key))
            case "uniqueItems":
                yield from _repeated(root, _path(broken))
            case _:
                yield _wrong_value(root, kind, broken)


def missing(root: Mapping, path: Path, example: str | None) -> Diagnostic:
    """Return the error for a key that must be there, at the place of what it is missing from."""
    parent = path[:-1]
    span = span_at(root, parent) if parent else Span(root.span.path, 1, 1)
    hint = f"add it, for example: {path[-1]}: {example}" if example else "add it"
    return error(span, f"{named(path)} is missing", hint)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``word`` is most likely meant to be."""
    import difflib  # noqa: PLC0415 - only who errs waits for it

    if len(word) > _LONGEST_KEY:
        return None
    by_small = {candidate.lower(): candidate for candidate in known}
    small = word.strip().lower()
    for tried in (small, small.replace("-", "_")):
        if found := difflib.get_close_matches(tried, by_small, n=1, cutoff=_NEAR):
            return by_small[found[0]]
    return None


def _instance(root: Mapping) -> Json:
    """Return the values that the schema judges. Only ``pamphlet: 1`` is a number; everything else is text."""
    instance = to_json(root)
    version = root.get("pamphlet")
    if isinstance(instance, dict) and isinstance(version, Scalar) and not version.style and version.value == "1":
        instance["pamphlet"] = 1
    return instance


def _path(broken: ValidationError) -> Path:
    return tuple(broken.instance_path)


def _definition(kind: Kind, broken: ValidationError, levels: int = 1) -> Schema:
    return schema.definition(kind, broken.evaluation_path[:-levels])


def _example_of(kind: Kind, broken: ValidationError, key: str) -> str | None:
    found = _definition(kind, broken)
    if "properties" not in found:  # `required` stands in an `else`: the keys are defined one level up
        found = _definition(kind, broken, 2)
    return schema.example(found["properties"][key])


def _unknown_keys(
    root: Mapping, kind: Kind, broken: ValidationError, explained: set[_Missing]
) -> Iterator[Diagnostic]:
    path = _path(broken)
    from pamphlet.article import wording  # noqa: PLC0415 - only who errs waits for it

    holder = node_at(root, path)
    known = _definition(kind, broken)["properties"]
    if not isinstance(holder, Mapping):
        return
    for key in broken.kind.as_dict()["unexpected"]:
        entry = holder.entries[key]
        meant = nearest(key, [name for name in known if name not in holder.entries])
        if meant is not None:
            explained.add((path, meant))
            yield error(entry.key.span, f"unknown key `{clean(key)}`", f"did you mean `{meant}`?")
        elif holder.flow and isinstance(entry.value, Scalar) and entry.value.empty and " " in key:
            message = f"in braces a comma begins a new key, so `{clean(key)}` is read as one"
            yield error(entry.key.span, message, "if it belongs to the text before it, put the whole text in quotes")
        elif len(holder.entries) == 1 and path and isinstance(path[-1], int) and "text" in known:
            explained.add((path, "text"))
            message = f"this item is read as a key `{clean(key)}`, because a colon and a space follow it"
            yield error(entry.key.span, message, "put the whole text in quotes, or write `name: …` and `text: …`")
        else:
            yield error(entry.key.span, f"unknown key `{clean(key)}`", wording.known_keys(path, known))


def _repeated(root: Mapping, path: Path) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    items = node_at(root, path)
    for item in items.nodes if isinstance(items, Sequence) else ():
        if isinstance(item, Scalar) and item.value in seen:
            first = seen[item.value]
            lines = f": in line {first} and in line {item.span.line}" if item.span.line > first else ""
            message = f"`{clean(item.value)}` is listed twice{lines}"
            yield error(item.span, message, "keep one of the two")
        elif isinstance(item, Scalar):
            seen[item.value] = item.span.line


def _wrong_value(root: Mapping, kind: Kind, broken: ValidationError) -> Diagnostic:
    from pamphlet.article import wording  # noqa: PLC0415 - only who errs waits for it

    path = _path(broken)
    node = node_at(root, path)
    found = _definition(kind, broken)
    words = wording.Value(path, node, found)
    if wording.is_blank(node):
        required = path and path[-1] in _required_beside(kind, broken, path)
        return error(span_at(root, path), *wording.empty(words, required=bool(required)))
    meaning = str(broken.schema_path[1]) if broken.schema_path[0] == "$defs" else ""
    match broken.kind.name:
        case "type":
            message, hint = wording.wrong_type(words, broken.kind.as_dict()["types"])
        case "enum":
            options = [str(option) for option in broken.kind.as_dict()["options"]]
            message, hint = wording.not_an_option(words, options, nearest(wording.text_of(node), options))
        case "const" if path[-1] == "decorative":
            message = f"{named(path)} can only be `true`, not `{clean(wording.text_of(node))}`"
            hint = "write decorative: true, or leave it out and describe the picture in `alt`"
        case "const":
            message, hint = wording.wrong_version(words)
        case "minItems":
            message, hint = wording.empty_list(words)
        case "minProperties":
            message, hint = wording.none_of(words)
        case "propertyNames":
            message, hint = f"a word in {named(path)} is empty", "write the word before the colon"
        case _:
            message, hint = wording.wrong_text(words, meaning)
    return error(span_at(root, path), message, hint)


def _required_beside(kind: Kind, broken: ValidationError, path: Path) -> list[str]:
    """Return the keys that must stand beside the one at ``path``."""
    steps = broken.evaluation_path
    places = [
        index
        for index, step in enumerate(steps)
        if step == "properties" and steps[index + 1 : index + 2] == [path[-1]]
    ]
    if not places:
        return []
    required: list[str] = schema.definition(kind, steps[: places[-1]]).get("required", [])
    return required
