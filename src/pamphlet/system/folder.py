"""A content folder on disk: its articles' titles, and pictures that may not lie outside it, not even by a link."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlet.diagnostics import FileProblem
from pamphlet.system.files import ArticleFile, articles, clean, read, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

LARGEST_PICTURE = 20 * 1024 * 1024
"""Bytes."""


class ContentFolder:
    """A folder of articles on disk, as the parser asks for it (:class:`pamphlet.article.folder.Folder`).

    Keep one for all articles of a folder: it reads each related article's title once, and again when it changes.
    ``title_of`` returns title and language from an article's bytes; it is passed in because this module knows files
    and not articles.
    """

    def __init__(self, root: Path, title_of: Callable[[bytes], tuple[str, str] | None]) -> None:
        """Take the folder; nothing is read yet."""
        self.root = root
        self._title_of = title_of
        self._titles: dict[Path, tuple[tuple[int, int], tuple[str, str] | None]] = {}
        self._by_stem: dict[str, tuple[ArticleFile, ...]] = {}
        self._listed: int | None = None

    def picture(self, file: str) -> bytes:
        """Return the bytes of a picture. Raises :class:`FileProblem` with words for the author."""
        name = f"`{clean(file)}`"
        if "\\" in file:
            raise FileProblem(f"the picture {name} has a `\\` in its path", "write `/` instead")
        try:
            path = (self.root / file).resolve()
            inside = path.is_relative_to(self.root.resolve()) and not Path(file).is_absolute()
            present = inside and path.exists()
        except (OSError, ValueError, RuntimeError):  # a name too long, a link to itself
            raise FileProblem(f"the picture {name} cannot be found", "check its path") from None
        if not inside:
            hint = "copy it into the folder, and write its path from there"
            raise FileProblem(f"the picture {name} lies outside the folder of the articles", hint)
        if not present:
            raise FileProblem(f"there is no picture {name}", self._near(file))
        try:
            return read(path, LARGEST_PICTURE)
        except FileProblem as problem:
            words = problem.message.replace("the file ", "").replace(shown(path), f"the picture {name}")
            raise FileProblem(words, problem.hint) from None

    def related_title(self, stem: str, language: str) -> tuple[str, str] | None:
        """Return the title of another article and the language that it is in, preferring ``language``."""
        versions = self._articles().get(stem, ())
        return next(
            (title for file in sorted(versions, key=_nearness(language)) if (title := self._title(file.path))), None
        )

    def stems(self) -> Collection[str]:
        """Return the stems of all articles in the folder."""
        return self._articles().keys()

    def _articles(self) -> dict[str, tuple[ArticleFile, ...]]:
        """List the folder, again only when it has changed."""
        try:
            changed = self.root.stat().st_mtime_ns
            if changed != self._listed:
                self._by_stem = {}
                for file in articles(self.root):
                    self._by_stem[file.stem] = (*self._by_stem.get(file.stem, ()), file)
                self._listed = changed
        except (OSError, FileProblem):
            self._by_stem, self._listed = {}, None
        return self._by_stem

    def _title(self, path: Path) -> tuple[str, str] | None:
        try:
            state = path.stat()
            version = (state.st_mtime_ns, state.st_size)
            known = self._titles.get(path)
            if known is None or known[0] != version:
                known = (version, self._title_of(read(path)))
                self._titles[path] = known
        except (OSError, FileProblem):
            return None
        return known[1]

    def _near(self, file: str) -> str:
        import difflib  # noqa: PLC0415 - only who errs waits for it

        near = difflib.get_close_matches(file, _pictures_below(self.root), n=1, cutoff=0.8)
        return f"did you mean `{near[0]}`?" if near else "check its path; it is looked for from the article's folder"


def _nearness(language: str) -> Callable[[ArticleFile], tuple[bool, bool, bool]]:
    """Return how to sort an article's versions: this language, the same of another region, none named, others."""
    wanted = language.lower()

    def key(file: ArticleFile) -> tuple[bool, bool, bool]:
        own = (file.language or "").lower()
        return own != wanted, own.split("-")[0] != wanted.split("-")[0], own != ""

    return key


def _pictures_below(root: Path) -> list[str]:
    """Return the paths of pictures in the folder, to name the one that was meant; a large folder is cut short."""
    found: list[str] = []
    for visited, (folder, folders, names) in enumerate(os.walk(root)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder).relative_to(root)
        found += [(here / name).as_posix() for name in sorted(names) if name.lower().endswith(_PICTURES)]
        if len(found) > _MOST_NAMES or visited > _MOST_FOLDERS:
            break
    return found


_PICTURES = (".png", ".jpg", ".jpeg", ".svg")
_MOST_NAMES = 2_000
_MOST_FOLDERS = 200
