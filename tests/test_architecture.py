"""The map in docs/architecture.md holds: who may import whom, and what is loaded when."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pamphlet"

MAY_IMPORT = {
    "__init__": set(),
    "__main__": {"cli"},
    "diagnostics": set(),
    "locales": set(),
    "pictograms": set(),
    "article": {"diagnostics", "pictograms"},
    "plan": {"diagnostics", "article"},
    "reading": {"diagnostics", "article", "plan", "locales"},
    "pdf": {"diagnostics", "article", "plan"},
    "speech": {"diagnostics", "article", "plan", "locales"},
    "system": {"diagnostics"},
    "build": {"diagnostics", "article", "plan", "locales", "pictograms", "reading", "pdf", "speech", "system"},
    "batch": {"diagnostics", "plan", "system", "build"},
    "progress": {"batch"},
    "cli": {"__init__", "diagnostics", "article", "plan", "speech", "system", "build", "batch", "progress"},
}

MODEL_ONLY = {"model", "colour"}
"""What a renderer may know of the article: the values that the plan is made of."""


def imports(path: Path) -> set[tuple[str, ...]]:
    """Return the modules of ours that a file imports, also for types and inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
            if node.module == "pamphlet":
                names = [f"pamphlet.{alias.name}" for alias in node.names]
        found |= {tuple(name.split(".")[1:]) for name in names if name.split(".")[0] == "pamphlet"}
    return {name for name in found if name and not name[0].startswith("__")}


def room(path: Path) -> str:
    """Return the room that a file stands in: the package below ours, or its own name."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


FILES = sorted(SOURCE.rglob("*.py"))


def test_every_room_is_on_the_map() -> None:
    assert len(FILES) > 40
    assert {room(path) for path in FILES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_one_way(path: Path) -> None:
    here = room(path)
    for name in imports(path):
        assert name[0] == here or name[0] in MAY_IMPORT[here], f"{here} may not import {'.'.join(name)}"
        if here in {"pdf", "speech"} and name[0] == "article":
            assert name[1] in MODEL_ONLY, f"a renderer reads the plan, not {'.'.join(name)}"


def test_the_architecture_page_names_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in MAY_IMPORT:
        if not name.startswith("__"):
            assert f"`{name}" in page, name


def loaded_by(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_help_loads_nothing_but_click() -> None:
    code = "from pamphlet.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    loaded = loaded_by(code)
    assert "click" in loaded
    heavy = {"reportlab", "numpy", "pyttsx3", "yaml", "jsonschema_rs", "rich", "PIL", "lameenc", "uharfbuzz"}
    assert heavy & loaded == set()


def test_print_loads_no_sound_and_speech_loads_no_print() -> None:
    assert {"numpy", "pyttsx3", "lameenc", "reportlab.platypus"} & loaded_by("import pamphlet.pdf.render") == set()
    assert {"reportlab", "PIL", "uharfbuzz"} & loaded_by("import pamphlet.speech.recording") == set()
