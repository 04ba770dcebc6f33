"""veraPDF judges all content in all editions, and odd generated articles (`make conformance`)."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pamphlet import build
from pamphlet.article.model import Paper
from pamphlet.diagnostics import Refusal
from pamphlet.pdf.render import render
from pamphlet.plan import Edition, ReadingPlan
from pamphlet.system.files import articles
from tests.articles import plans
from tests.conftest import unavailable
from tests.content import CONTENT

VERAPDF = Path(__file__).parents[2] / "tools" / "verapdf"
TODAY = datetime.date(2026, 11, 1)

pytestmark = pytest.mark.conformance


def content_files(folder: Path) -> int:
    """Build every edition of every article on both papers; return how many a tri-fold has no room for."""
    library = build.Library(CONTENT)
    refused = 0
    for file in articles(CONTENT):
        draft = build.draft(file.path, library, TODAY)
        for edition in Edition:
            for paper in Paper:
                try:
                    made, _ = build.pdf(draft, library, edition, paper)
                except Refusal:
                    assert edition is Edition.TRIFOLD
                    refused += 1
                    continue
                (folder / f"{paper.name}-{made.name}").write_bytes(made.data)
    return refused


def generated_files(folder: Path) -> None:
    """Render odd articles, the same ones each time."""
    press = build.Library(CONTENT).press

    @seed(20261122)
    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(plans(), st.sampled_from(Edition), st.sampled_from(Paper)))
    def write(leaflet: tuple[ReadingPlan, Edition, Paper]) -> None:
        made, edition, paper = leaflet
        try:
            data = render(made, press, edition, paper)
        except Refusal:
            return
        (folder / f"odd-{len(list(folder.iterdir()))}-{edition.value}.pdf").write_bytes(data)

    write()


def test_every_file_is_pdf_ua_1_and_pdf_a_2a(tmp_path: Path) -> None:
    refused = content_files(tmp_path)
    generated_files(tmp_path)
    files = sorted(tmp_path.glob("*.pdf"))
    count = len(articles(CONTENT))
    assert len(files) >= count * len(Edition) * len(Paper) - refused + 40
    judged = subprocess.run([VERAPDF, *files], capture_output=True, text=True, check=False)
    if judged.returncode == 2:
        unavailable(judged.stderr.strip().splitlines()[-1])
    lines = judged.stdout.splitlines()
    failed = [line for line in lines if not line.startswith("PASS")]
    assert failed == []
    assert len([line for line in lines if line.endswith(" ua1")]) == len(files)
    assert len([line for line in lines if line.endswith(" 2a")]) == len(files)
    assert judged.returncode == 0


def test_the_judge_can_say_no(tmp_path: Path) -> None:
    """A check that cannot fail is a defect: the same file with one claim taken away must not pass."""
    library = build.Library(CONTENT)
    draft = build.draft(articles(CONTENT)[0].path, library, TODAY)
    made, _ = build.pdf(draft, library, Edition.STANDARD)
    broken = made.data.replace(b"/MarkInfo<</Marked true>>", b"/MarkInfo<</Unmark true>>")
    assert broken != made.data
    path = tmp_path / "broken.pdf"
    path.write_bytes(broken)
    judged = subprocess.run([VERAPDF, path], capture_output=True, text=True, check=False)
    if judged.returncode == 2:
        unavailable(judged.stderr.strip().splitlines()[-1])
    assert judged.returncode == 1
    assert "FAIL" in judged.stdout
