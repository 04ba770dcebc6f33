"""The same reading plan written by the peers: plain ReportLab, Typst and WeasyPrint.

Each gets the same words, fonts, sizes, boxes, lists, pictures and page numbers, set the way its own manual sets them.
"""

from __future__ import annotations

import base64
import functools
import html
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlet.article.model import plain
from pamphlet.plan import Alert, Figure, Heading, ItemList, Medium, Numbering, Paragraph, Part, Role, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pamphlet.article.model import Inline, Picture
    from pamphlet.plan import Block, ReadingPlan

FONTS = Path(__file__).parent.parent / "fonts"
FAMILY = "Atkinson Hyperlegible Next"


# --- plain ReportLab ------------------------------------------------------------------------------------------------


def _markup(text: Inline) -> str:
    out = []
    for run in text:
        words = html.escape(run.text, quote=False)
        words = f"<b>{words}</b>" if run.strong else words
        out.append(f'<a href="{html.escape(run.href)}" color="#00396b"><u>{words}</u></a>' if run.href else words)
    return "".join(out)


@functools.cache
def _reportlab_styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor, white  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # noqa: PLC0415

    for name, file in (("Body", "Regular"), ("Body-Bold", "Bold")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"AtkinsonHyperlegibleNext-{file}.ttf")))
    pdfmetrics.registerFontFamily("Body", normal="Body", bold="Body-Bold", italic="Body", boldItalic="Body-Bold")
    navy = HexColor("#00396b")
    body = ParagraphStyle("body", fontName="Body", fontSize=14, leading=19.6, spaceAfter=9)
    return {
        "body": body,
        "item": ParagraphStyle(
            "item", parent=body, leftIndent=21, bulletIndent=4, bulletFontName="Body", spaceAfter=5
        ),
        "small": ParagraphStyle("small", parent=body, fontSize=12, leading=16.8),
        "message": ParagraphStyle("message", parent=body, fontName="Body-Bold", fontSize=16, leading=21.6),
        "h1": ParagraphStyle("h1", parent=body, fontName="Body-Bold", fontSize=30, leading=34.5, textColor=navy),
        "h2": ParagraphStyle("h2", parent=body, fontName="Body-Bold", fontSize=19.5, leading=23.4, textColor=navy),
        "h3": ParagraphStyle("h3", parent=body, fontName="Body-Bold", fontSize=15, leading=19),
        "navy": navy,
        "white": white,
    }


@functools.lru_cache(maxsize=64)
def _svg(data: bytes) -> Any:  # noqa: ANN401 - svglib is untyped
    from svglib.svglib import svg2rlg  # noqa: PLC0415

    return svg2rlg(io.BytesIO(data))


def _reportlab_picture(picture: Picture, width: float) -> Any:  # noqa: ANN401 - a platypus flowable
    import copy  # noqa: PLC0415

    drawing = copy.copy(_svg(picture.image.data))
    factor = width / drawing.width
    drawing.width, drawing.height = drawing.width * factor, drawing.height * factor
    drawing.transform = (factor, 0, 0, factor, 0, 0)
    return drawing


