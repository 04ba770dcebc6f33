"""Only ``**strong**`` and ``[text](https://…)`` are understood; every other character is itself."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
import unittest.mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pamphlet.article import inline
from pamphlet.article.model import Inline, Run, plain
from pamphlet.article.tree import Scalar
from pamphlet.diagnostics import Origin, Source


def runs(text: str) -> Inline:
    return inline.runs(inline.Text(text, Origin(Source("x", 1, 1, text, text))))


def shape(text: str) -> list[tuple[str, bool, str | None]]:
    return [(run.text, run.strong, run.href) for run in runs(text)]


URL = "https://a.example/b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a** b", [("a", True, None), (" b", False, None)]),
        ("a**b**c", [("a", False, None), ("b", True, None), ("c", False, None)]),
        ("**a b** **c**", [("a b", True, None), (" ", False, None), ("c", True, None)]),
        ("日**本**語", [("日", False, None), ("本", True, None), ("語", False, None)]),
        ("***a***", [("*", False, None), ("a", True, None), ("*", False, None)]),
        ("*a **b* c**", [("*a ", False, None), ("b* c", True, None)]),
        ("_a **b_ c**", [("_a ", False, None), ("b_ c", True, None)]),
        (f"[a]({URL})", [("a", False, URL)]),
        (f"a [b **c**]({URL}) d", [("a ", False, None), ("b ", False, URL), ("c", True, URL), (" d", False, None)]),
        (f"**a [b]({URL}) c**", [("a ", True, None), ("b", True, URL), (" c", True, None)]),
        (f"[**a**]({URL})", [("a", True, URL)]),
        (f"[a [1]]({URL})", [("a [1]", False, URL)]),
        ("[a](https://a.example/b_(c)_d?e=f&amp;g#h)", [("a", False, "https://a.example/b_(c)_d?e=f&amp;g#h")]),
        (f"([a]({URL}))", [("(", False, None), ("a", False, URL), (")", False, None)]),
        ("[a](http://b.example)**c**", [("a", False, "http://b.example"), ("c", True, None)]),
    ],
)
def test_understood(text: str, expected: list[tuple[str, bool, str | None]]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "*em*", "_em_", "__x__", "a * b * c", "2 ** 3", "** a **", "**a", "a**", "****", "`code`", "~~x~~", "# a",
        "- a", "&amp; &lt; &#65;", "<b>x</b>", "<https://a.example>", "https://a.example", "\\n", "![a]", "[a]",
        "[a](javascript:alert(1))", "[a](mailto:a@b.example)", "[a](ftp://b.example)", "[a](/b)", "[a](#b)", "[a]()",
        f"[]({URL})", f"[ ]({URL})", f'[a]({URL} "title")', f"[a]( {URL})", f"[a](<{URL}>)", "[a](https://)",
        f"[a] ({URL})", f"[a][b] [b]: {URL}", "[a](https://münchen.example)", "[a](https://b.example", "a\u00a0b",
        "{x} %s $1",
    ],
)  # fmt: skip
def test_every_other_character_is_itself(text: str) -> None:
    assert shape(text) == [(text, False, None)]


def test_backslashes_escape_nothing() -> None:
    assert shape(r"\**a\**") == [("\\", False, None), ("a\\", True, None)]


PIECES = ["*", "**", "***", "[", "]", "](", ")", f"]({URL})", f"[a]({URL})", "_", "__", "\\"]
PIECES += [" ", "a", "é", ".", "\u00a0", "😀", "&amp;", "<b>"]
MARKUP = st.lists(st.sampled_from(PIECES), min_size=1, max_size=24).map("".join)


@given(MARKUP)
@example("**a **b** c**")
@example("****a****")
@example(f"[a [b]({URL})]({URL})")
@example(f"[[a]({URL})]({URL})")
def test_runs_are_the_text_without_the_markup_understood(text: str) -> None:
    """What stands in the text between two runs is markup and nothing else."""
    end = 0
    for run in runs(text):
        start = next(at for at in range(end, len(text)) if is_here(run, text, at))
        assert is_markup(text[end:start])
        end = start + len(run.text)
    assert is_markup(text[end:])


def is_here(run: Run, text: str, at: int) -> bool:
    assert run.origin is not None
    return text.startswith(run.text, at) and inline.visible(text[:at]) == run.origin.ink


def is_markup(dropped: str) -> bool:
    for mark in (f"]({URL})", "**", "["):
        dropped = dropped.replace(mark, "")
    return dropped == ""


@given(MARKUP)
def test_runs_know_where_they_begin(text: str) -> None:
    """Each run's origin counts the visible characters before it, those of the markup included."""
    visible = "".join(char for char in text if not char.isspace())
    for run in runs(text):
        assert run.origin is not None
        ink = "".join(char for char in run.text if not char.isspace())
        assert visible[run.origin.ink :].startswith(ink)


