"""Files: which articles a folder holds, reading that never hangs, writing that is whole or not at all.

Threats: a pipe or device with a file's name, on which reading would never end; a file too large to hold; a program
or machine that stops in the middle of writing.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.diagnostics import FileProblem

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_ARTICLE = 1024 * 1024
"""Bytes."""

LEFT_OVER = ".pamphlet-*.part"
"""What a writer that was killed may leave behind, as a pattern of file names."""

_MIB = 1024 * 1024
_ENDINGS = (".yaml", ".yml")
_LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)")

# Without these two a pipe blocks on opening, and Windows changes line ends; neither is on every system.
_SAFE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class ArticleFile(NamedTuple):
    """An article's file. ``name`` is its name without the ending (``back.es``), ``stem`` also without language."""

    path: Path
    stem: str
    language: str | None = None

    @property
    def name(self) -> str:
        """What its outputs are called by."""
        return self.path.stem


def article_file(path: Path) -> ArticleFile:
    """Return what a file name says: ``back.yaml``, or ``back.es.yaml`` for the same article in Spanish."""
    found = _LANGUAGE.fullmatch(path.stem)
    return ArticleFile(path, found["stem"], found["language"]) if found else ArticleFile(path, path.stem)


def is_article(path: Path) -> bool:
    """Tell whether a file name is one of an article."""
    named = path.suffix.lower() in _ENDINGS and not path.name.startswith(".")
    return named and not _is_clinic(path)


def _is_clinic(path: Path) -> bool:
    return path.stem.lower() == "clinic" and path.suffix.lower() in _ENDINGS


def clinic_file(folder: Path) -> Path | None:
    """Return the path of the folder's ``clinic.yaml``, if there is one. Raises :class:`FileProblem`."""
    return min((path for path in _entries(folder) if _is_clinic(path)), default=None)


def articles(folder: Path) -> tuple[ArticleFile, ...]:
    """Return the articles of a folder, by name; folders in it are not looked into.

    Raises :class:`FileProblem` where the folder cannot be read.
    """
    found = (path for path in _entries(folder) if is_article(path) and not path.is_dir())
    return tuple(article_file(path) for path in sorted(found))


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError as broken:
        raise _problem("the folder", folder, broken, "read") from broken


def read(path: Path, largest: int = LARGEST_ARTICLE) -> bytes:
    """Return a file's bytes.

    Raises :class:`FileProblem` where it is missing, not a regular file, over ``largest`` bytes or not readable.
    Never waits for a pipe or device.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _SAFE)
        try:
            return _read(handle, path, largest)
        finally:
            os.close(handle)
    except (OSError, ValueError) as broken:
        raise _problem("the file", path, broken, "read") from broken


def _read(handle: int, path: Path, largest: int) -> bytes:
    state = os.fstat(handle)
    if not stat.S_ISREG(state.st_mode):
        what = "a folder" if stat.S_ISDIR(state.st_mode) else "a pipe or device"
        raise FileProblem(f"{shown(path)} is {what}, not a file", "give the name of a file")
    # The size that the system tells may be out of date, so it is not trusted to be the end.
    data = bytearray()
    while len(data) <= largest and (piece := os.read(handle, largest + 1 - len(data))):
        data += piece
    if len(data) > largest:
        size = f"{max(state.st_size, len(data)) / _MIB:.1f} MiB"
        raise FileProblem(f"the file {shown(path)} is too large: {size}, where {largest // _MIB} MiB is the most")
    return bytes(data)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all: beside its place, onto the disk, then renamed.

    Makes the folder if it is missing. An older file of that name stays until the new one is whole, and stays if
    anything goes wrong. Raises :class:`FileProblem` with words for the user.
    """
    try:
        target = path.resolve() if path.is_symlink() else path
        if target.exists() and not target.is_file():
            raise FileProblem(f"{shown(path)} is there already, and is not a file", "choose another name with -o")
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(LEFT_OVER.replace("*", os.urandom(8).hex()))
        try:
            _write_through(beside, data)
            beside.replace(target)
        except BaseException:  # Ctrl-C too must leave nothing behind
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
        _sync_folder(target.parent)
    except (OSError, ValueError) as broken:
        raise _problem("the file", path, broken, "written") from broken


def _write_through(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the rename last. Some systems cannot open a folder; there the rename is as lasting as it gets."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _problem(what: str, path: Path, broken: OSError | ValueError, done: str) -> FileProblem:
    """Return a failed call in words: what happened, and what the user can do."""
    code = broken.errno if isinstance(broken, OSError) else errno.EINVAL
    for codes, message, hint in _MEANINGS:
        if code in codes:
            return FileProblem(f"{what} {shown(path)} {message.format(done=done)}", hint)
    reason = broken.strerror if isinstance(broken, OSError) and broken.strerror else str(broken)
    return FileProblem(f"{what} {shown(path)} cannot be {done}: {clean(reason)}")


_MEANINGS = (
    (frozenset({errno.ENOENT, errno.ENOTDIR}), "is not there", "check its name and folder"),
    (
        frozenset({errno.EACCES, errno.EPERM, errno.EBUSY}),
        "cannot be {done}: access is denied",
        "close it in other programs, and check who may change it",
    ),
    (frozenset({errno.ENOSPC, errno.EDQUOT}), "cannot be {done}: the disk is full", "free some space, and try again"),
    (frozenset({errno.EEXIST}), "cannot be {done}: a file has the name of its folder", "choose another name with -o"),
    (frozenset({errno.EROFS}), "cannot be {done}: the disk is write-protected", "choose another folder with -o"),
    (
        frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}),
        "has a name that cannot be used",
        "choose another name",
    ),
    (frozenset({errno.ENXIO, errno.ENODEV}), "is a pipe or device, not a file", "give the name of a file"),
)


def shown(path: Path) -> str:
    """Return a path as messages name it."""
    return f"`{clean(str(path))}`"


def clean(text: str) -> str:
    """Return text as a message can hold it: whatever a terminal would obey is replaced."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