def reportlab_pdf(plan: ReadingPlan) -> bytes:
    """Return the plan as an untagged PDF made with Platypus, as ReportLab's manual would have it."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate  # noqa: PLC0415

    styles = _reportlab_styles()

    def footer(canvas: Any, document: Any) -> None:  # noqa: ANN401
        canvas.setFont("Body", 12)
        canvas.drawString(56, 44, " · ".join(plan.furniture.footer))
        canvas.drawRightString(539, 44, f"Page {document.page}")
        canvas.line(56, 62, 539, 62)

    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer, pagesize=A4, title=plan.title, author=plan.publisher, lang=plan.language, pageCompression=1
    )
    frame = Frame(56.7, 69, 481.9, 728, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    story = [flowable for _, block in blocks(plan, Medium.PRINT) for flowable in _flowables(block, styles)]
    document.build(story)
    return buffer.getvalue()


def _flowables(block: Block, styles: dict[str, Any]) -> Iterator[Any]:
    from reportlab.platypus import KeepTogether, Table  # noqa: PLC0415
    from reportlab.platypus import Paragraph as Para  # noqa: PLC0415

    match block:
        case Heading():
            yield Para(_markup(block.text), styles[f"h{block.level}"])
        case Paragraph():
            style = {Role.MAIN_MESSAGE: "message", Role.SMALL: "small"}.get(block.role, "body")
            yield Para(_markup(block.text), styles[style])
        case Figure():
            yield _reportlab_picture(block.picture, 40 if not block.spoken else 164)
        case ItemList():
            for item in block.items:
                for part in item.blocks:
                    if isinstance(part, Paragraph):
                        yield Para(_markup(part.text), styles["item"], bulletText=item.label.printed or None)
                    else:
                        yield from _flowables(part, styles)
        case Alert():
            rows: list[list[Any]] = [
                [Para(_markup(block.heading.text), styles["h3"])],
                [list(_flowables(block.signs, styles))],
            ]
            grid: list[Any] = [
                ("BOX", (0, 0), (-1, -1), 2, styles["navy"]),
                ("BACKGROUND", (0, 0), (-1, 0), "#ffe8a3"),
            ]
            yield KeepTogether([Table(rows, colWidths=[480], style=[*grid, ("FONTNAME", (0, 0), (-1, -1), "Body")])])


# --- Typst ----------------------------------------------------------------------------------------------------------


def _typst_text(text: Inline) -> str:
    out = []
    for run in text:
        words = re.sub(r"([\\#*_`$<>@=~\[\]/+\-])", r"\\\1", run.text)
        words = f"#strong[{words}]" if run.strong else words
        out.append(f'#link("{run.href}")[{words}]' if run.href else words)
    return "".join(out)


def typst_source(plan: ReadingPlan) -> tuple[str, dict[str, bytes]]:
    """Return the plan as a Typst document, and the pictures that it names."""
    files: dict[str, bytes] = {}
    head = (
        f'#set document(title: "{plan.title}", author: "{plan.publisher}")\n'
        f'#set text(font: "{FAMILY}", size: 14pt, lang: "{plan.language[:2]}", hyphenate: false)\n'
        '#set page(paper: "a4", margin: (x: 20mm, top: 16mm, bottom: 24mm), numbering: "1 of 1")\n'
        "#set par(leading: 0.8em)\n"
        '#show heading: set text(fill: rgb("#00396b"))\n'
        "#show heading.where(level: 1): set text(size: 30pt)\n"
    )
    parts = []
    for section, block in blocks(plan, Medium.PRINT):
        text = _typst_block(block, files)
        parts.append(
            f'#block(fill: rgb("#eef3fa"), inset: 10pt)[{text}]' if section.part is Part.MAIN_MESSAGE else text
        )
    return head + "\n\n".join(parts), files


def _typst_block(block: Block, files: dict[str, bytes]) -> str:
    match block:
        case Heading():
            return f"{'=' * block.level} {_typst_text(block.text)}"
        case Paragraph():
            size = {Role.MAIN_MESSAGE: 16, Role.SMALL: 12}.get(block.role)
            return f"#text(size: {size}pt)[{_typst_text(block.text)}]" if size else _typst_text(block.text)
        case Figure():
            name = re.sub(r"\W", "-", block.picture.file) + ".svg"
            files[name] = block.picture.image.data
            alt = plain(block.picture.alt).replace('"', '\\"')
            return f'#image("{name}", width: 58mm, alt: "{alt}")'
        case ItemList():
            mark = "+" if block.numbering is Numbering.DECIMAL else "-"
            items = []
            for item in block.items:
                inner = "\n\n".join(_typst_block(part, files) for part in item.blocks)
                items.append(f"{mark} " + inner.replace("\n", "\n  "))
            return "\n".join(items)
        case Alert():
            signs = _typst_block(block.signs, files)
            inner = f"=== {_typst_text(block.heading.text)}\n{signs}"
            return f"#block(stroke: 2pt, inset: 10pt, width: 100%, breakable: false)[{inner}]"


def typst_compiler() -> Callable[[ReadingPlan], bytes]:
    """Return Typst with its fonts loaded once: the fastest way that its Python binding offers."""
    import typst  # noqa: PLC0415

    fonts = typst.Fonts(font_paths=[str(FONTS)], include_system_fonts=False, include_embedded_fonts=False)

    def compile_plan(plan: ReadingPlan) -> bytes:
        source, files = typst_source(plan)
        sources: Any = {"main.typ": source.encode(), **files}
        return bytes(typst.compile(sources, font_paths=fonts, pdf_standards=["ua-1"]))

    return compile_plan


# --- WeasyPrint -----------------------------------------------------------------------------------------------------


def _html_text(text: Inline) -> str:
    out = []
    for run in text:
        words = html.escape(run.text)
        words = f"<strong>{words}</strong>" if run.strong else words
        out.append(f'<a href="{html.escape(run.href)}">{words}</a>' if run.href else words)
    return "".join(out)


def _html_block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_html_text(block.text)}</h{block.level}>"
        case Paragraph():
            return f'<p class="{block.role.value.replace(" ", "-")}">{_html_text(block.text)}</p>'
        case Figure():
            data = base64.b64encode(block.picture.image.data).decode()
            alt = html.escape(plain(block.picture.alt))
            return f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}" style="width: 58mm">'
        case ItemList():
            tag = "ol" if block.numbering is Numbering.DECIMAL else "ul"
            items = "".join(f"<li>{''.join(map(_html_block, item.blocks))}</li>" for item in block.items)
            return f"<{tag}>{items}</{tag}>"
        case Alert():
            return f'<section class="alert">{_html_block(block.heading)}{_html_block(block.signs)}</section>'


def html_source(plan: ReadingPlan) -> str:
    """Return the plan as an HTML page with a print style sheet."""
    faces = "".join(
        f'@font-face {{ font-family: body; font-weight: {weight}; src: url("{(FONTS / file).as_uri()}") }}'
        for weight, file in (
            (400, "AtkinsonHyperlegibleNext-Regular.ttf"),
            (700, "AtkinsonHyperlegibleNext-Bold.ttf"),
        )
    )
    css = (
        "@page { size: A4; margin: 16mm 20mm 24mm; @bottom-right { content: counter(page) ' of ' counter(pages) } }"
        "body { font: 14pt/1.4 body } h1, h2 { color: #00396b } h1 { font-size: 30pt } .small { font-size: 12pt }"
        ".alert { border: 2pt solid; padding: 0 10pt; break-inside: avoid } .main-message { font-size: 16pt }"
    )
    body = "".join(_html_block(block) for _, block in blocks(plan, Medium.PRINT))
    return (
        f'<html lang="{plan.language}"><head><title>{html.escape(plan.title)}</title>'
        f"<style>{faces}{css}</style></head><body>{body}</body></html>"
    )


def weasyprint_compiler() -> Callable[[ReadingPlan], bytes]:
    """Return WeasyPrint with its font configuration made once."""
    import weasyprint  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    configuration = FontConfiguration()

    def compile_plan(plan: ReadingPlan) -> bytes:
        page = weasyprint.HTML(string=html_source(plan))
        return bytes(page.write_pdf(pdf_variant="pdf/ua-1", font_config=configuration))

    return compile_plan
