"""The peer to be no slower than: an untagged PDF made with Platypus, as ReportLab's manual would have it.

    python benchmarks/plain_reportlab.py STORY.json OUT.pdf

A story is a dictionary of plain values (see :func:`peers.story_of`), so that nothing of pamphlet's is loaded.
"""

from __future__ import annotations

import base64
import copy
import functools
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, KeepTogether, PageTemplate, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = Path(__file__).parent.parent / "fonts"
NAVY = HexColor("#00396b")


@functools.cache
def _styles() -> dict[str, ParagraphStyle]:
    for name, file in (("Body", "Regular"), ("Body-Bold", "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"AtkinsonHyperlegibleNext-{file}.ttf")))
    pdfmetrics.registerFontFamily("Body", normal="Body", bold="Body-Bold", italic="Body", boldItalic="Body-Bold")
    body = ParagraphStyle("body", fontName="Body", fontSize=14, leading=19, spaceAfter=9)
    bold = ParagraphStyle("bold", parent=body, fontName="Body-Bold")
    return {
        "body": body,
        "item": ParagraphStyle(
            "item", parent=body, leftIndent=21, bulletIndent=4, bulletFontName="Body", spaceAfter=5
        ),
        "small": ParagraphStyle("small", parent=body, fontSize=12, leading=16),
        "message": ParagraphStyle("message", parent=bold, fontSize=16, leading=21.6),
        "h1": ParagraphStyle("h1", parent=bold, fontSize=30, leading=34.5, textColor=NAVY),
        "h2": ParagraphStyle("h2", parent=bold, fontSize=19.5, leading=23.4, textColor=NAVY),
        "h3": ParagraphStyle("h3", parent=bold, fontSize=15, leading=19),
    }


@functools.lru_cache(maxsize=64)
def _drawing(data: str) -> Any:  # noqa: ANN401 - svglib's types are loose
    from svglib.svglib import svg2rlg  # noqa: PLC0415 - only where there is a picture

    return svg2rlg(io.BytesIO(base64.b64decode(data)))


def _picture(data: str, width: float) -> Any:  # noqa: ANN401
    drawing = copy.copy(_drawing(data))
    factor = width / drawing.width
    drawing.width, drawing.height = drawing.width * factor, drawing.height * factor
    drawing.transform = (factor, 0, 0, factor, 0, 0)
    return drawing


def _flowables(blocks: list[Any]) -> Iterator[Any]:
    styles = _styles()
    for kind, *rest in blocks:
        if kind == "picture":
            yield _picture(*rest)
        elif kind == "item":
            yield Paragraph(rest[0], styles["item"], bulletText=rest[1] or None)
        elif kind == "box":
            rows: list[list[Any]] = [[list(_flowables(rest[0]))], [list(_flowables(rest[1]))]]
            style: list[Any] = [
                ("BOX", (0, 0), (-1, -1), 2, NAVY),
                ("BACKGROUND", (0, 0), (-1, 0), HexColor("#ffe8a3")),
                ("FONTNAME", (0, 0), (-1, -1), "Body"),
            ]
            yield KeepTogether([Table(rows, colWidths=[480], style=style)])
        else:
            yield Paragraph(rest[0], styles[kind])


def build(story: dict[str, Any]) -> bytes:
    """Return the PDF."""

    def footer(canvas: Any, document: Any) -> None:  # noqa: ANN401
        canvas.setFont("Body", 12)
        canvas.drawString(57, 44, story["footer"])
        canvas.drawRightString(539, 44, f"Page {document.page}")
        canvas.line(57, 62, 539, 62)

    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, title=story["title"], author=story["author"], pageCompression=1)
    frame = Frame(56.7, 69, 481.9, 728, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    document.build(list(_flowables(story["blocks"])))
    return buffer.getvalue()


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(build(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
