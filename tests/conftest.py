"""Fixtures that every part's tests share."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

STRICT = os.environ.get("PAMPHLET_TOOLS") == "required"
"""Set by CI: a check that could not run there is a failure; on a user's machine it is skipped with the reason."""


def unavailable(reason: str) -> None:
    """End the test: skipped with the reason, or failed where everything must run."""
    if STRICT:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Return a function that finds a program from outside Python by its name."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            unavailable(f"{name} is not installed")
        assert path is not None
        return path

    return find


@pytest.fixture(scope="session", autouse=True)
def _cache_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's own cache out of the tests."""
    os.environ["PAMPHLET_CACHE"] = str(tmp_path_factory.mktemp("cache"))
