"""One article → its outputs: the only place where the core meets the rim.

Reads the article and what it shares with the others of its folder, and hands bytes back; whoever asked writes them.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple, Self

from pamphlet import locales
from pamphlet.article.check import freshness
from pamphlet.article.model import Clinic, Paper, Stem
from pamphlet.article.parse import parse_article, parse_clinic, title_of
from pamphlet.diagnostics import FileProblem, Refusal, Span, error, has_errors, warning
from pamphlet.locales import Support
from pamphlet.plan import Edition
from pamphlet.reading import plan_of
from pamphlet.system.files import LARGEST_ARTICLE, article_file, clinic_file, read
from pamphlet.system.folder import ContentFolder

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from pamphlet.article.model import Article
    from pamphlet.diagnostics import Diagnostic
    from pamphlet.locales import Locale
    from pamphlet.pdf.fonts import FontSet
    from pamphlet.pdf.pictures import Drawings
    from pamphlet.pdf.press import Press
    from pamphlet.plan import ReadingPlan
    from pamphlet.speech import Speed
    from pamphlet.system.voices import InstalledVoice


class Draft(NamedTuple):
    """An article that can be built: its plan, what the clinic set, and the warnings so far."""

    path: Path
    name: str
    article: Article
    plan: ReadingPlan
    locale: Locale
    warnings: tuple[Diagnostic, ...]

    @property
    def clinic(self) -> Clinic:
        """What the folder's ``clinic.yaml`` says."""
        return self.article.clinic


class Output(NamedTuple):
    """A file to write: its name within the output folder, and its bytes."""

    name: str
    data: bytes


class Library:
    """A content folder with what its articles share: titles and pictures, ``clinic.yaml``, fonts."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; what is shared is read when it is first asked for."""
        self.path = folder
        self.folder = ContentFolder(folder, title_of)

    @functools.cached_property
    def clinic(self) -> tuple[Clinic, tuple[Diagnostic, ...]]:
        """What ``clinic.yaml`` says, and what is wrong with it."""
        try:
            path = clinic_file(self.path)
            if path is None:
                return Clinic(), ()
            parsed = parse_clinic(read(path, LARGEST_ARTICLE), path=str(path), folder=self.folder)
        except FileProblem as problem:
            return Clinic(), (problem.at(Span(str(self.path / "clinic.yaml"), 1, 1)),)
        return parsed.value or Clinic(), parsed.diagnostics

    @functools.cached_property
    def press(self) -> Press:
        """What articles here are printed with. Raises :class:`Refusal` where a font of the folder's is unusable."""
        from pamphlet.pdf.press import Press  # noqa: PLC0415 - loads ReportLab

        return Press(self._fonts(), _drawings())

    def _fonts(self) -> FontSet:
        """Return the bundled fonts, then the folder's own."""
        from pamphlet.pdf.fonts import FontSet, UnusableFontError  # noqa: PLC0415 - loads ReportLab
        from pamphlet.system.fonts import BUNDLED, brought_by, reader  # noqa: PLC0415

        brought = brought_by(self.path)
        if not brought:
            return _bundled_fonts()
        fonts = FontSet(BUNDLED + brought, reader(self.path))
        try:
            fonts.load_all()
        except (UnusableFontError, FileProblem) as problem:
            place = Span(str(self.path / "fonts"), 1, 1)
            raise Refusal([error(place, str(problem), "put TrueType fonts (.ttf) there, or none")]) from problem
        return fonts


@functools.cache
def _bundled_fonts() -> FontSet:
    from pamphlet.pdf.fonts import FontSet  # noqa: PLC0415 - loads ReportLab
    from pamphlet.system.fonts import BUNDLED, reader  # noqa: PLC0415

    return FontSet(BUNDLED, reader())


@functools.cache
def _drawings() -> Drawings:
    """Return the drawings of this process, kept on disk for the next: reading an SVG costs more than a leaflet."""
    from pamphlet.pdf.pictures import Drawings  # noqa: PLC0415 - loads ReportLab
    from pamphlet.system.cache import user_cache  # noqa: PLC0415

    return Drawings(lambda: user_cache("drawings"))


