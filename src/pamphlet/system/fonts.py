"""Where fonts lie: the bundled ones, and those that a content folder brings in its own ``fonts/``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pamphlet.system.files import read

if TYPE_CHECKING:
    from collections.abc import Callable

BUNDLED = ("AtkinsonHyperlegibleNext", "SourceSans3")
"""The first choice, and where a character is looked for next."""

_LARGEST = 32 * 1024 * 1024
_REGULAR = "-Regular.ttf"


def bundled_folder() -> Path:
    """Return the folder of the bundled fonts: in the installed package, or in the checkout it runs from."""
    package = Path(__file__).parents[1]
    installed = package / "fonts"
    return installed if installed.is_dir() else package.parents[1] / "fonts"


def brought_by(folder: Path) -> tuple[str, ...]:
    """Return the families in a content folder's ``fonts/``: NAME for each NAME-Regular.ttf, sorted."""
    found = sorted((folder / "fonts").glob("*" + _REGULAR))
    return tuple(path.name.removesuffix(_REGULAR) for path in found)


def reader(folder: Path | None = None) -> Callable[[str], bytes]:
    """Return a function that reads a font file by name, from a content folder's ``fonts/`` or the bundled ones.

    A family that comes without a bold is set in its regular throughout. The function raises
    :class:`~pamphlet.diagnostics.FileProblem`.
    """
    places = [bundled_folder()] + ([folder / "fonts"] if folder else [])

    def read_font(name: str) -> bytes:
        names = [name, name.replace("-Bold", "-Regular")]
        path = next(
            (place / each for each in names for place in places if (place / each).is_file()), places[0] / name
        )
        return read(path, _LARGEST)

    return read_font
