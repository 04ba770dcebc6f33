"""A folder of articles → all their outputs: in parallel, each article on its own, none able to stop the rest."""

from __future__ import annotations

import datetime
import os
import signal
import time
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Protocol

from pamphlet import build
from pamphlet.diagnostics import FileProblem, Refusal, Span, error, has_errors, in_order, warning
from pamphlet.plan import Edition
from pamphlet.system.files import article_file, articles, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pamphlet.diagnostics import Diagnostic
    from pamphlet.system.files import ArticleFile


@dataclass(frozen=True, slots=True)
class Job:
    """One article to build; the day it is, so that a worker reads no clock."""

    path: Path
    today: datetime.date


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an article. ``seconds`` is the time that building it took."""

    path: Path
    outputs: tuple[build.Output, ...] = field(repr=False)
    diagnostics: tuple[Diagnostic, ...]
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether some edition of it, or all, could not be built."""
        return has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a batch."""

    articles: int
    failed: int
    files: int
    warnings: int
    seconds: float

    def sentence(self) -> str:
        """Return the summary in words."""
        built = self.articles - self.failed
        text = f"{built} of {_counted(self.articles, 'article')} built, {_counted(self.files, 'file')} written"
        if self.failed:
            text += f", {self.failed} failed"
        if self.warnings:
            text += f", {_counted(self.warnings, 'warning')}"
        return f"{text} in {self.seconds:.1f} s"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


class Report(Protocol):
    """Who is told what happens, as it happens."""

    def begin(self, articles: int) -> None:
        """Hear that a batch of so many articles begins."""

    def wrote(self, path: Path) -> None:
        """Hear that a file is there, whole."""

    def done(self, result: Result) -> None:
        """Hear that an article is built, or has failed."""


def run(content: Path, output: Path, *, report: Report, jobs: int | None = None) -> Summary:
    """Build every article of ``content`` into ``output``, ``jobs`` at a time (one a core, if not said)."""
    started = time.monotonic()
    today = datetime.datetime.now(tz=datetime.UTC).date()
    try:
        found = articles(content)
    except FileProblem as problem:
        raise Refusal([problem.at(Span(str(content), 1, 1))]) from problem
    report.begin(len(found))
    clashes = _clashes(found)
    work = [Job(file.path, today) for file in found if file.path not in clashes]
    results = [Result(path, (), (clash,), 0.0) for path, clash in clashes.items()]
    failed = files = warnings = 0
    for result in _chain(results, _built(work, jobs or os.cpu_count() or 1)):
        written = _written(result, output, report)
        report.done(written)
        failed += written.failed
        files += len(written.outputs)
        warnings += sum(not has_errors([diagnostic]) for diagnostic in written.diagnostics)
    return Summary(len(found), failed, files, warnings, time.monotonic() - started)


def _chain(results: Iterable[Result], more: Iterable[Result]) -> Iterator[Result]:
    yield from results
    yield from more


def _clashes(found: Sequence[ArticleFile]) -> dict[Path, Diagnostic]:
    """Find articles that would write the same output: `a.yaml` and `a.yml`, or names that differ in case only."""
    taken: dict[str, list[ArticleFile]] = {}
    for file in found:
        taken.setdefault(file.name.casefold(), []).append(file)
    clashes = {}
    for files in taken.values():
        for file in files if len(files) > 1 else ():
            others = ", ".join(f"`{other.path.name}`" for other in files if other is not file)
            message = f"this article and {others} would write the same files, `{file.name}.pdf` and others"
            clashes[file.path] = error(Span(str(file.path), 1, 1), message, "rename one of them")
    return clashes


def _written(result: Result, output: Path, report: Report) -> Result:
    """Write an article's outputs; what cannot be written, or is out of date now, joins its diagnostics."""
    found = list(result.diagnostics)
    written = []
    for made in result.outputs:
        target = output / made.name
        try:
            write_whole(target, made.data)
        except FileProblem as problem:
            found.append(problem.at(Span(str(result.path), 1, 1)))
            continue
        report.wrote(target)
        written.append(made)
    if has_errors(found):
        fresh = {made.name for made in written}
        found += [
            warning(Span(str(result.path), 1, 1), f"`{path}` is from an earlier run, and out of date")
            for path in _outputs_there(article_file(result.path).name, output)
            if path.name not in fresh
        ]
    return Result(result.path, tuple(written), in_order(found), result.seconds)


def _outputs_there(name: str, output: Path) -> list[Path]:
    endings = [*(f"-{edition.value}.pdf" for edition in Edition), ".pdf", ".mp3", ".vtt"]
    return sorted(path for ending in endings if (path := output / f"{name}{ending}").is_file())


# --- workers --------------------------------------------------------------------------------------------------------


def _built(work: Sequence[Job], workers: int) -> Iterator[Result]:
    """Yield each article's result as it comes; memory holds no more than a few of them."""
    workers = min(workers, len(work))
    if workers <= 1:
        yield from map(build_article, work)
        return
    suspects: list[Job] = []
    yield from _pooled(work, workers, suspects)
    for job in suspects:
        # A worker died. Whose fault it was shows when each of its neighbours is built alone.
        again: list[Job] = []
        yield from _pooled([job], 1, again)
        if again:
            message = "building this article crashes the program"
            hint = "please report it, with the article"
            yield Result(job.path, (), (error(Span(str(job.path), 1, 1), message, hint),), 0.0)


def _pooled(work: Sequence[Job], workers: int, suspects: list[Job]) -> Iterator[Result]:
    """Run jobs in fresh processes, a few in hand for each; what was under way when one died goes to ``suspects``."""
    todo = iter(work)
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin_worker) as pool:
        waiting: dict[Future[Result], Job] = {}
        try:
            while True:
                for job in islice(todo, 2 * workers - len(waiting)):
                    waiting[pool.submit(build_article, job)] = job
                if not waiting:
                    return
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    del waiting[future]
                    yield result
        except BrokenExecutor:
            suspects += [*waiting.values(), *todo]


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, which ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class _Desk:
    """What a worker keeps from one article to the next: the folder's shared things, warm fonts, warm voices."""

    def __init__(self) -> None:
        self.libraries: dict[Path, build.Library] = {}
        self.voices = build.Voices()

    def library(self, folder: Path) -> build.Library:
        return self.libraries.setdefault(folder, build.Library(folder))


_desk = _Desk()


def build_article(job: Job) -> Result:
    """Build one article in every edition that its clinic hands out, and its recording."""
    started = time.monotonic()
    outputs: list[build.Output] = []
    found: list[Diagnostic] = []
    try:
        library = _desk.library(job.path.parent)
        draft = build.draft(job.path, library, job.today)
    except Refusal as refusal:
        return Result(job.path, (), refusal.diagnostics, time.monotonic() - started)
    found += draft.warnings
    for edition in build.editions(draft):
        try:
            made, warnings = build.pdf(draft, library, edition)
        except Refusal as refusal:
            found += refusal.diagnostics
            continue
        outputs.append(made)
        found += warnings
    try:
        recorded, warnings = build.audio(draft, _desk.voices)
    except Refusal as refusal:
        found += refusal.diagnostics
    else:
        outputs += recorded
        found += warnings
    return Result(job.path, tuple(outputs), in_order(found), time.monotonic() - started)