def draft(path: Path, library: Library, today: datetime.date) -> Draft:
    """Read an article and put it in reading order.

    Raises :class:`Refusal` with everything that is wrong with the article, and with ``clinic.yaml``.
    """
    file = article_file(path)
    clinic, problems = library.clinic
    try:
        data = read(path, LARGEST_ARTICLE)
    except FileProblem as problem:
        raise Refusal([problem.at(Span(str(path), 1, 1))]) from problem
    parsed = parse_article(data, path=str(path), stem=Stem(file.stem), folder=library.folder, clinic=clinic)
    found = [*problems, *parsed.diagnostics]
    article = parsed.value
    if article is None or has_errors(found):
        raise Refusal(found)
    found += freshness(article, today)
    locale = _locale(article)
    return Draft(path, file.name, article, plan_of(article, locale), locale, tuple(found))


def _locale(article: Article) -> Locale:
    locale = locales.find(article.language)
    if locale is None:
        known = ", ".join(locales.available())
        message = f"articles in the language `{article.language}` cannot be built yet: it has no labels"
        raise Refusal([error(article.language_span, message, f"the languages with labels are {known}")])
    return locale


def _supported(draft: Draft, support: Support, what: str) -> tuple[Diagnostic, ...]:
    """Return a warning for a language that is experimental in one edition; raise a Refusal where it is refused."""
    span, language = draft.article.language_span, draft.article.language
    match support:
        case Support.SUPPORTED:
            return ()
        case Support.EXPERIMENTAL:
            message = f"{what} in the language `{language}` is experimental: no native speaker has checked it"
            return (warning(span, message, "have it checked before patients get it"),)
        case Support.REFUSED:
            raise Refusal([error(span, f"{what} in the language `{language}` is not supported")])


def pdf(
    draft: Draft, library: Library, edition: Edition, paper: Paper | None = None, *, impose: bool = True
) -> tuple[Output, tuple[Diagnostic, ...]]:
    """Return a printed edition and the warnings that concern it. Raises :class:`Refusal`."""
    from pamphlet.pdf.render import render  # noqa: PLC0415 - loads ReportLab
    from pamphlet.pdf.resolution import coarse_pictures  # noqa: PLC0415

    warnings = _supported(draft, draft.locale.print, "print")
    sheet = paper or draft.clinic.paper or Paper.A4
    data = render(draft.plan, library.press, edition, sheet, impose=impose)
    warnings += tuple(coarse_pictures(draft.plan, edition))
    suffix = "" if edition is Edition.STANDARD else f"-{edition.value}"
    return Output(f"{draft.name}{suffix}.pdf", data), warnings


def editions(draft: Draft) -> tuple[Edition, ...]:
    """Return the printed editions that the clinic hands out: its own list, or the standard one."""
    return tuple(Edition(name) for name in draft.clinic.editions) or (Edition.STANDARD,)


class Voices:
    """The voices of this machine, each started when it is first needed. Use it in a ``with`` statement."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._open: dict[tuple[str, str | None], InstalledVoice] = {}

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Let every engine end."""
        self.close()

    def close(self) -> None:
        """Let every engine end."""
        while self._open:
            self._open.popitem()[1].close()

    def voice(self, language: str, asked: str | None = None) -> InstalledVoice:
        """Return the voice for a language, or the one that was asked for by name. Raises ``VoiceError``."""
        from pamphlet.system.voices import open_voice  # noqa: PLC0415 - loads what recordings need

        key = (language, asked)
        if key not in self._open:
            locale = locales.find(language)
            self._open[key] = open_voice(language, voice=asked, hint=locale.voice if locale else None)
        return self._open[key]


def audio(
    draft: Draft,
    voices: Voices,
    *,
    voice: str | None = None,
    speed: Speed | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[Output, ...], tuple[Diagnostic, ...]]:
    """Return the recording and its captions, and the warnings that concern it.

    ``voice`` and ``speed`` win over what the clinic set. Raises :class:`Refusal`.
    """
    from pamphlet.speech import SpeechError, Speed, record  # noqa: PLC0415 - loads numpy
    from pamphlet.system.voices import VoiceError  # noqa: PLC0415

    warnings = _supported(draft, draft.locale.speech_support, "speech")
    pace = speed or (Speed[draft.clinic.speed.upper()] if draft.clinic.speed else Speed.NORMAL)
    try:
        speaker = voices.voice(draft.article.language, voice or draft.clinic.voice)
        recording = record(draft.plan, speaker, speed=pace, others=voices.voice, progress=progress)
    except (SpeechError, VoiceError) as failed:
        message, _, hint = str(failed).partition("\n  hint: ")
        raise Refusal([error(Span(str(draft.path), 1, 1), message, hint or None)]) from failed
    captions = recording.vtt.encode("utf-8")
    return (Output(f"{draft.name}.mp3", recording.mp3), Output(f"{draft.name}.vtt", captions)), warnings
