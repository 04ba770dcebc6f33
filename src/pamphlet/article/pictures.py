"""A look at picture bytes: what they are, by content and not by file name, and whether a leaflet can use them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TypeAlias

from pamphlet.article.model import Image, ImageKind
from pamphlet.diagnostics import FileProblem

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MOST_PIXELS = 50_000_000
"""A sheet of A4 at 600 dots per inch has 35 million."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JPEG_END = b"\xff\xd9"

_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
"""The EXIF orientations that swap width and height."""

_FORMATS = "use a PNG, JPEG or SVG file; a drawing program can save the picture as one"

Found: TypeAlias = Image | FileProblem


def look(data: bytes, file: str) -> Found:
    """Return the picture, or the problem with it in words for the author. ``file`` is what to call it."""
    try:
        if data.startswith(_PNG):
            return _png(data, file)
        if data.startswith(_JPEG):
            return _jpeg(data, file)
        from pamphlet.article import svg  # noqa: PLC0415 - with its XML reader, only for drawings

        if svg.looks_like(data):
            width, height = svg.size_of(data, file)
            return Image(ImageKind.SVG, data, width, height)
    except FileProblem as problem:
        return problem
    if not data:
        return FileProblem(f"the picture `{file}` is empty", "save it again")
    return FileProblem(f"the picture `{file}` is not a PNG, JPEG or SVG file", _FORMATS)


def _png(data: bytes, file: str) -> Image:
    from PIL.PngImagePlugin import PngImageFile  # noqa: PLC0415 - most articles have few pictures, Pillow is slow

    # The plugin's class, not Image.open: that one warns of large pictures on its own terms.
    try:
        with PngImageFile(io.BytesIO(data)) as picture:
            _refuse_size(picture, file)
            image = Image(ImageKind.PNG, data, *picture.size)
            picture.verify()
    except FileProblem:
        raise
    except Exception as broken:
        raise _damaged(file) from broken  # Pillow's readers raise whatever the damage leads to
    return image


def _jpeg(data: bytes, file: str) -> Image:
    from PIL.JpegImagePlugin import JpegImageFile  # noqa: PLC0415 - as above

    try:
        with JpegImageFile(io.BytesIO(data)) as picture:
            _refuse_size(picture, file)
            width, height = picture.size
            turned = picture.getexif().get(_ORIENTATION) in _TURNED
    except FileProblem:
        raise
    except Exception as broken:
        raise _damaged(file) from broken  # as above
    if _JPEG_END not in data:
        raise _damaged(file)
    return Image(ImageKind.JPEG, data, *((height, width) if turned else (width, height)))


def _refuse_size(picture: ImageFile, file: str) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        size = f"{width} × {height} pixels"
        message = f"the picture `{file}` has {size}, over {MOST_PIXELS // 1_000_000} megapixels"
        raise FileProblem(message, "save it smaller: 2000 pixels across are plenty in print")
    if not width or not height:
        raise _damaged(file)


def _damaged(file: str) -> FileProblem:
    return FileProblem(f"the picture `{file}` is damaged or cut off", "save it again from the program it was made in")
