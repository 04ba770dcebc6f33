"""Pictures keep what they show, whatever their file: orientation, colour, transparency, vectors."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image as Pillow

from pamphlet.article.model import Image, ImageKind, Item, Listing, Picture
from pamphlet.article.pictures import look
from pamphlet.diagnostics import Span
from pamphlet.pdf.pictures import Drawings
from pamphlet.pdf.render import render
from pamphlet.pdf.resolution import coarse_pictures
from pamphlet.plan import Edition, ReadingPlan
from tests.articles import SQUARE, plan, words
from tests.pdf.reader import read

if TYPE_CHECKING:
    from pamphlet.article.model import Inline
    from pamphlet.pdf.press import Press

ALT = words("A picture")
RED, GREEN, BLUE = (220, 30, 30), (30, 160, 60), (30, 60, 200)


def corners(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Pillow.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    picture = Pillow.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture.quantize(8) if mode == "P" else picture.convert(mode)


def image(picture: Pillow.Image, kind: str, **options: object) -> Image:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    found = look(buffer.getvalue(), "picture")
    assert isinstance(found, Image)
    return found


def with_picture(made: Image, alt: Inline = ALT) -> ReadingPlan:
    picture = Picture("picture", made, alt, span=Span("a.yaml", 9, 5))
    return plan(causes=Listing((Item(words("Hard ground."), picture=picture),)))


def drawn(made: Image) -> Pillow.Image:
    """Return the picture as a PDF reader decodes it."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = Drawings().of(made).data
    head, _, body = stream.partition(b"stream\n")
    entries = pikepdf.Object.parse(head.strip())
    found = pikepdf.Stream(pdf, body.removesuffix(b"\nendstream"), entries)
    return pikepdf.PdfImage(found).as_pil_image().convert("RGB")


def near(shown: Pillow.Image, place: tuple[int, int], colour: tuple[int, ...], tolerance: int = 12) -> bool:
    found = shown.getpixel(place)
    assert isinstance(found, tuple)
    return all(abs(a - b) < tolerance for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGB", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG")]
)
def test_colours_survive_in_srgb(mode: str, kind: str) -> None:
    shown = drawn(image(corners(mode), kind, **({"quality": 95} if kind == "JPEG" else {})))
    assert shown.size == (40, 20)
    tolerance = 60 if mode == "CMYK" else 12
    for place, colour in (((5, 10), RED), ((35, 10), BLUE)):
        assert near(shown, place, colour, tolerance), place


def test_a_photograph_is_turned_upright_as_its_camera_says() -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6  # the camera was turned: what is left in the file belongs on top
    made = image(corners(size=(40, 20)), "JPEG", exif=exif, quality=95)
    assert (made.width, made.height) == (20, 40)
    shown = drawn(made)
    assert shown.size == (20, 40)
    assert near(shown, (10, 5), RED)
    assert near(shown, (10, 35), BLUE)


def test_transparency_is_laid_on_white_paper() -> None:
    clear = Pillow.new("RGBA", (10, 10), (*GREEN, 0))
    assert near(drawn(image(clear, "PNG")), (5, 5), (255, 255, 255))


def test_a_plain_photograph_is_embedded_as_it_is() -> None:
    made = image(corners(), "JPEG")
    assert made.data in Drawings().of(made).data


def test_no_file_holds_a_colour_space_that_the_output_intent_does_not_cover(press: Press) -> None:
    data = render(with_picture(image(corners("CMYK"), "JPEG")), press)
    assert b"DeviceCMYK" not in data


def test_a_decorative_picture_is_printed_but_no_element(press: Press) -> None:
    tagged = read(render(with_picture(SQUARE, alt=()), press))
    assert tagged.document.find("Figure") == []
    assert tagged.problems == []
    assert b" Do" in tagged.pdf.pages[0].Contents.read_bytes()


def test_a_coarse_photograph_is_told_with_the_width_that_it_needs() -> None:
    made = with_picture(Image(ImageKind.PNG, b"", 100, 50))
    (told,) = coarse_pictures(made, Edition.STANDARD)
    assert str(told) == (
        "a.yaml:9:5: warning: the picture `picture` is coarse in standard print: 47 dots an inch\n"
        "  hint: use one that is at least 319 pixels wide"
    )
    assert list(coarse_pictures(with_picture(Image(ImageKind.PNG, b"", 800, 400)), Edition.GIANT)) == []
    assert list(coarse_pictures(with_picture(SQUARE), Edition.GIANT)) == []
