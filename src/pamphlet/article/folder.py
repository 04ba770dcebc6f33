"""What the parser needs of the folder that an article lies in. The parser reads no files itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection


class Folder(Protocol):
    """A content folder: :class:`pamphlet.system.files.ContentFolder` on disk, a few dictionaries in tests."""

    def picture(self, file: str) -> bytes:
        """Return the bytes of a picture, by its path from this folder as the author wrote it.

        Raises :class:`~pamphlet.diagnostics.FileProblem` where it is missing, outside the folder, not a file, too
        large or not readable.
        """
        ...

    def related_title(self, stem: str, language: str) -> tuple[str, str] | None:
        """Return the title of the article ``stem`` and the language that it is in, or ``None`` if there is none.

        ``language`` is preferred; else the article's file without a language in its name; else any other.
        """
        ...

    def stems(self) -> Collection[str]:
        """Return the stems of all articles in the folder."""
        ...