@given(MARKUP)
def test_links_and_strong_text_are_never_empty(text: str) -> None:
    for run in runs(text):
        assert run.text
        assert run.href in (None, URL)


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="*]"))


@given(PLAIN)
def test_text_without_markup_survives(text: str) -> None:
    """Exactly, but for white space at its ends and in rows, and in NFC."""
    found = inline.paragraphs(Scalar(Source("x", 1, 1, text, text), ""))
    expected = unicodedata.normalize("NFC", " ".join(part for part in text.split(" ") if part))
    assert "".join(plain(inline.runs(paragraph)) for paragraph in found) == expected


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        ("|", "a\nb\n\nc\n", ["a b", "c"]),
        ("|", "a\n  \t\n\n\nb", ["a", "b"]),
        ("|", "a \t b\n  c", ["a b c"]),
        (">", "a b\nc\n", ["a b", "c"]),
        ("", "a\nb", ["a", "b"]),
        ('"', "a\u00a0\u00a0b", ["a\u00a0\u00a0b"]),
        ("'", " e\u0301 ", ["é"]),
        ("|", "\n\n", []),
    ],
)
def test_paragraphs(style: str, value: str, expected: list[str]) -> None:
    """YAML itself makes a single line break of a blank line, except in a ``|`` block."""
    found = inline.paragraphs(Scalar(Source("x", 1, 1, value, value), style))
    assert [text.value for text in found] == expected


def test_markdown_is_not_loaded_for_plain_text() -> None:
    """Start-up is felt: a text without markup must not wait for the library."""
    program = (
        "import sys; from pamphlet.article import inline, parse; from pamphlet.diagnostics import *;"
        "inline.runs(inline.Text('a * b', Origin(Source('x', 1, 1, '', ''))));"
        "print([name for name in ('markdown_it', 'jsonschema_rs', 'PIL') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


@given(
    st.lists(st.sampled_from(["**", "*", "word", "a", "9", " ", ".", "(", ")", "[", "_", "é", ",", "“"]), max_size=14)
)
def test_the_short_way_for_simple_texts_reads_them_as_markdown_it_does(parts: list[str]) -> None:
    text = inline.Text(inline.normal("".join(parts)), Origin(Source("a.yaml", 1, 1, "", "")))
    if not inline._SIMPLE.fullmatch(text.value):
        return
    short = inline._simple(text)
    with unittest.mock.patch.object(inline, "_SIMPLE", re.compile(r"(?!)")):
        whole = inline.runs(text)
    assert short == whole


def test_a_bold_word_in_a_sentence_does_not_load_markdown_it() -> None:
    assert inline._SIMPLE.fullmatch("It is called **delayed onset muscle soreness**, or DOMS.")
    assert inline._SIMPLE.fullmatch("**Rest** (for **2 days**).")
    assert not inline._SIMPLE.fullmatch("a ** b ** c")
    assert not inline._SIMPLE.fullmatch("Read **[this](https://nhs.uk)**.")
