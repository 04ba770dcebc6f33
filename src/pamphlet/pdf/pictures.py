"""Pictures → XObjects: vectors stay vectors, photographs stay JPEG, everything ends in the output intent's sRGB.

A drawing is made once for each picture's bytes and kept: a batch prints the same logo on a thousand leaflets, and
reading an SVG costs more, cold, than all the rest of a leaflet.
"""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

import reportlab

from pamphlet.article.model import ImageKind
from pamphlet.pdf.objects import number, stream

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL.Image import Image as PillowImage

    from pamphlet.article.model import Image
    from pamphlet.pdf.objects import Objects, Ref


class Drawing(NamedTuple):
    """A picture as an XObject that fills the unit square. ``width`` and ``height`` in the picture's own units."""

    name: str
    width: float
    height: float
    data: bytes

    def embed(self, objects: Objects) -> Ref:
        """Add the XObject to the file."""
        return objects.add(self.data)[0]


class Store(Protocol):
    """Where drawings are kept beyond this process; it may forget."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under a key."""

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key."""


class Drawings:
    """The drawings made so far: in memory, and in the store if there is one."""

    def __init__(self, store: Callable[[], Store | None] = lambda: None) -> None:
        """Begin with none; ``store`` is called when the first drawing is asked for."""
        self._open = store
        self._made: dict[str, Drawing] = {}

    @functools.cached_property
    def _store(self) -> Store | None:
        return self._open()

    def of(self, image: Image) -> Drawing:
        """Return the picture as an XObject."""
        name = "X" + hashlib.sha256(image.data).hexdigest()
        drawing = self._made.get(name)
        if drawing is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            data = self._kept(name, lambda: _made(image))
            drawing = self._made[name] = Drawing(name[:13], image.width, image.height, data)
        return drawing

    def of_code(self, url: str) -> Drawing:
        """Return a QR code (ISO/IEC 18004) that opens an address, its quiet zone included; a module is one unit."""
        name = "Q" + hashlib.sha256(url.encode()).hexdigest()
        data = self._kept(name, lambda: _code(url))
        size = float(re.search(rb"/BBox\[0 0 (\d+)", data)[1])  # type: ignore[index]  # _code writes it
        return Drawing(name[:13], size, size, data)

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        key = f"{name}-{reportlab.Version}-{_FORM}"
        data = self._store.get(key) if self._store else None
        if data is None:
            data = make()
            if self._store:
                self._store.put(key, data)
        return data


_KEPT = 256
_FORM = 1
"""Changes when what this module makes of a picture changes."""


QUIET = 4
"""Light modules around a code (ISO/IEC 18004 §9.1)."""


def _code(url: str) -> bytes:
    """Draw the dark modules of a code as runs of rectangles on white, with its quiet zone."""
    import segno  # noqa: PLC0415 - only where there is a recording to listen to

    rows = segno.make(url, error="m", micro=False).matrix
    size = len(rows) + 2 * QUIET
    operators = [f"1 g 0 0 {size} {size} re f 0 g"]
    for index, row in enumerate(rows):
        y = size - QUIET - index - 1
        for dark, run in groupby(enumerate(row), key=lambda module: module[1]):
            modules = list(run)
            if dark:
                operators.append(f"{QUIET + modules[0][0]} {y} {len(modules)} 1 re")
    operators.append("f")
    entries = (
        f"/Type/XObject/Subtype/Form/BBox[0 0 {size} {size}]"
        f"/Matrix[{1 / size:.8f} 0 0 {1 / size:.8f} 0 0]/Resources<<>>"
    )
    return stream("\n".join(operators).encode("ascii"), entries)


def _made(image: Image) -> bytes:
    match image.kind:
        case ImageKind.SVG:
            return _vector(image)
        case ImageKind.JPEG:
            return _photograph(image)
        case ImageKind.PNG:
            return _raster(image)


def _vector(image: Image) -> bytes:
    """Draw an SVG through svglib and ReportLab's own renderer, and keep the operators as a form XObject."""
    from reportlab.graphics import renderPDF  # noqa: PLC0415 - 200 ms that only an SVG has to pay
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415
    from svglib.svglib import svg2rlg  # noqa: PLC0415

    drawing = svg2rlg(BytesIO(image.data))
    if drawing is None:
        raise ValueError("the parser let an SVG through that svglib cannot read")
    canvas = Canvas(BytesIO(), pageCompression=0, invariant=1)
    renderPDF.draw(drawing, canvas, 0, 0)
    # The renderer sets Helvetica for texts to come; there are none (the parser refuses text in a picture), and a font
    # that is named but not embedded fails ISO 14289-1 §7.21.4.
    operators = re.sub(r"BT /F1 \S+ Tf \S+ TL ET\n?", "", canvas.getCurrentPageContent())
    width, height = float(drawing.width), float(drawing.height)
    entries = (
        f"/Type/XObject/Subtype/Form/BBox[0 0 {number(width)} {number(height)}]"
        f"/Matrix[{1 / width:.8f} 0 0 {1 / height:.8f} 0 0]/Resources<<>>"
    )
    return stream(operators.encode("latin-1"), entries)


def _photograph(image: Image) -> bytes:
    """Keep an RGB or grey JPEG's bytes; turn CMYK to sRGB (the output intent) and EXIF's rotation into pixels."""
    from PIL import Image as Pillow  # noqa: PLC0415
    from PIL import ImageOps  # noqa: PLC0415

    with Pillow.open(BytesIO(image.data)) as picture:
        upright = picture.getexif().get(0x0112, 1) == 1  # the Orientation tag
        if upright and picture.mode in {"RGB", "L"}:
            space = "DeviceRGB" if picture.mode == "RGB" else "DeviceGray"
            return _image_object(image.data, picture.size, space, "DCTDecode")
        turned = ImageOps.exif_transpose(picture).convert("RGB")
        buffer = BytesIO()
        turned.save(buffer, "JPEG", quality=92)
        return _image_object(buffer.getvalue(), turned.size, "DeviceRGB", "DCTDecode")


def _raster(image: Image) -> bytes:
    """Decode a PNG to RGB or grey on white: paper is what would shine through it."""
    from PIL import Image as Pillow  # noqa: PLC0415

    with Pillow.open(BytesIO(image.data)) as picture:
        flat = _on_white(picture)
        space = "DeviceGray" if flat.mode == "L" else "DeviceRGB"
        return _image_object(zlib.compress(flat.tobytes(), 9), flat.size, space, "FlateDecode")


def _on_white(picture: PillowImage) -> PillowImage:
    from PIL import Image as Pillow  # noqa: PLC0415

    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(paper, picture)
    return picture.convert("L" if picture.mode in {"1", "L", "I", "I;16", "LA"} else "RGB")


def _image_object(data: bytes, size: tuple[int, int], space: str, codec: str) -> bytes:
    entries = (
        f"/Type/XObject/Subtype/Image/Width {size[0]}/Height {size[1]}"
        f"/ColorSpace/{space}/BitsPerComponent 8/Filter/{codec}"
    )
    return stream(data, entries, compress=False)
