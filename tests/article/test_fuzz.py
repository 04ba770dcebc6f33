"""Whatever the bytes are, the parser answers with diagnostics, and with a value only where nothing is wrong."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlet.article.parse import Parsed, parse_clinic
from pamphlet.diagnostics import has_errors, in_order
from pamphlet.locales import find
from pamphlet.reading import plan_of
from tests.article.folders import MemoryFolder, parsed
from tests.article.test_parse import FOLDER, WHOLE

CLINIC = """\
contact: {name: Example Clinic, phone: "111"}
logo: {file: logo.svg, alt: A house}
colour: "#005eb8"
say: {physio: fizz}
emergency: {action: Call 999}
urgent: {action: Call 111}
routine: {action: Book}
editions: [standard]
"""

ODD = [
    "\t",
    "\x00",
    "\u200b",
    "\u2028",
    "\r",
    "é",
    "😀",
    "[",
    "]",
    "{",
    "}",
    "- ",
    ": ",
    "#",
    "|",
    ">",
    "'",
    '"',
    "*a",
    "&a ",
]
ODD += ["!x ", "<<", "~", "**", "](", "\n", "\n\n", "  ", "---\n", "null", "%", "\\", "\ufeff", "?", ","]


def judged(found: Parsed[object]) -> None:
    assert (found.value is None) == has_errors(found.diagnostics)
    assert found.diagnostics == in_order(found.diagnostics)
    for each in found.diagnostics:
        assert each.message
        assert each.span.line >= 1
        assert each.span.column >= 1
        assert str(each).isprintable() or str(each).count("\n") == str(each).count("\n  hint: ")


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    judged(parsed(data))
    judged(parse_clinic(data, path="clinic.yaml", folder=MemoryFolder()))


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    judged(parsed(text.encode("utf-8", "replace")))


@st.composite
def mutated(draw: st.DrawFn, text: str) -> str:
    """Change a few places of a valid file: put odd characters in, take lines out, move and double them."""
    for _ in range(draw(st.integers(1, 4))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["put", "drop", "double", "indent", "cut", "swap", "blank"])):
            case "put":
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(st.sampled_from(ODD)) + lines[at][column:]
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "indent":
                lines[at] = draw(st.sampled_from(["", " ", "  ", "    "])) + lines[at].lstrip()
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "blank":
                lines[at] = lines[at].partition(":")[0] + ":"
        text = "\n".join(lines)
    return text


@settings(max_examples=300)
@given(mutated(WHOLE))
def test_mutated_articles(text: str) -> None:
    """What still passes can be read: nothing in it is half there."""
    found = parsed(text.encode(), FOLDER)
    judged(found)
    locale = find("en-GB")
    assert locale is not None
    if found.value is not None:
        assert found.value.title
        assert plan_of(found.value, locale).sections


@given(mutated(CLINIC))
def test_mutated_clinics(text: str) -> None:
    judged(parse_clinic(text.encode(), path="clinic.yaml", folder=FOLDER))
