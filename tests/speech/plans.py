"""Plans built by hand: small ones that a test can see through, and one of every kind of block."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from pamphlet.article.model import Image, ImageKind, LanguageTag, Picture, Run, Tier
from pamphlet.plan import (
    Alert,
    Figure,
    Heading,
    ItemList,
    Label,
    ListItem,
    Medium,
    Numbering,
    Paragraph,
    Part,
    Role,
    Section,
)
from tests import articles

if TYPE_CHECKING:
    from pamphlet.article.model import Inline
    from pamphlet.plan import Block, ReadingPlan

_PICTURE = Picture("leg.png", Image(ImageKind.PNG, b"", 1, 1), (Run("A leg"),))


def words(text: str) -> Inline:
    """Return text as one run."""
    return (Run(text),)


def plan_of(*sections: Section, language: str = "en-GB", say: tuple[tuple[str, str], ...] = ()) -> ReadingPlan:
    """Return a plan of these sections."""
    return articles.plan()._replace(
        language=LanguageTag(language),
        title="Sore shins",
        publisher="Example Clinic",
        published=datetime.date(2026, 10, 1),
        sections=sections,
        say=say,
    )


def section(*blocks: Block, name: str = "Part", part: Part = Part.SECTION) -> Section:
    """Return a section of these blocks."""
    return Section(part, name, blocks)


def paragraphs(*texts: str) -> ReadingPlan:
    """Return a plan of plain paragraphs."""
    return plan_of(section(*(Paragraph(words(text)) for text in texts)))


FRONT = Section(
    Part.FRONT,
    "Sore shins",
    (
        Heading(1, words("Sore shins")),
        Paragraph(words("From Example Clinic."), Role.FRAME, Medium.SPEECH),
        Paragraph(words("Example Clinic"), Role.PUBLISHER, Medium.PRINT),
        Paragraph(words("This recording has 3 parts: Causes; Tips; When to get help."), Role.FRAME, Medium.SPEECH),
    ),
)
CAUSES = Section(
    Part.CAUSES,
    "Causes",
    (
        Heading(2, words("Causes")),
        Paragraph(words("Doing too much. Dr. Smith says so.")),
        Figure(_PICTURE, words("Picture: A leg"), Paragraph(words("The shin, marked."), Role.SMALL)),
        ItemList(Numbering.DISC, (ListItem(Label("•"), (Paragraph(words("Hard ground.")),)),)),
    ),
)
TIPS = Section(
    Part.PREVENTION,
    "Tips",
    (
        Heading(2, words("Tips")),
        ItemList(
            Numbering.DECIMAL,
            (
                ListItem(Label("1", "Tip 1 of 2."), (Paragraph(words("Rest for 2–3 days. Use ice.")),)),
                ListItem(Label("2", "Tip 2 of 2."), (Paragraph(words("Take 400 mg of ibuprofen.")),)),
            ),
        ),
    ),
)
HELP = Section(
    Part.GET_HELP,
    "When to get help",
    (
        Heading(2, words("When to get help")),
        Alert(
            Tier.EMERGENCY,
            Heading(3, words("Call 999 or go to A&E now if:")),
            ItemList(Numbering.DISC, (ListItem(Label("•"), (Paragraph(words("The leg is cold.")),)),)),
        ),
    ),
)
CLOSING = Section(
    Part.CLOSING,
    "This is the end of the recording.",
    (
        Paragraph(words("The phone number is 0800 123 4567."), Role.FRAME, Medium.SPEECH),
        Paragraph(words("This is the end of the recording."), Role.FRAME, Medium.SPEECH),
    ),
    Medium.SPEECH,
)
PRINTED_ONLY = Section(Part.SECTION, "On paper", (Paragraph(words("Cut here.")),), Medium.PRINT)

LEAFLET = plan_of(FRONT, CAUSES, TIPS, HELP, PRINTED_ONLY, CLOSING)
"""One of every kind of block."""
