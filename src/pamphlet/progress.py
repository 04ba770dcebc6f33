"""How a batch is seen while it runs: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.progress import Progress, TaskID

    from pamphlet.batch import Report, Result


@contextlib.contextmanager
def reporter() -> Iterator[Report]:
    """Give a report for this terminal, or for the file that stderr goes to."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich.console import Console  # noqa: PLC0415 - 70 ms that only a terminal has to pay
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Bar(progress)


class _Lines:
    """A line for each article, with what there is to say about it."""

    def begin(self, articles: int) -> None:
        """Say nothing: the first article will do."""

    def wrote(self, path: Path) -> None:
        """Print the path on stdout."""
        click.echo(str(path))

    def done(self, result: Result) -> None:
        """Print a line for the article, then its diagnostics."""
        state = "failed" if result.failed else "built"
        click.echo(f"{state} {result.path} in {result.seconds:.1f} s", err=True)
        for diagnostic in result.diagnostics:
            click.echo(str(diagnostic), err=True)


class _Bar:
    """A bar that counts articles; paths and diagnostics scroll by above it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def begin(self, articles: int) -> None:
        """Show the bar."""
        self._task = self._progress.add_task("Building", total=articles)

    def wrote(self, path: Path) -> None:
        """Print the path on stdout."""
        if sys.stdout.isatty():
            self._progress.console.print(str(path), markup=False, highlight=False)
        else:
            click.echo(str(path))

    def done(self, result: Result) -> None:
        """Count the article and print its diagnostics."""
        for diagnostic in result.diagnostics:
            self._progress.console.print(str(diagnostic), markup=False, highlight=False, soft_wrap=True)
        if self._task is not None:
            self._progress.advance(self._task)
