"""Pictograms for the advice that leaflets give most: line drawings of one style, our own work, one SVG each.

Each is 48 units square, drawn in one colour and one line width, and still clear at 10 mm in greyscale. They mean
nothing by themselves: the words beside one say what it shows. ``docs/pictograms.md`` has them all in a picture.
"""

from __future__ import annotations

from pathlib import Path

NAMES: tuple[str, ...] = (
    "ambulance",
    "breathing",
    "calendar",
    "clock",
    "cold-pack",
    "doctor",
    "drink-water",
    "eat-well",
    "emergency",
    "heat",
    "hospital",
    "hygiene",
    "medicine",
    "no-alcohol",
    "no-smoking",
    "pharmacist",
    "phone",
    "rest",
    "sleep",
    "stretch",
    "walk",
    "warm-bath",
    "warm-up",
    "weights",
)
"""What an author can name, sorted."""

_FOLDER = Path(__file__).parent
_KNOWN = frozenset(NAMES)


def read(name: str) -> bytes:
    """Return the bytes of a pictogram's SVG. Raises :class:`KeyError` for a name that is not in :data:`NAMES`."""
    if name not in _KNOWN:
        raise KeyError(name)
    return (_FOLDER / f"{name}.svg").read_bytes()
