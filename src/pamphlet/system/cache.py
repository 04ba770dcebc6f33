"""A cache on disk for what is slow to make and the same each time: losing it costs time, never a result.

It lies where the system keeps such things; ``PAMPHLET_CACHE`` names another folder, or none where it is empty. Every
entry carries a digest of itself, so that a damaged one is made again instead of used.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_SWEEP_EVERY = 64


class FileCache:
    """Bytes by key, in files of one folder; ``limit`` is how many bytes they may take together.

    Several processes may share it. A folder that cannot be used is a cache that forgets.
    """

    def __init__(self, folder: Path, limit: int = 256 * 1024 * 1024) -> None:
        """Take the folder; it is made when the first entry is put."""
        self.folder = folder
        self.limit = limit
        self._puts = 0

    def get(self, key: str) -> bytes | None:
        """Return what was put, or ``None``: never put, swept away, or damaged."""
        try:
            data = (self.folder / key).read_bytes()
        except OSError:
            return None
        digest, body = data[:_DIGEST], data[_DIGEST:]
        return body if hashlib.sha256(body).digest() == digest else None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under a key (a file name); where that is not possible, do without."""
        beside = self.folder / f".{key}.{os.getpid()}.part"
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(hashlib.sha256(data).digest() + data)
            beside.replace(self.folder / key)
            if self._puts % _SWEEP_EVERY == 0:
                self._sweep()
            self._puts += 1

    def _sweep(self) -> None:
        """Drop the oldest entries until the rest is within the limit."""
        entries = sorted(
            (entry.stat().st_mtime_ns, entry.stat().st_size, entry.path) for entry in os.scandir(self.folder)
        )
        excess = sum(size for _, size, _ in entries) - self.limit
        for _, size, path in entries:
            if excess <= 0:
                break
            Path(path).unlink(missing_ok=True)
            excess -= size


def user_cache(name: str) -> FileCache | None:
    """Return the cache of this name for the user who runs the program, or ``None`` where it is switched off."""
    asked = os.environ.get("PAMPHLET_CACHE")
    if asked is not None:
        return FileCache(Path(asked) / name) if asked else None
    import platformdirs  # noqa: PLC0415 - not needed where the folder is named

    return FileCache(Path(platformdirs.user_cache_dir("pamphlet", appauthor=False)) / name)
