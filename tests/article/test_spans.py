"""The place of every character can be named, however YAML lets it be written."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pamphlet.article import inline, tree
from pamphlet.article.compose import compose
from tests.article.folders import article, changed

if TYPE_CHECKING:
    from pamphlet.article.model import Inline

TARGET = "𝄞"
"""A character outside the basic plane, which counts as one column."""

WRITTEN = {
    "plain": "main_message: Rest 😀 and §{} heal.",
    "plain over lines": "main_message: Rest 😀 and\n  more\n  rest §{} heal.",
    "plain after a comment": "main_message: # 𝄞\n  Rest 😀 and §{} heal.",
    "single quotes": "main_message: 'It''s 😀 best to §{} rest.'",
    "single quotes over lines": "main_message: 'It''s 😀\n  best\n    to §{} rest.'",
    "double quotes": 'main_message: "It\\"s \\u00e9 \\x41 \\U0001F600 😀 \\t best §{} rest."',
    "double quotes over lines": 'main_message: "It\\u0041 is \\\n   best\n\n   §{} rest."',
    "folded": "main_message: >-\n  Rest 😀 and\n  §{} heal.",
    "folded with a comment": "main_message: >- # 𝄞\n  Rest 😀 and\n  rest §{} heal.",
    "folded with an indent": "main_message: >2+\n    Rest 😀 and\n  §{} heal.\n\n",
    "literal": "main_message: |\n  Rest 😀 and\n  rest   §{} heal.",
    "bold": "main_message: Rest **and 😀 more §{}** heal.",
    "behind a link": "main_message: Rest [and](https://a.example/b(1)) **more** §{} heal.",
    "in a link": "main_message: Rest **x** [and §{}](https://a.example) heal.",
    "accents apart": "main_message: >-\n  Re\u0301st cafe\u0301\n  e\u0301te\u0301 §{} e\u0301",
    "accents apart and escaped": 'main_message: "Re\\u0301st e\u0301te\u0301 §{} e\u0301"',
    "aligned": "main_message:      Rest    and §{}.",
    "anchored": "main_message: &rest Rest 😀 §{}.",
    "anchored over lines": "main_message: &rest # why\n  Rest 😀 §{}.",
}


def place_of(runs: Inline, char: str) -> str:
    for run in runs:
        if char in run.text:
            assert run.origin is not None
            return str(run.origin.span_of(run.text, run.text.index(char)))
    raise AssertionError(char)


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_place_of_a_character(written: str, line_end: str) -> None:
    data = changed(("main_message: Sore shins usually heal with rest.", written)).decode()
    before = data[: data.index("§")]
    expected = f"shins.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    data = data.replace("§{}", TARGET).replace("\n", line_end)
    runs = article_of_odd_paragraphs(data)
    assert place_of(runs, TARGET) == expected


def article_of_odd_paragraphs(data: str) -> Inline:
    """Return the runs of all paragraphs of the main message, which may be more than the format allows."""
    root, problems = compose(data.encode(), "shins.yaml")
    assert problems == []
    assert root is not None
    message = root.get("main_message")
    assert isinstance(message, tree.Scalar)
    return tuple(run for text in inline.paragraphs(message) for run in inline.runs(text))


def test_places_in_later_paragraphs() -> None:
    data = changed(
        (
            "introduction: Shin pain is common when you start to run.",
            "introduction: |\n  One é.\n\n\n  Two **b** 𝄞.\n   \n  𝄢",
        )
    )
    _, second, third = article(data).introduction
    assert place_of(second, "𝄞") == "shins.yaml:9:13"
    assert place_of(third, "𝄢") == "shins.yaml:11:3"


def test_values_without_marks_are_placed_at_their_start() -> None:
    found = article(changed(("urgent:\n", "urgent:\n    action: Call 𝄞\n")))
    assert place_of(found.warnings[0].action or (), "𝄞") == "shins.yaml:14:18"


LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"])


@example("", "\ufb2a")  # one character that NFC takes apart
@given(st.text(LETTERS, max_size=60), st.text(LETTERS, max_size=20))
def test_every_character_of_a_quoted_text(text: str, more: str) -> None:
    """Each visible character of the text in NFC is placed where it, or the letter it is composed of, was written."""
    value = f"x {text} {more}"
    quoted = value.replace("'", "''")
    root, problems = compose(f"say: '{quoted}'".encode(), "x")
    assert (root is not None, problems) == (True, [])
    assert root is not None
    scalar = root.get("say")
    assert isinstance(scalar, tree.Scalar)
    (found,) = inline.paragraphs(scalar)
    raw = scalar.source.raw
    for offset, char in enumerate(found.value):
        if char.isspace():
            continue
        span = found.origin.span_of(found.value, offset)
        written = raw[span.column - scalar.source.column :]
        letter_with_its_accents = unicodedata.normalize("NFD", written)[:8]
        assert unicodedata.normalize("NFD", char)[0] in letter_with_its_accents
        if not unicodedata.combining(char):
            assert letter_with_its_accents[0] == unicodedata.normalize("NFD", char)[0]
