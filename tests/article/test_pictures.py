"""A picture is looked at by its content, and whatever a leaflet cannot use is refused in words."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from pamphlet.article.model import Image, ImageKind
from pamphlet.article.pictures import MOST_PIXELS, look
from pamphlet.diagnostics import FileProblem

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
ORIENTATION = 0x0112


def encoded(kind: str, size: tuple[int, int], orientation: int | None = None) -> bytes:
    file = io.BytesIO()
    exif = Pillow.Exif()
    if orientation is not None:
        exif[ORIENTATION] = orientation
    Pillow.new("L", size).save(file, kind, exif=exif)
    return file.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds nothing."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def svg(inner: str = "", attributes: str = 'viewBox="0 0 8 4"') -> bytes:
    return f"<svg {NAMESPACE} {attributes}>{inner}</svg>".encode()


def found(data: bytes) -> Image:
    image = look(data, "any.name")
    assert isinstance(image, Image), str(image)
    return image


def refused(data: bytes) -> str:
    problem = look(data, "a.svg")
    assert isinstance(problem, FileProblem)
    assert "`a.svg`" in problem.message
    assert problem.hint
    return problem.message


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_pixels(kind: str) -> None:
    data = encoded(kind, (6, 3))
    image = found(data)
    assert (image.kind, image.width, image.height) == (ImageKind[kind], 6, 3)
    assert image.data is data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_as_wide_as_it_is_shown(orientation: int) -> None:
    image = found(encoded("JPEG", (6, 3), orientation))
    assert (image.width, image.height) == ((3, 6) if orientation >= 5 else (6, 3))


def test_pixels_are_bounded() -> None:
    assert found(png_header(10_000, MOST_PIXELS // 10_000)).height == 5_000
    assert "over 50 megapixels" in refused(png_header(10_000, MOST_PIXELS // 10_000 + 1))
    assert "over 50 megapixels" in refused(png_header(2**31 - 1, 2**31 - 1))
    assert "damaged" in refused(png_header(0, 5))


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 8 4"', (8, 4)),
        ('viewBox="0,0,8.5,4"', (8.5, 4)),
        ('width="10" height="20"', (10, 20)),
        ('width="10px" height="20" viewBox="0 0 1 1"', (10, 20)),
        ('width="2.54cm" height="1in"', (96, 96)),
        ('width="72pt" height="6pc"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 8 4"', (8, 4)),
        ('width="16" viewBox="0 0 8 4"', (16, 8)),
        ('height="2" viewBox="0 0 8 4"', (4, 2)),
    ],
)
def test_size_of_a_drawing(attributes: str, size: tuple[float, float]) -> None:
    image = found(svg("<rect width='8' height='4'/>", attributes))
    assert (image.width, image.height) == pytest.approx(size)
    assert image.kind is ImageKind.SVG


@pytest.mark.parametrize(
    "attributes",
    [
        "", 'width="100%"', 'viewBox="0 0 8"', 'viewBox="0 0 0 4"', 'viewBox="0 0 -8 4"', 'width="nan" height="1"',
        'width="1e9" height="1"', 'viewBox="0 0 inf 4"', 'width="3em" height="3em"', 'viewBox="a b c d"',
    ],
)  # fmt: skip
def test_a_drawing_without_a_size(attributes: str) -> None:
    assert "no usable size" in refused(svg("", attributes))


@pytest.mark.parametrize(
    "inner",
    [
        "<title>Shin</title><desc>A shin</desc>",
        "<style>.a{fill:url(#b)}</style><rect class='a' fill='url( \"#b\" )'/>",
        "<g id='a'><rect/></g><use href='#a'/><use xlink:href='#a'/>",
        "<rect xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' inkscape:export-filename='C:\\a.png'/>",
        "<linearGradient id='b' href='#c'/>",
        "<pattern href='data:,x'/>",
        "<metadata><text xmlns='http://example.org/other'>Shin</text></metadata>",
    ],
)
def test_harmless_drawings(inner: str) -> None:
    found(svg(inner))


@pytest.mark.parametrize(
    ("inner", "why"),
    [
        ("<g><text>Shin</text></g>", "has text"),
        ("<s:text xmlns:s='http://www.w3.org/2000/svg'>Shin</s:text>", "has text"),
        ("<script/>", "a program"),
        ("<rect onload='a()'/>", "a program"),
        ("<image href='#a'/>", "a picture inside it"),
        ("<foreignObject/>", "parts that are not SVG"),
        ("<use href='b.svg#a'/>", "outside it"),
        ("<a href='https://a.example'/>", "outside it"),
        ("<use xlink:href=' file:///etc/passwd'/>", "outside it"),
        ("<rect fill='url(b.svg#a)'/>", "fetches"),
        ("<rect style='fill:URL( &#34;https://a.example&#34; )'/>", "fetches"),
        ("<rect style='fill:\\75rl(b.svg)'/>", "fetches"),
        ("<style>@imp<!-- -->ort 'a.css';</style>", "fetches"),
        ("<style><![CDATA[@import 'a.css';]]></style>", "fetches"),
        ("<?xml-stylesheet href='a.css'?>", "fetches"),
        ("<g id='a'><use href='#a'/></g>", "more than 50000 lines"),
        ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", "more than 50000 lines"),
        ("<g>" * 100 + "</g>" * 100, "deep"),
        ("<rect/>" * 50_001, "more than 50000 lines"),
        ("&undefined;", "is not whole SVG"),
        ("<g>", "is not whole SVG"),
    ],
)
def test_refused_drawings(inner: str, why: str) -> None:
    assert why in refused(svg(inner))


def test_document_types_are_refused_before_any_entity_is_read() -> None:
    laughs = "".join(f"<!ENTITY a{n} '{10 * ('&a' + str(n - 1) + ';')}'>" for n in range(1, 30))
    started = time.perf_counter()
    assert "document type" in refused(f"<!DOCTYPE svg [<!ENTITY a0 'ha'>{laughs}]><svg>&a29;</svg>".encode())
    assert time.perf_counter() - started < 1


def test_copies_of_copies_are_counted_not_drawn() -> None:
    groups = "".join(f"<g id='g{n}'>" + f"<use href='#g{n - 1}'/>" * 10 + "</g>" for n in range(1, 50))
    started = time.perf_counter()
    assert "more than 50000" in refused(svg(f"<g id='g0'><rect/></g>{groups}"))
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"GIF89a", "is not a PNG, JPEG or SVG"),
        (b"%PDF-1.7", "is not a PNG, JPEG or SVG"),
        (b"<html><body/></html>", "is not a PNG, JPEG or SVG"),
        (b"<html><svg/></html>", "does not begin with `<svg"),
        (b"<svg width='1' height='1'/>", "does not begin with `<svg"),
        (b"\x1f\x8b\x08", "is not a PNG, JPEG or SVG"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (encoded("PNG", (9, 9))[:-12], "damaged"),
        (encoded("PNG", (9, 9)).replace(b"IDAT", b"IDAU"), "damaged"),
        (encoded("JPEG", (9, 9))[:-2], "damaged"),
        (b"<?xml version='1.0' encoding='x-none'?><svg/>", "encoding"),
    ],
)
def test_refused_files(data: bytes, why: str) -> None:
    assert why in refused(data)


def test_drawings_in_utf16() -> None:
    assert (
        found(f"<?xml version='1.0' encoding='utf-16'?><svg {NAMESPACE} viewBox='0 0 8 4'/>".encode("utf-16")).width
        == 8
    )


SEEDS = [encoded("PNG", (5, 5)), encoded("JPEG", (5, 5), 6), svg("<g id='a'><rect/></g><use href='#a'/>")]


@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=3)), max_size=6))
def test_damage_is_never_more_than_a_problem(seed: bytes, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(seed)
    for at, new in changes:
        data[at : at + len(new)] = new
    assert isinstance(look(bytes(data), "a"), Image | FileProblem)


@given(st.binary(max_size=60))
def test_anything_is_never_more_than_a_problem(data: bytes) -> None:
    for start in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg "):
        assert isinstance(look(start + data, "a"), Image | FileProblem)
