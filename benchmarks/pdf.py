"""How long a leaflet takes to print, beside plain untagged ReportLab, Typst (ua-1) and WeasyPrint (ua-1), in one run.

    make bench        or    python benchmarks/pdf.py [--rounds N]

Warm: one process, inputs ready, a different variant of the content each time (what is the same in a batch may be
cached, a finished page may not). Cold: a whole process for one leaflet, file to file. Runs are interleaved, because
machines drift; medians and the ratio to plain ReportLab are what to quote. Nothing is gated.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peers
import plain_reportlab
import typst
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from pamphlet import build
from pamphlet.article.model import Run
from pamphlet.diagnostics import Refusal
from pamphlet.pdf.render import render
from pamphlet.plan import Edition, Paragraph, ReadingPlan
from pamphlet.system.files import articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
TODAY = datetime.date(2026, 11, 1)
BASE = "plain ReportLab, untagged"


def variants(plans: list[ReadingPlan], count: int) -> Iterator[ReadingPlan]:
    """Yield the content again and again, each time with other words in every paragraph."""
    for number in range(count):
        plan = plans[number % len(plans)]
        sections = tuple(
            section._replace(
                blocks=tuple(
                    block._replace(text=(*block.text, Run(f" Note {number}.")))
                    if isinstance(block, Paragraph)
                    else block
                    for block in section.blocks
                ),
            )
            for section in plan.sections
        )
        yield plan._replace(title=f"{plan.title} {number}", sections=sections)


def warm(library: build.Library, plans: list[ReadingPlan], rounds: int) -> None:
    """Time one leaflet after another in this process."""
    fonts = typst.Fonts(font_paths=[str(peers.FONTS)], include_system_fonts=False, include_embedded_fonts=False)
    configuration = FontConfiguration()

    def typeset(sources: Any) -> bytes:  # noqa: ANN401 - its stub knows one file only
        return bytes(typst.compile(sources, font_paths=fonts, pdf_standards=["ua-1"]))

    def weave(page: str) -> bytes:
        made = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", font_config=configuration)
        return bytes(made)

    tools: dict[str, tuple[Callable[[ReadingPlan], Any], Callable[[Any], bytes]]] = {
        "pamphlet, tagged": (lambda plan: plan, lambda plan: render(plan, library.press)),
        BASE: (peers.story_of, plain_reportlab.build),
        "Typst ua-1, fonts kept": (peers.typst_source, typeset),
        "WeasyPrint ua-1": (peers.html_source, weave),
    }
    times: dict[str, list[float]] = {name: [] for name in tools}
    sizes: dict[str, int] = {}
    for number, plan in enumerate(variants(plans, rounds + len(plans))):
        for name, (prepare, make) in tools.items():
            source = prepare(plan)
            started = time.perf_counter()
            data = make(source)
            if number >= len(plans):  # the first round warms up
                times[name].append(time.perf_counter() - started)
            sizes[name] = len(data)
    table("Warm: one leaflet in a running process", times, sizes)


def editions(library: build.Library, plans: list[ReadingPlan], rounds: int) -> None:
    """Time each edition warm."""
    times: dict[str, list[float]] = {edition.value: [] for edition in Edition}
    sizes: dict[str, int] = {}
    for plan in variants(plans, rounds):
        for edition in Edition:
            started = time.perf_counter()
            try:
                sizes[edition.value] = len(render(plan, library.press, edition))
            except Refusal:  # a tri-fold without room has still to find that out
                sizes.setdefault(edition.value, 0)
            times[edition.value].append(time.perf_counter() - started)
    table("Warm: each edition", times, sizes, base=Edition.STANDARD.value)


_TYPST = """
import sys, typst
fonts = typst.Fonts(font_paths=[sys.argv[1]], include_system_fonts=False, include_embedded_fonts=False)
typst.compile(sys.argv[2], output=sys.argv[3], font_paths=fonts, pdf_standards=["ua-1"])
"""
_WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def cold(title: str, path: Path, plan: ReadingPlan, rounds: int) -> None:
    """Time whole processes, file to file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "story.json").write_text(json.dumps(peers.story_of(plan)), encoding="utf-8")
        (folder / "page.html").write_text(peers.html_source(plan), encoding="utf-8")
        for file, data in peers.typst_source(plan).items():
            (folder / file).write_bytes(data)
        out = str(folder / "out.pdf")
        python = [sys.executable]
        pamphlet = [*python, "-m", "pamphlet"]
        commands = {
            "pamphlet, tagged": [*pamphlet, "pdf", str(path), "-o", out],
            "  drawings not cached yet": [*pamphlet, "pdf", str(path), "-o", out],
            BASE: [*python, str(ROOT / "benchmarks/plain_reportlab.py"), str(folder / "story.json"), out],
            "Typst ua-1": [*python, "-c", _TYPST, str(peers.FONTS), str(folder / "main.typ"), out],
            "WeasyPrint ua-1": [*python, "-c", _WEASYPRINT, str(folder / "page.html"), out],
            "python -c 'import click'": [*python, "-c", "import click"],
            "pamphlet --help": [*pamphlet, "--help"],
        }
        # As installed packages are: compiled once, here by the first round, which is not timed.
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PAMPHLET_CACHE": str(folder / "cache")}
        times: dict[str, list[float]] = {tool: [] for tool in commands}
        for number in range(rounds + 1):
            for tool, command in commands.items():
                cache = {"PAMPHLET_CACHE": ""} if "not cached" in tool else {}
                started = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment | cache)
                if number:
                    times[tool].append(time.perf_counter() - started)
        table(title, times, {})


def without_pictures(folder: Path) -> Path:
    """Write the first article again without its pictures and logo, and return its path."""
    text = articles(ROOT / "content")[0].path.read_text(encoding="utf-8")
    text = re.sub(r"\n +picture:\n(?: {8}.*\n)+|\nrelated:.*", "\n", text)
    clinic = (ROOT / "content" / "clinic.yaml").read_text(encoding="utf-8")
    (folder / "clinic.yaml").write_text(re.sub(r"\nlogo:\n(?: .*\n)+", "\n", clinic), encoding="utf-8")
    path = folder / "text.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def table(title: str, times: dict[str, list[float]], sizes: dict[str, int], base: str = BASE) -> None:
    """Print medians, least times, and the ratio to the base: the median of the rounds' own ratios."""
    print(f"\n{title}\n{'':28}{'median ms':>10}{'least ms':>10}{'ratio':>8}{'KB':>7}")
    for name, taken in times.items():
        ratio = statistics.median(own / other for own, other in zip(taken, times[base], strict=True))
        size = f"{sizes[name] / 1024:7.0f}" if name in sizes else ""
        print(f"{name:28}{statistics.median(taken) * 1000:10.1f}{min(taken) * 1000:10.1f}{ratio:8.2f}{size}")


def main() -> None:
    """Run all three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30, help="timed leaflets (warm); a third of it cold")
    rounds = parser.parse_args().rounds
    library = build.Library(ROOT / "content")
    files = articles(ROOT / "content")
    plans = [build.draft(file.path, library, TODAY).plan for file in files]
    warm(library, plans, rounds)
    editions(library, plans, rounds)
    cold("Cold: a whole process, with pictures", files[0].path, plans[0], max(5, rounds // 3))
    with tempfile.TemporaryDirectory() as name:
        path = without_pictures(Path(name))
        plan = build.draft(path, build.Library(path.parent), TODAY).plan
        cold("Cold: a whole process, text only", path, plan, max(5, rounds // 3))


if __name__ == "__main__":
    main()
