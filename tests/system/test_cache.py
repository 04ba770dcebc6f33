"""The cache on disk: losing it costs time, never a result."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pamphlet.pdf.pictures import Drawings
from pamphlet.system.cache import FileCache, user_cache
from tests.articles import SQUARE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_what_was_put_is_got_also_by_another_process_of_the_same_user(tmp_path: Path) -> None:
    FileCache(tmp_path).put("key", b"data")
    assert FileCache(tmp_path).get("key") == b"data"
    assert FileCache(tmp_path).get("other") is None


def test_a_damaged_entry_is_not_used(tmp_path: Path) -> None:
    cache = FileCache(tmp_path)
    cache.put("key", b"data")
    (tmp_path / "key").write_bytes((tmp_path / "key").read_bytes()[:-1] + b"x")
    assert cache.get("key") is None


def test_a_folder_that_cannot_be_used_is_a_cache_that_forgets(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = FileCache(tmp_path / "file")
    cache.put("key", b"data")
    assert cache.get("key") is None


def test_the_oldest_entries_go_when_the_limit_is_reached(tmp_path: Path) -> None:
    old = FileCache(tmp_path)
    for age, name in enumerate(("newest", "middle", "oldest")):
        old.put(name, bytes(100))
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    FileCache(tmp_path, limit=400).put("another", bytes(100))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another", "middle", "newest"]


def test_an_empty_variable_switches_the_cache_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PAMPHLET_CACHE", "")
    assert user_cache("drawings") is None
    monkeypatch.setenv("PAMPHLET_CACHE", str(tmp_path))
    cache = user_cache("drawings")
    assert cache is not None
    assert cache.folder == tmp_path / "drawings"


def test_a_cached_drawing_is_the_one_that_would_be_made(tmp_path: Path) -> None:
    made = Drawings().of(SQUARE)
    Drawings(lambda: FileCache(tmp_path)).of(SQUARE)
    assert len(list(tmp_path.iterdir())) == 1
    assert Drawings(lambda: FileCache(tmp_path)).of(SQUARE) == made
