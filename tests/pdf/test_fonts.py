"""Fonts: coverage, widths, kerning, and embedding that does not depend on the document."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from pamphlet.article.model import Run
from pamphlet.diagnostics import Origin, Refusal, Source
from pamphlet.pdf.fonts import Weight
from pamphlet.pdf.render import render
from tests.articles import plan, words

if TYPE_CHECKING:
    from pamphlet.pdf.fonts import FontSet
    from pamphlet.pdf.press import Press


def test_english_prose_needs_one_code_page_of_each_weight(fonts: FontSet) -> None:
    text = "“Take 5 µg (or ½ tablet) – don’t wait…” £9 • 38 °C ± 2 ≤ 3 naïve café"
    pages = {piece.page.name for word in text.split() for piece in fonts.word(word, Weight.REGULAR).pieces}
    assert pages == {"F0R0"}


def test_the_second_family_is_scaled_to_the_same_x_height(fonts: FontSet) -> None:
    first, second = fonts.face(0, Weight.REGULAR), fonts.face(1, Weight.REGULAR)
    assert second.x_height * second.scale == pytest.approx(first.x_height)


def test_kerning_is_in_the_width_and_in_the_text(fonts: FontSet) -> None:
    face = fonts.face(0, Weight.REGULAR)
    (piece,) = face.pieces("To")
    loose = face.width(ord("T")) + face.width(ord("o"))
    assert piece.width < loose
    assert ")" in piece.show
    assert piece.show.startswith("T)")


def test_special_characters_of_a_pdf_string_are_escaped(fonts: FontSet) -> None:
    (piece,) = fonts.face(0, Weight.REGULAR).pieces("a(b)\\")
    assert "\\(" in piece.show
    assert "\\)" in piece.show
    assert "\\\\" in piece.show


def test_widths_in_the_file_are_those_of_the_embedded_program(fonts: FontSet, press: Press) -> None:
    pdf = pikepdf.open(io.BytesIO(render(plan(introduction=(words("жар é → ž ½"),)), press)))
    found = pdf.pages[0].Resources.Font
    assert len(found) >= 4
    for name, font in found.items():
        widths = [float(width) for width in font.Widths]
        face = fonts.face(int(name[2]), Weight.BOLD if name[3] == "B" else Weight.REGULAR)
        page = next(page for page, _, _ in face._place.values() if page.name == name[1:])
        assert widths == [face.width(code) for code in page.codes]
        assert font.FontDescriptor.FontFile2.read_bytes()[:4] == b"\x00\x01\x00\x00"


def test_the_font_program_is_the_same_in_every_document(press: Press) -> None:
    def program(text: str) -> bytes:
        pdf = pikepdf.open(io.BytesIO(render(plan(introduction=(words(text),)), press)))
        return bytes(pdf.pages[0].Resources.Font["/F0R0"].FontDescriptor.FontFile2.read_raw_bytes())

    assert program("abc") == program("Quite other words, with £ and ½.")


def test_a_character_without_a_glyph_is_refused_with_its_place(press: Press) -> None:
    source = Source("content/a.yaml", 7, 3, "|\n  Rest well.\n  Drink \u4e2d tea.", "Rest well.\nDrink \u4e2d tea.")
    run = Run("Rest well. Drink \u4e2d tea.", origin=Origin(source))
    with pytest.raises(Refusal) as refused:
        render(plan(introduction=((run,),)), press)
    assert str(refused.value) == (
        "content/a.yaml:9:9: error: no font can print “\u4e2d” (U+4E2D, cjk unified ideograph-4e2d)\n"
        "  hint: use another character, or put a font that has it into `fonts/` beside the article (NAME-Regular.ttf)"
    )
