"""How long the recording rests, by what a sentence is for.

No standard gives numbers. These are what talking newspapers and audio books settle on, and what listeners of
generated speech ask for most: a clear rest around headings, so that a list or a warning can be heard coming.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

HEAD = 750
"""Silence at the start, in milliseconds."""
CHAPTER = 1500
"""Silence before a chapter, in milliseconds, whatever it begins with."""
TAIL = 2000
"""Silence at the end, in milliseconds."""


class Beat(Enum):
    """What a text is for, to the ear."""

    TITLE = "title"
    FRAME = "frame"
    """What the recording says of itself."""
    HEADING = "heading"
    ALERT = "alert"
    """The heading of a "get help" tier."""
    MAIN_MESSAGE = "main message"
    PARAGRAPH = "paragraph"
    LABEL = "label"
    """"Tip 1 of 4.": a breath before, and almost none before the tip itself."""
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Pause:
    """Milliseconds before the first sentence of a text, between its sentences, and after the last."""

    before: int
    between: int
    after: int


PAUSES = MappingProxyType(
    {
        Beat.TITLE: Pause(0, 400, 1000),
        Beat.FRAME: Pause(0, 400, 800),
        Beat.HEADING: Pause(1500, 400, 900),
        Beat.ALERT: Pause(1500, 400, 900),
        Beat.MAIN_MESSAGE: Pause(0, 400, 1200),
        Beat.PARAGRAPH: Pause(0, 400, 800),
        Beat.LABEL: Pause(600, 200, 300),
        Beat.ITEM: Pause(0, 400, 600),
    }
)
