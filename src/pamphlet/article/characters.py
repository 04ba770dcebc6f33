"""Characters that an author cannot see: they hide in pasted text, and print or speak as something unexpected."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
"""What YAML cannot hold, and the line separators that YAML takes for line ends while editors do not."""

_BIDI = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

_UNSEEN = (
    _CONTROL + _BIDI + r"\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\ufff9-\ufffb"
)
"""Joiners (U+200C, U+200D) and variation selectors are not here: scripts and emoji need them."""

_FILLERS = r"\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\ufff9-\ufffb"
"""Joiners (U+200C, U+200D) and variation selectors are not here: scripts and emoji need them."""

CONTROL = re.compile(f"[{_CONTROL}]")
UNSEEN = re.compile(f"[{_CONTROL}{_BIDI}{_FILLERS}]")

_UNNAMED = {"\x00": "null", "\x07": "bell", "\x08": "backspace", "\x1b": "escape", "\x7f": "delete"}


def describe(char: str) -> str:
    """Return what to call a character that cannot be shown, such as ``U+200B (zero width space)``."""
    kind = "control character" if unicodedata.category(char) == "Cc" else ""
    name = unicodedata.name(char, _UNNAMED.get(char, kind)).lower()
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"


def shown(text: str) -> str:
    """Return ``text`` in quotes for a message."""
    return f'"{clean(text)}"'


def clean(text: str, limit: int = 60) -> str:
    """Return ``text`` as a message can hold it: on one line, nothing unseen in it, cut after ``limit`` characters."""
    plain = UNSEEN.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    return f"{plain[:limit]}…" if len(plain) > limit else plain
