"""Language tags (BCP 47): one way to write each, so that ``EN-gb`` and ``en-GB`` are the same language."""

from __future__ import annotations

from pamphlet.article.model import LanguageTag

_SCRIPT_LENGTH = 4
_REGION_LENGTH = 2


def canonical(tag: str) -> LanguageTag:
    """Return a well-formed tag in its usual letters: language small, Script, REGION (RFC 5646 §2.1.1)."""
    first, *rest = tag.split("-")
    parts = [first.lower()]
    for part in rest:
        if len(parts[-1]) == 1:
            parts.append(part.lower())
        elif len(part) == _SCRIPT_LENGTH and part.isalpha():
            parts.append(part.title())
        elif len(part) == _REGION_LENGTH:
            parts.append(part.upper())
        else:
            parts.append(part.lower())
    return LanguageTag("-".join(parts))
