"""Each file of ``tests/bad`` gets exactly the words that stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlet.article.model import Stem
from pamphlet.article.parse import parse_article, parse_clinic, title_of
from pamphlet.diagnostics import Severity
from pamphlet.system.files import article_file, articles
from pamphlet.system.folder import ContentFolder

BAD = Path(__file__).parent.parent / "bad"
FOLDER = ContentFolder(BAD, title_of)
CASES = sorted(BAD.glob("*.txt"))


@pytest.mark.parametrize("expected", CASES, ids=lambda path: path.stem)
def test_exact_words(expected: Path) -> None:
    file = article_file(expected.with_suffix(".yaml"))
    data = file.path.read_bytes()
    name = file.path.name
    if name.startswith("clinic-"):
        clinic = parse_clinic(data, path=name, folder=FOLDER)
        value, diagnostics = clinic.value is not None, clinic.diagnostics
    else:
        article = parse_article(data, path=name, stem=Stem(file.stem), folder=FOLDER)
        value, diagnostics = article.value is not None, article.diagnostics
    assert "".join(f"{each}\n" for each in diagnostics) == expected.read_text(encoding="utf-8")
    assert value == all(each.severity is Severity.WARNING for each in diagnostics)


def test_every_case_has_its_words() -> None:
    without_words = [file.name for file in articles(BAD) if not file.path.with_suffix(".txt").exists()]
    assert without_words == ["companion-article", "companion-without-title"]
    assert len(CASES) >= 140
    assert [case.stem for case in CASES if not case.read_text(encoding="utf-8").strip()] == []


@pytest.mark.parametrize("expected", CASES, ids=lambda path: path.stem)
def test_words_for_clinic_staff(expected: Path) -> None:
    """No jargon of the tools that we read with, and nothing that a terminal would obey."""
    words = expected.read_text(encoding="utf-8")
    for jargon in (
        "dditional",
        "propert",
        "regex",
        "^",
        "$",
        "schema",
        "scalar",
        "sequence",
        "mapping",
        "Python",
        "None",
    ):
        assert jargon not in words
    assert all(char.isprintable() or char == "\n" for char in words)
    for line in words.splitlines():
        assert line.startswith((f"{expected.stem}.yaml:", "  hint: "))
