"""The title of a related article is read from the top of its file, and never costs more than that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlet.article.parse import title_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Sore shins\nlanguage: en-gb\n", ("Sore shins", "en-GB")),
        ("language: no\ntitle: >-\n  Såre\n  legger\n", ("Såre legger", "no")),
        ("\ufefftitle: '**Sore** shins'\r\nlanguage: en\r\n", ("Sore shins", "en")),
        ("causes: {title: x, language: de}\nrelated: [title, y]\ntitle: A\nlanguage: en\n", ("A", "en")),
        ("title: A\nlanguage: en\ntitle: B\n", ("A", "en")),
        ("title: A\nlanguage: en\nbroken: [\n", ("A", "en")),
        ("title: A\n", None),
        ("title: ''\nlanguage: en\n", None),
        ("title: [A]\nlanguage: en\n", None),
        ("title: A\nlanguage: nonsense\n", None),
        ("- title: A\n  language: en\n", None),
        ("title: [\n", None),
        ("", None),
        ("title\n", None),
    ],
)
def test_title(text: str, expected: tuple[str, str] | None) -> None:
    assert title_of(text.encode()) == expected


def test_the_rest_of_the_file_is_not_read() -> None:
    """Bytes that are no YAML, far below, do no harm: that article's own check reports them."""
    assert title_of(b"title: A\nlanguage: en\n" + b"a: b\n" * 1000 + b"\t}") == ("A", "en")


def test_not_utf8() -> None:
    assert title_of(b"title: caf\xe9\nlanguage: en\n") is None


@given(st.binary(max_size=80))
def test_never_raises(data: bytes) -> None:
    found = title_of(b"title: " + data + b"\nlanguage: en\n")
    assert found is None or found[0]
