"""The schema is the one definition: it is sound, its examples are right, and the authors' reference covers it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import yaml

from pamphlet.article import schema
from pamphlet.article.parse import schema_text
from pamphlet.article.schema import Kind
from tests.article.folders import SMALLEST

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = Path(__file__).parents[2] / "docs" / "format.md"


def definitions(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    if isinstance(node, dict):
        if {"$ref", "type", "const", "enum"} & node.keys():
            yield path, node
        for key, child in node.items():
            if key not in ("examples", "required"):
                yield from definitions(child, f"{path}/{key}")


DEFINITIONS = dict(definitions(schema.schema()))


def test_it_is_a_schema() -> None:
    assert jsonschema_rs.meta.is_valid(json.loads(schema_text()))
    assert schema.schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_example_is_right() -> None:
    checked = 0
    for path, definition in DEFINITIONS.items():
        for example in definition.get("examples", ()):
            judged = {**definition, "$defs": schema.schema()["$defs"]}
            assert jsonschema_rs.is_valid(judged, example, validate_formats=True), path
            checked += 1
    assert checked >= 50


@pytest.mark.parametrize("path", [path for path in DEFINITIONS if path.rpartition("/")[0].endswith("properties")])
def test_editors_can_show_what_every_key_is(path: str) -> None:
    found = schema.resolved(DEFINITIONS[path])
    assert found["title"]
    assert found.get("examples"), "hints for a missing key are made of these"


def test_examples_read_as_they_are_written() -> None:
    """What a hint shows, an author can paste: it comes back as the same texts."""
    for path, definition in DEFINITIONS.items():
        for example in definition.get("examples", ()):
            written = schema.in_one_line(example)
            assert "\n" not in written
            assert texts(yaml.load(f"key: {written}", Loader=yaml.BaseLoader)["key"]) == texts(example), path  # noqa: S506 - makes only texts


def texts(value: Any) -> Any:  # noqa: ANN401 - YAML
    match value:
        case dict():
            return {key: texts(item) for key, item in value.items()}
        case list():
            return [texts(item) for item in value]
        case _:
            return str(value)


def test_editors_judge_as_we_do() -> None:
    """An editor reads YAML 1.2's own types; the smallest article and the clinic's keys pass there too."""
    read = yaml.load(SMALLEST, Loader=yaml.CSafeLoader)
    for day in (("review", "published"), ("review", "next_review")):
        read[day[0]][day[1]] = str(read[day[0]][day[1]])
    read["sources"][0]["date"] = str(read["sources"][0]["date"])
    read["contact"] = {"name": "Example Clinic", "phone": 111}
    assert list(schema.errors(Kind.ARTICLE, read)) == []
    assert list(schema.errors(Kind.CLINIC, {"contact": {"phone": 111}, "paper": "a4"})) == []


def keys(kind: str) -> set[str]:
    found = set()
    for path, definition in DEFINITIONS.items():
        in_clinic = path.startswith("/$defs/clinic")
        if in_clinic == (kind == "clinic"):
            found |= definition.get("properties", {}).keys()
    return found


@pytest.mark.parametrize("kind", ["article", "clinic"])
def test_the_reference_names_every_key(kind: str) -> None:
    text = FORMAT.read_text(encoding="utf-8")
    missing = [key for key in keys(kind) if f"`{key}`" not in text]
    assert missing == []
    assert len(keys(kind)) >= 10


def test_the_examples_of_the_reference_are_right() -> None:
    """Each YAML block of the reference that is a whole file passes."""
    blocks = [block.split("```", 1)[0] for block in FORMAT.read_text(encoding="utf-8").split("```yaml\n")[1:]]
    whole = [block for block in blocks if block.startswith("pamphlet: 1")]
    shared = [block for block in blocks if block.startswith("# clinic.yaml")]
    assert whole
    assert shared
    for kind, found in ((Kind.ARTICLE, whole), (Kind.CLINIC, shared)):
        for block in found:
            instance = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - makes only texts
            if kind is Kind.ARTICLE:
                instance["pamphlet"] = int(instance["pamphlet"])
            assert [error.message for error in schema.errors(kind, instance)] == []
