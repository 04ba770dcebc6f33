"""The format's one definition, ``schema.json``, and what can be asked of it."""

from __future__ import annotations

import functools
import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from jsonschema_rs import ValidationError, Validator

Schema: TypeAlias = "dict[str, Any]"
"""A part of the schema, as JSON has it."""


class Kind(Enum):
    """The two files of the format, by where the schema defines them."""

    ARTICLE = ""
    CLINIC = "#/$defs/clinic"


@functools.cache
def schema_text() -> str:
    """Return the JSON Schema of the format as text, for editors."""
    return Path(__file__).with_name("schema.json").read_text(encoding="utf-8")


@functools.cache
def schema() -> Schema:
    """Return the JSON Schema of the format."""
    loaded: Schema = json.loads(schema_text())
    return loaded


def errors(kind: Kind, instance: object) -> Iterable[ValidationError]:
    """Yield everything that the schema has against a file's values."""
    return _validator(kind).iter_errors(instance)


@functools.cache
def _validator(kind: Kind) -> Validator:
    import jsonschema_rs  # noqa: PLC0415 - commands that read no article should not wait for it

    root = schema()
    if kind is Kind.CLINIC:
        root = {"$schema": root["$schema"], "$ref": kind.value, "$defs": root["$defs"]}
    return jsonschema_rs.validator_for(root, validate_formats=True)


def definition(kind: Kind, evaluation_path: Sequence[str | int]) -> Schema:
    """Return the definition that an error's ``evaluation_path`` (its keyword left out) leads to.

    Where it passes a ``$ref``, the words beside the ``$ref`` win over those of what it refers to, as in editors.
    """
    found: Any = schema() if kind is Kind.ARTICLE else {"$ref": kind.value}
    for step in evaluation_path:
        found = resolved(found) if step == "$ref" else found[step]
    answer: Schema = resolved(found)
    return answer


def resolved(found: Schema) -> Schema:
    """Return a definition with what its ``$ref`` leads to filled in."""
    reference = found.get("$ref")
    if reference is None:
        return found
    target: Any = schema()
    for step in str(reference).removeprefix("#/").split("/"):
        target = target[step]
    own = {key: value for key, value in found.items() if key != "$ref"}
    return {**resolved(target), **own}


def example(found: Schema) -> str | None:
    """Return an example of a value as an author would write it in one line, if the schema has one."""
    examples = resolved(found).get("examples")
    return in_one_line(examples[0]) if examples else None


def in_one_line(value: object) -> str:
    """Return a value as YAML, with quotes only where our reading of YAML needs them: dates are texts to it."""
    import yaml  # noqa: PLC0415 - only hints need it here

    class Plain(yaml.SafeDumper):
        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML declares it so

    text: str = yaml.dump(
        _as_texts(value), Dumper=Plain, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000
    )
    return text.removesuffix("...\n").strip()


def _as_texts(value: object) -> object:
    match value:
        case dict():
            return {key: _as_texts(item) for key, item in value.items()}
        case list():
            return [_as_texts(item) for item in value]
        case _:
            return str(value)
