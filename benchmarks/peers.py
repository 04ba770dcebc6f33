"""The same reading plan as input for the peers: plain ReportLab, Typst and WeasyPrint.

Each gets the same words, fonts, sizes, boxes, lists, pictures and page numbers, set the way its own manual sets them.
"""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlet.article.model import plain
from pamphlet.plan import Alert, Figure, Heading, ItemList, Medium, Numbering, Paragraph, Part, Role, Scan, blocks

if TYPE_CHECKING:
    from pamphlet.article.model import Inline
    from pamphlet.plan import Block, ReadingPlan

FONTS = Path(__file__).parent.parent / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
PICTURE = 153.0
"""The width of a picture in pt (54 mm); a logo's is 36."""


# --- plain ReportLab ------------------------------------------------------------------------------------------------


def story_of(plan: ReadingPlan) -> dict[str, Any]:
    """Return the plan as plain values for :mod:`plain_reportlab`: markup, pictures, boxes."""
    made = [part for _, block in blocks(plan, Medium.PRINT) for part in _story(block)]
    footer = " · ".join(plan.furniture.footer)
    return {"title": plan.title, "author": plan.publisher, "footer": footer, "blocks": made}


def _story(block: Block) -> list[Any]:
    match block:
        case Heading():
            return [[f"h{block.level}", _markup(block.text)]]
        case Paragraph():
            style = {Role.MAIN_MESSAGE: "message", Role.SMALL: "small"}.get(block.role, "body")
            return [[style, _markup(block.text)]]
        case Figure():
            data = base64.b64encode(block.picture.image.data).decode()
            caption = [["small", _markup(block.caption.text)]] if block.caption else []
            return [["picture", data, PICTURE if block.spoken else 36.0], *caption]
        case Scan():
            return [["body", _markup(block.text)]]
        case ItemList():
            made: list[Any] = []
            for item in block.items:
                for part in item.blocks:
                    if isinstance(part, Paragraph):
                        made.append(["item", _markup(part.text), item.label.printed])
                    else:
                        made += _story(part)
            return made
        case Alert():
            return [["box", [["h3", _markup(block.heading.text)]], _story(block.signs)]]


def _markup(text: Inline) -> str:
    out = []
    for run in text:
        words = html.escape(run.text, quote=False)
        words = f"<b>{words}</b>" if run.strong else words
        out.append(f'<a href="{html.escape(run.href)}" color="#00396b"><u>{words}</u></a>' if run.href else words)
    return "".join(out)


# --- Typst ----------------------------------------------------------------------------------------------------------


def typst_source(plan: ReadingPlan) -> dict[str, bytes]:
    """Return the plan as a Typst document, ``main.typ``, and the pictures that it names."""
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
        tinted = f'#block(fill: rgb("#eef3fa"), inset: 10pt)[{text}]'
        parts.append(tinted if section.part is Part.MAIN_MESSAGE else text)
    return {"main.typ": (head + "\n\n".join(parts)).encode(), **files}


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
            width = PICTURE if block.spoken else 36
            caption = f"\n\n#text(size: 12pt)[{_typst_text(block.caption.text)}]" if block.caption else ""
            return f'#image("{name}", width: {width}pt, alt: "{alt}"){caption}'
        case Scan():
            return _typst_text(block.text)
        case ItemList():
            mark = "+" if block.numbering is Numbering.DECIMAL else "-"
            items = []
            for item in block.items:
                inner = "\n\n".join(_typst_block(part, files) for part in item.blocks)
                items.append(f"{mark} " + inner.replace("\n", "\n  "))
            return "\n".join(items)
        case Alert():
            inner = f"=== {_typst_text(block.heading.text)}\n{_typst_block(block.signs, files)}"
            return f"#block(stroke: 2pt, inset: 10pt, width: 100%, breakable: false)[{inner}]"


def _typst_text(text: Inline) -> str:
    out = []
    for run in text:
        words = re.sub(r"([\\#*_`$<>@=~\[\]/+\-])", r"\\\1", run.text)
        words = f"#strong[{words}]" if run.strong else words
        out.append(f'#link("{run.href}")[{words}]' if run.href else words)
    return "".join(out)


# --- WeasyPrint -----------------------------------------------------------------------------------------------------


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
        "body { font: 14pt/1.36 body } h1, h2 { color: #00396b } h1 { font-size: 30pt } .small { font-size: 12pt }"
        ".alert { border: 2pt solid; padding: 0 10pt; break-inside: avoid } .main-message { font-size: 16pt }"
    )
    body = "".join(_html_block(block) for _, block in blocks(plan, Medium.PRINT))
    return (
        f'<html lang="{plan.language}"><head><title>{html.escape(plan.title)}</title>'
        f"<style>{faces}{css}</style></head><body>{body}</body></html>"
    )


def _html_block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{_html_text(block.text)}</h{block.level}>"
        case Paragraph():
            return f'<p class="{block.role.value.replace(" ", "-")}">{_html_text(block.text)}</p>'
        case Figure():
            data = base64.b64encode(block.picture.image.data).decode()
            alt = html.escape(plain(block.picture.alt))
            caption = _html_block(block.caption) if block.caption else ""
            style = f"width: {PICTURE if block.spoken else 36}pt"
            return f'<img src="data:image/svg+xml;base64,{data}" alt="{alt}" style="{style}">{caption}'
        case Scan():
            return f"<p>{_html_text(block.text)}</p>"
        case ItemList():
            tag = "ol" if block.numbering is Numbering.DECIMAL else "ul"
            items = "".join(f"<li>{''.join(map(_html_block, item.blocks))}</li>" for item in block.items)
            return f"<{tag}>{items}</{tag}>"
        case Alert():
            return f'<section class="alert">{_html_block(block.heading)}{_html_block(block.signs)}</section>'


def _html_text(text: Inline) -> str:
    out = []
    for run in text:
        words = html.escape(run.text)
        words = f"<strong>{words}</strong>" if run.strong else words
        out.append(f'<a href="{html.escape(run.href)}">{words}</a>' if run.href else words)
    return "".join(out)
