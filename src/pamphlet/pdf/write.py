"""Sheets and structure tree → the bytes of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pamphlet.pdf.metadata import information, output_intent, xmp
from pamphlet.pdf.objects import Objects, number, text_string
from pamphlet.pdf.outline import write_outline
from pamphlet.pdf.tags import Tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pamphlet.pdf.objects import Ref
    from pamphlet.pdf.outline import Entry
    from pamphlet.pdf.sheet import LinkBox, Links, Sheet
    from pamphlet.pdf.tags import Element
    from pamphlet.plan import ReadingPlan

SHORT_EDGE = "/Duplex/DuplexFlipShortEdge/PrintScaling/None"
"""How a folded sheet is printed (ISO 32000-1 §12.2): at its own size, turned over its short edge."""

_MANY_PAGES = 4
"""From this many sheets on, a viewer opens with its outline shown."""


class Leaflet(NamedTuple):
    """A leaflet painted on its sheets, ready to be written; ``preferences`` are further viewer preferences."""

    plan: ReadingPlan
    document: Element
    sheets: Sequence[Sheet]
    links: Links
    outline: Sequence[Entry]
    preferences: str = ""


def write(leaflet: Leaflet, tool: str) -> bytes:
    """Return the file: catalog, pages, structure tree, outline and metadata of a PDF/UA-1 and PDF/A-2a document."""
    plan, sheets, links = leaflet.plan, leaflet.sheets, leaflet.links
    objects = Objects()
    kept = [objects.add() for _ in sheets]
    pages = [ref for ref, _ in kept]
    tree, tree_raw = objects.add()
    annotations = [objects.add(_annotation(box, pages, len(sheets) + key))[0] for key, box in enumerate(links.boxes)]
    resources = _resources(sheets, objects)
    for sheet, (_, raw) in zip(sheets, kept, strict=True):
        here = [annotations[key] for key, box in enumerate(links.boxes) if box.sheet == sheet.index]
        contents = objects.stream(sheet.content())
        # The structure's order is also the tab order (ISO 14289-1 §7.18.3).
        annots = f"/Annots[{' '.join(here)}]/Tabs/S" if here else ""
        raw.data = (
            f"<</Type/Page/Parent {tree}/MediaBox[0 0 {number(sheet.width)} {number(sheet.height)}]"
            f"/Resources {resources}/Contents {contents}/StructParents {sheet.index}{annots}>>"
        ).encode("ascii")
    tree_raw.data = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(pages)}]>>".encode("ascii")
    structure = Tree(objects, pages, annotations).write(
        leaflet.document, [sheet.marks for sheet in sheets], links.elements
    )
    outlines = write_outline(leaflet.outline, objects, pages)
    metadata = objects.stream(xmp(plan, tool), "/Type/Metadata/Subtype/XML", compress=False)
    shown = f"/Outlines {outlines}" if outlines else ""
    shown += "/PageMode/UseOutlines" if outlines and len(sheets) >= _MANY_PAGES else ""
    catalog = (
        f"<</Type/Catalog/Pages {tree}/Lang {text_string(plan.language)}/MarkInfo<</Marked true>>"
        f"/StructTreeRoot {structure}/Metadata {metadata}/OutputIntents[{output_intent(objects)}]"
        f"/ViewerPreferences<</DisplayDocTitle true{leaflet.preferences}>>{shown}>>"
    )
    return objects.finish(catalog.encode("ascii"), information(plan, tool))


def _resources(sheets: Sequence[Sheet], objects: Objects) -> Ref:
    """Embed each font and picture once for all sheets, in a fixed order."""
    fonts = {name: page for sheet in sheets for name, page in sheet.pages.items()}
    drawings = {name: drawing for sheet in sheets for name, drawing in sheet.drawings.items()}
    font_refs = "".join(f"/{name} {fonts[name].embed(objects)}" for name in sorted(fonts))
    drawing_refs = "".join(f"/{name} {drawings[name].embed(objects)}" for name in sorted(drawings))
    pictures = f"/XObject<<{drawing_refs}>>" if drawings else ""
    return objects.add(f"<</Font<<{font_refs}>>{pictures}>>".encode("ascii"))[0]


def _annotation(box: LinkBox, pages: Sequence[Ref], key: int) -> bytes:
    """Return a link annotation: printed, invisible, described (ISO 14289-1 §7.18.5, ISO 19005-2 §6.5.3)."""
    rect = " ".join(map(number, box.rect))
    text = (
        f"<</Type/Annot/Subtype/Link/Rect[{rect}]/Border[0 0 0]/F 4/P {pages[box.sheet]}/StructParent {key}"
        f"/Contents {text_string(box.contents)}/A<</S/URI/URI {text_string(box.url)}>>>>"
    )
    return text.encode("ascii")
