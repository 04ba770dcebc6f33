"""The wheel works alone: installed into an empty environment, run in an empty folder, away from this checkout."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from pamphlet import pictograms
from tests.content import write_article

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the build backend that is installed here: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q", "-w", str(folder), "."]
    subprocess.run(build, cwd=ROOT, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_carries_fonts_licences_and_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for font in ("AtkinsonHyperlegibleNext", "SourceSans3"):
        assert {f"pamphlet/fonts/{font}-{end}" for end in ("Regular.ttf", "Bold.ttf", "OFL.txt")} <= names
    assert {"pamphlet/article/schema.json", "pamphlet/locales/en.yaml", "pamphlet/pdf/sRGB.icc"} <= names
    assert {f"pamphlet/pictograms/{name}.svg" for name in pictograms.NAMES} <= names
    assert "pamphlet/py.typed" in names
    licences = {Path(name).name for name in names if "/licenses/" in name}
    assert {"LICENSE", "THIRD_PARTY.md"} <= licences
    assert not [name for name in names if name.startswith(("tests/", "content/", "output/"))]


def test_it_builds_a_leaflet_and_a_recording_where_only_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True)
    # The dependencies come from this environment by path; its own .pth files, which lead to the checkout, do not.
    packages = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    Path(packages, "dependencies.pth").write_text(sysconfig.get_path("purelib"))

    empty = tmp_path / "empty"
    article = write_article(empty)
    where = "import pamphlet; print(pamphlet.__file__)"
    found = subprocess.run([python, "-c", where], cwd=empty, capture_output=True, text=True, check=True).stdout
    assert str(home) in found
    program = python.with_name("pamphlet")
    for command, outputs in (("pdf", ["shins.pdf"]), ("audio", ["shins.mp3", "shins.vtt"])):
        done = subprocess.run(
            [program, command, article.name], cwd=empty, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == [f"output/{name}" for name in outputs]
        assert all((empty / "output" / name).stat().st_size > 500 for name in outputs)
