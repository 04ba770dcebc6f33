"""The fonts of the repository, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlet.pdf.fonts import FontSet
from pamphlet.pdf.pictures import Drawings
from pamphlet.pdf.press import Press

FONTS = Path(__file__).parents[2] / "fonts"


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    """Return the bundled fonts."""
    return FontSet(("AtkinsonHyperlegibleNext", "SourceSans3"), lambda name: (FONTS / name).read_bytes())


@pytest.fixture(scope="session")
def press(fonts: FontSet) -> Press:
    """Return a press that keeps its drawings in memory."""
    return Press(fonts, Drawings())
