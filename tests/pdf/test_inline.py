"""Lines are broken where a reader expects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamphlet.article.model import Run
from pamphlet.pdf.inline import Face, Line, Measure, atoms_of, balanced, break_lines

if TYPE_CHECKING:
    from pamphlet.pdf.fonts import FontSet

BODY = Face(14, 20)


def text_of(line: Line) -> str:
    return "".join(
        "".join(part.text for part in atom.parts) + (" " if atom.space is not None else "") for atom in line.atoms
    ).rstrip(" ")


def broken(text: str, width: float, fonts: FontSet) -> list[str]:
    return [text_of(line) for line in break_lines(atoms_of((Run(text),), BODY, fonts), Measure(width), BODY, fonts)]


def test_no_line_is_wider_than_its_measure(fonts: FontSet) -> None:
    text = "Walk or do easy moves for about ten minutes before you start. This may cut soreness a little. " * 4
    lines = break_lines(atoms_of((Run(text),), BODY, fonts), Measure(200), BODY, fonts)
    assert len(lines) > 5
    assert all(line.width <= 200 for line in lines)
    assert " ".join(map(text_of, lines)) == text.strip()


def test_no_line_is_longer_than_75_characters_however_wide_the_page(fonts: FontSet) -> None:
    lines = broken("a line of words " * 40, 2000, fonts)
    assert max(map(len, lines)) <= 75
    assert max(map(len, lines)) > 65


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Take no more than 400 mg in one day of this", "400 mg"),
        ("You can call us at any time on 0800 123 4567 now", "0800 123 4567"),
        ("It will be gone in less than 7 days for most people", "7 days"),
        ("Hold the pose for 1½ minutes and then rest a bit", "1½ minutes"),
    ],
)
def test_a_number_is_not_parted_from_what_it_counts(text: str, together: str, fonts: FontSet) -> None:
    for width in range(120, 320, 7):
        assert any(together in line for line in broken(text, width, fonts)), width


def test_a_line_may_end_after_a_hyphen_between_letters_but_not_in_a_range(fonts: FontSet) -> None:
    lines = {line for width in range(60, 200, 3) for line in broken("a well-known rest of 10-20 times", width, fonts)}
    assert any(line.endswith("well-") for line in lines)
    assert not any(line.endswith("10-") for line in lines)


def test_a_long_address_breaks_at_its_punctuation_and_a_long_word_anywhere(fonts: FontSet) -> None:
    address = "https://clinic.example/leaflets/sore-shins/after-running?print=giant"
    lines = broken(address, 150, fonts)
    assert "".join(lines) == address
    assert all(line[-1] in "/.?&=_#:@" for line in lines[:-1])
    word = "pneumono" * 12
    lines = broken(word, 150, fonts)
    assert "".join(lines) == word
    assert len(lines) > 3


def test_a_heading_is_broken_into_lines_of_like_length(fonts: FontSet) -> None:
    atoms = atoms_of((Run("How soreness differs from a strain and why it matters"),), BODY, fonts)
    plain = break_lines(atoms, Measure(300), BODY, fonts)
    even = balanced(atoms, 300, BODY, fonts)
    assert len(plain) == len(even) == 2
    assert even[0].width - even[1].width < plain[0].width - plain[1].width


def test_lines_beside_a_picture_are_narrow_and_those_below_are_not(fonts: FontSet) -> None:
    atoms = atoms_of((Run("some words to fill the lines " * 20),), BODY, fonts)
    lines = break_lines(atoms, Measure(400, narrow=200, beside=3), BODY, fonts)
    assert all(line.width <= 200 for line in lines[:3])
    assert lines[3].width > 300


@given(st.text("ab -é½→µ.,/", max_size=60), st.integers(10, 300))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_breaking_keeps_every_character(fonts: FontSet, text: str, width: int) -> None:
    text = " ".join(text.split())
    lines = break_lines(atoms_of((Run(text),), BODY, fonts), Measure(width), BODY, fonts)
    shown = "".join(part.text for line in lines for atom in line.atoms for part in atom.parts)
    assert shown == text.replace(" ", "")
    spaces = sum(atom.space is not None for line in lines for atom in line.atoms)
    assert spaces == text.count(" ")
