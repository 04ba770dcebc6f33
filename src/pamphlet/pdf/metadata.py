"""What the file says of itself: XMP packet, document information, output intent (ISO 19005-2 §6.2.3, §6.6)."""

from __future__ import annotations

import functools
import html
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlet.pdf.objects import stream, text_string

if TYPE_CHECKING:
    from pamphlet.pdf.objects import Objects, Ref
    from pamphlet.plan import ReadingPlan

_PROFILE = Path(__file__).with_name("sRGB.icc")

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{tool}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
"""PDF/A knows no pdfuaid schema, so the packet declares it (ISO 19005-2 §6.6.2.3)."""


def xmp(plan: ReadingPlan, tool: str) -> bytes:
    """Return the XMP packet. Its dates are the article's: the same article gives the same bytes on any day."""
    return _XMP.format(
        title=html.escape(plan.title),
        subject=html.escape(plan.subject),
        author=html.escape(plan.publisher),
        language=html.escape(plan.language),
        date=plan.published.isoformat(),
        tool=html.escape(tool),
    ).encode("utf-8")


def information(plan: ReadingPlan, tool: str) -> bytes:
    """Return the document information dictionary, which says the same as the XMP packet."""
    date = f"(D:{plan.published:%Y%m%d}000000Z)"
    entries = {
        "Title": plan.title,
        "Author": plan.publisher,
        "Subject": plan.subject,
        "Producer": tool,
        "Creator": tool,
    }
    pairs = "".join(f"/{name} {text_string(value)}" for name, value in entries.items() if value)
    return f"<<{pairs}/CreationDate {date}/ModDate {date}>>".encode("ascii")


@functools.cache
def _profile() -> bytes:
    return stream(_PROFILE.read_bytes(), "/N 3")


def output_intent(objects: Objects) -> Ref:
    """Add the output intent: sRGB, from a fixed profile (one made on the fly would carry today's date)."""
    profile, _ = objects.add(_profile())
    name = text_string("sRGB IEC61966-2.1")
    intent = (
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier {name}/Info {name}/DestOutputProfile {profile}>>"
    )
    return objects.add(intent.encode("ascii"))[0]
