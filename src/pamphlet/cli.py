"""The command line: options in, files and messages out. Nothing here knows how a leaflet is made.

Paths of the files written go to stdout, one a line; everything else goes to stderr. Only Click is loaded until a
command runs, so that ``pamphlet --help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pamphlet import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pamphlet.build import Draft, Library, Output
    from pamphlet.diagnostics import Diagnostic

EDITIONS = ("standard", "large", "giant", "trifold", "booklet")
PAPERS = ("a4", "letter")
SPEEDS = ("slow", "normal", "fast")

ARTICLE = click.Path(exists=True, dir_okay=False)
FOLDER = click.Path(exists=True, file_okay=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="pamphlet")
def main() -> None:
    """Make printed handouts and recordings from plain-language health articles.

    Exit status: 0 all was built; 1 an article failed, the others were still built; 2 wrong usage.
    """


@main.command()
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True, type=ARTICLE)
@click.option("--edition", "-e", multiple=True, type=click.Choice(EDITIONS), help="May be given more than once.")
@click.option("--paper", type=click.Choice(PAPERS), help="The paper's size; else as clinic.yaml says, else a4.")
@click.option("--impose/--no-impose", default=True, help="Booklet: two pages a sheet, or single pages for a printer.")
@click.option("--output", "-o", help="A file for one output, or a folder; else output/.")
def pdf(
    articles: tuple[str, ...], edition: tuple[str, ...], paper: str | None, output: str | None, *, impose: bool
) -> None:
    """Make tagged PDF handouts."""
    from pamphlet import build  # noqa: PLC0415 - loads the parser
    from pamphlet.article.model import Paper  # noqa: PLC0415
    from pamphlet.plan import Edition  # noqa: PLC0415

    wanted = [Edition(name) for name in edition] or [Edition.STANDARD]
    size = Paper[paper.upper()] if paper else None
    place = _Destination(output, outputs=len(articles) * len(wanted))

    def make(draft: Draft, library: Library) -> Iterator[Output]:
        for each in wanted:
            made, warnings = build.pdf(draft, library, each, size, impose=impose)
            _show(warnings)
            yield made

    failed = _each(articles, make, place)
    if {Edition.TRIFOLD, Edition.BOOKLET} & set(wanted) and impose and not failed:
        click.echo("Print at 100 % (not “fit to page”), on both sides, flipped on the short edge.", err=True)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True, type=ARTICLE)
@click.option("--voice", help="A voice's name, as `pamphlet voices` lists it; else the article's language decides.")
@click.option("--speed", type=click.Choice(SPEEDS), help="125, 150 or 180 words a minute; else as clinic.yaml says.")
@click.option("--output", "-o", help="An .mp3 file for one article, or a folder; else output/.")
def audio(articles: tuple[str, ...], voice: str | None, speed: str | None, output: str | None) -> None:
    """Make recordings (MP3) with captions (VTT)."""
    from pamphlet import build  # noqa: PLC0415 - loads the parser
    from pamphlet.speech import Speed  # noqa: PLC0415

    pace = Speed[speed.upper()] if speed else None
    place = _Destination(output, outputs=len(articles))
    with build.Voices() as voices:

        def make(draft: Draft, _library: Library) -> Iterator[Output]:
            made, warnings = build.audio(draft, voices, voice=voice, speed=pace)
            _show(warnings)
            yield from made

        failed = _each(articles, make, place)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("content", metavar="CONTENT_DIR", type=FOLDER)
@click.option("--output", "-o", default="output/", show_default=True, help="The folder to write to.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="How many articles at once; else one a core.")
def batch(content: str, output: str, jobs: int | None) -> None:
    """Build every article of a folder, in print and sound."""
    from pathlib import Path  # noqa: PLC0415 - `--help` does without

    from pamphlet import batch as batches  # noqa: PLC0415 - loads the parser
    from pamphlet.progress import reporter  # noqa: PLC0415

    with reporter() as report:
        summary = batches.run(Path(content), Path(output), jobs=jobs, report=report)
    click.echo(summary.sentence(), err=True)
    sys.exit(1 if summary.failed else 0)


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True))
def check(paths: tuple[str, ...]) -> None:
    """Check articles, or all articles of a folder, and write nothing."""
    from pathlib import Path  # noqa: PLC0415 - `--help` does without

    from pamphlet.system.files import articles  # noqa: PLC0415 - loads the parser

    places = map(Path, paths)
    files = [file for path in places for file in ([a.path for a in articles(path)] if path.is_dir() else [path])]
    failed = _each(tuple(map(str, files)), lambda _draft, _library: iter(()), None)
    click.echo(f"{len(files)} checked, {failed} with errors", err=True)
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("article", type=ARTICLE)
@click.option("--printed", is_flag=True, help="Show the words as printed instead of as spoken.")
def speech(article: str, *, printed: bool) -> None:
    """Print what a recording would say, line by line. No sound is made."""
    from pamphlet.speech import script  # noqa: PLC0415 - loads the parser

    def make(draft: Draft, _library: Library) -> Iterator[Output]:
        for line in script(draft.plan).lines(as_spoken=not printed):
            click.echo(line)
        return iter(())

    sys.exit(1 if _each((article,), make, None) else 0)


@main.command()
def voices() -> None:
    """List the voices of this machine by language."""
    from pamphlet.system.voices import VoiceError  # noqa: PLC0415 - starts the speech engine
    from pamphlet.system.voices import voices as installed  # noqa: PLC0415

    try:
        found = installed()
    except VoiceError as failed:
        click.echo(f"error: {failed}", err=True)
        sys.exit(1)
    for voice in found:
        click.echo(f"{voice.language:<12} {voice.id:<28} {voice.name} ({voice.engine})")


@main.command()
def schema() -> None:
    """Print the JSON Schema of the article format, for editors."""
    from pamphlet.article.parse import schema_text  # noqa: PLC0415 - loads the parser

    click.echo(schema_text(), nl=False)


class _Destination:
    """Where outputs go: ``-o`` names a file for one output, or a folder (one that exists, or with a / at its end)."""

    def __init__(self, option: str | None, outputs: int) -> None:
        from pathlib import Path  # noqa: PLC0415 - `--help` does without

        option = option or "output/"
        path = Path(option)
        self.folder = path
        self.file: Path | None = None
        if not (path.is_dir() or option.endswith(("/", "\\"))):
            if outputs > 1:
                message = f"{option!r} is one file, but there are {outputs} outputs: end it with / to name a folder"
                raise click.UsageError(message)
            self.folder, self.file = path.parent, path

    def of(self, output: Output) -> Path:
        """Return where an output goes; what comes with a named file gets its name with its own ending."""
        if self.file is None:
            return self.folder / output.name
        ending = "." + output.name.rpartition(".")[2]
        return self.file if self.file.suffix.lower() in {ending, ""} else self.file.with_suffix(ending)


def _each(
    articles: tuple[str, ...],
    make: Callable[[Draft, Library], Iterable[Output]],
    place: _Destination | None,
) -> int:
    """Make each article's outputs and write them; return how many articles failed."""
    import datetime  # noqa: PLC0415 - the clock is read here and passed on
    from pathlib import Path  # noqa: PLC0415

    from pamphlet import build  # noqa: PLC0415
    from pamphlet.diagnostics import FileProblem, Refusal  # noqa: PLC0415
    from pamphlet.system.files import write_whole  # noqa: PLC0415

    libraries: dict[Path, Library] = {}
    failed = 0
    for path in map(Path, articles):
        library = libraries.setdefault(path.parent, build.Library(path.parent))
        try:
            draft = build.draft(path, library, datetime.datetime.now(tz=datetime.UTC).date())
            _show(draft.warnings)
            # All of an article's outputs are made before the first is written: an article with an error writes none.
            for output in list(make(draft, library)):
                if place:
                    target = place.of(output)
                    write_whole(target, output.data)
                    click.echo(str(target))
        except Refusal as refusal:
            _show(refusal.diagnostics)
            failed += 1
        except FileProblem as problem:
            click.echo(f"error: {problem.message}", err=True)
            if problem.hint:
                click.echo(f"  hint: {problem.hint}", err=True)
            failed += 1
    return failed


def _show(diagnostics: Iterable[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        click.echo(str(diagnostic), err=True)
