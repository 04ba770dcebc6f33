"""A batch: everything is built, one article stops nothing, and what is told is true."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pamphlet import batch
from pamphlet.batch import Job, Result
from tests.content import write_article

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Heard:
    """A report that remembers."""

    def __init__(self) -> None:
        self.articles = 0
        self.files: list[str] = []
        self.results: dict[str, Result] = {}

    def begin(self, articles: int) -> None:
        """Remember how many."""
        self.articles = articles

    def wrote(self, path: Path) -> None:
        """Remember the file, which must be there."""
        assert path.is_file()
        self.files.append(path.name)

    def done(self, result: Result) -> None:
        """Remember what became of an article."""
        self.results[result.path.name] = result


def told(result: Result) -> str:
    return "\n".join(map(str, result.diagnostics))


def test_every_article_is_built_in_print_and_sound(tmp_path: Path) -> None:
    for name in ("arms", "back", "calves"):
        write_article(tmp_path / "content", name)
    heard = Heard()
    summary = batch.run(tmp_path / "content", tmp_path / "out", report=heard, jobs=2)
    assert (summary.articles, summary.failed, summary.files) == (3, 0, 9)
    expected = sorted(f"{name}.{ending}" for name in ("arms", "back", "calves") for ending in ("pdf", "mp3", "vtt"))
    assert sorted(heard.files) == expected
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == expected
    assert summary.sentence().startswith("3 of 3 articles built, 9 files written in ")


def test_the_clinic_decides_which_editions_are_printed(tmp_path: Path) -> None:
    write_article(tmp_path)
    (tmp_path / "clinic.yaml").write_text("editions: [standard, large, booklet]\n")
    heard = Heard()
    batch.run(tmp_path, tmp_path / "out", report=heard, jobs=1)
    assert sorted(heard.files) == ["shins-booklet.pdf", "shins-large.pdf", "shins.mp3", "shins.pdf", "shins.vtt"]


def test_a_failing_article_is_reported_and_the_rest_is_built(tmp_path: Path) -> None:
    write_article(tmp_path, "good")
    write_article(tmp_path, "bad", **{"language: en-GB": "language: en-GB\nextra: 1"})
    heard = Heard()
    summary = batch.run(tmp_path, tmp_path / "out", report=heard, jobs=2)
    assert (summary.articles, summary.failed) == (2, 1)
    assert heard.results["bad.yaml"].failed
    assert "unknown key" in told(heard.results["bad.yaml"])
    assert sorted(heard.files) == ["good.mp3", "good.pdf", "good.vtt"]
    assert "1 of 2 articles built, 3 files written, 1 failed" in summary.sentence()


def test_an_edition_that_fails_does_not_take_the_others_along(tmp_path: Path) -> None:
    write_article(tmp_path, **{"Shin pain is common.": "Shin pain is common. " * 300})
    (tmp_path / "clinic.yaml").write_text("editions: [standard, trifold]\n")
    heard = Heard()
    summary = batch.run(tmp_path, tmp_path / "out", report=heard, jobs=1)
    assert summary.failed == 1
    assert "the tri-fold has no room for" in told(heard.results["shins.yaml"])
    assert sorted(heard.files) == ["shins.mp3", "shins.pdf", "shins.vtt"]


def test_two_articles_that_would_write_the_same_files_are_both_refused(tmp_path: Path) -> None:
    first = write_article(tmp_path, "shins")
    first.with_suffix(".yml").write_text(first.read_text())
    heard = Heard()
    summary = batch.run(tmp_path, tmp_path / "out", report=heard, jobs=1)
    assert summary.failed == 2
    assert told(heard.results["shins.yaml"]) == (
        f"{first}:1:1: error: this article and `shins.yml` would write the same files, `shins.pdf` and others\n"
        "  hint: rename one of them"
    )
    assert heard.files == []


def test_a_file_of_an_earlier_run_is_named_when_its_article_fails(tmp_path: Path) -> None:
    write_article(tmp_path)
    batch.run(tmp_path, tmp_path / "out", report=Heard(), jobs=1)
    write_article(tmp_path, **{"language: en-GB": "language: 7"})
    heard = Heard()
    batch.run(tmp_path, tmp_path / "out", report=heard, jobs=1)
    assert f"warning: `{tmp_path / 'out' / 'shins.pdf'}` is from an earlier run" in told(heard.results["shins.yaml"])


def test_a_broken_clinic_file_fails_every_article_with_its_place(tmp_path: Path) -> None:
    write_article(tmp_path)
    (tmp_path / "clinic.yaml").write_text("papre: a4\n")
    heard = Heard()
    assert batch.run(tmp_path, tmp_path / "out", report=heard, jobs=1).failed == 1
    assert told(heard.results["shins.yaml"]).startswith(f"{tmp_path / 'clinic.yaml'}:1:1: error: ")


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    assert batch.run(tmp_path, tmp_path / "out", report=Heard()).articles == 0


def _crash(job: Job) -> Result:
    """Stand in for building: an article named so takes its process down, like a fault in a library would."""
    if job.path.stem == "crash":
        os._exit(3)
    return Result(job.path, (), (), 0.0)


def test_a_worker_that_dies_is_replaced_and_the_culprit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "crash", "d", "e", "f"):
        write_article(tmp_path, name)
    monkeypatch.setattr(batch, "build_article", _crash)
    heard = Heard()
    summary = batch.run(tmp_path, tmp_path / "out", report=heard, jobs=2)
    assert (summary.articles, summary.failed) == (6, 1)
    assert sorted(heard.results) == ["a.yaml", "b.yaml", "crash.yaml", "d.yaml", "e.yaml", "f.yaml"]
    assert "building this article crashes the program" in told(heard.results["crash.yaml"])
