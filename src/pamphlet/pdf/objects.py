"""PDF objects as bytes, on top of ReportLab's ``pdfdoc``, which numbers them and writes the cross-reference table.

ReportLab's own object classes are made for its canvas; ours are written out at once, because a tagged leaflet has
some hundreds of small objects and formatting them as dictionaries of dictionaries costs more than the layout does.
"""

from __future__ import annotations

import zlib
from typing import Any, NewType

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

Ref = NewType("Ref", str)
"""An indirect reference, ``12 0 R``."""


class Raw(PDFObject):
    """An object whose bytes are known (now, or before the file is written)."""

    def __init__(self, data: bytes = b"null") -> None:
        self.data = data

    def format(self, _document: PDFDocument) -> bytes:
        """Return the bytes: what ReportLab asks of every object."""
        return self.data


class Objects:
    """The objects of one file under construction."""

    def __init__(self) -> None:
        self._document = PDFDocument(pdfVersion=(1, 7), invariant=1, compression=1)

    def add(self, data: bytes = b"null") -> tuple[Ref, Raw]:
        """Register an object and return its reference, and the object to fill in later."""
        raw = Raw(data)
        self._document.Reference(raw)
        return Ref(f"{self._document.objectcounter} 0 R"), raw

    def stream(self, content: bytes, entries: str = "", *, compress: bool = True) -> Ref:
        """Register a stream, deflated unless ``compress`` is off."""
        return self.add(stream(content, entries, compress=compress))[0]

    def finish(self, catalog: bytes, info: bytes) -> bytes:
        """Return the file. Its ID is a digest of what it holds: the same input gives the same bytes."""
        document: Any = self._document  # its catalog and information are our own bytes
        document.Catalog = Raw(catalog)
        document.info = Raw(info)
        for raw in document.idToObject.values():
            if isinstance(raw, Raw):
                document.updateSignature(raw.data)
        document.updateSignature(catalog + info)
        return bytes(document.format())


def stream(content: bytes, entries: str = "", *, compress: bool = True) -> bytes:
    """Return a stream object's bytes, with the end-of-line before ``endstream`` that ISO 19005-2 §6.1.7.1 asks for.

    ReportLab's own streams lack it.
    """
    if compress:
        content = zlib.compress(content)
        entries += "/Filter/FlateDecode"
    head = f"<<{entries}/Length {len(content)}>>\nstream\n"
    return head.encode("ascii") + content + b"\nendstream"


_PLAIN = frozenset(map(chr, range(32, 127)))


def text_string(text: str) -> str:
    """Return a text string (ISO 32000-1 §7.9.2.2): ASCII as it is, anything else as UTF-16 in hexadecimal."""
    if _PLAIN.issuperset(text):
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return "<" + ("\ufeff" + text).encode("utf-16-be").hex().upper() + ">"


def number(value: float) -> str:
    """Return a number in at most three decimals (a thousandth of a point is below any printer's dot)."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
