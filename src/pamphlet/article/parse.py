"""Bytes → article. Pure: files come in through a :class:`~pamphlet.article.folder.Folder`, problems go out as values.

All problems of a file are found in one go; only a file that is no YAML at all stops at the place where it ends to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from pamphlet.article import problems, traps
from pamphlet.article.clinic import clinic_of
from pamphlet.article.compose import compose
from pamphlet.article.fill import Setting, article_of
from pamphlet.article.languages import canonical
from pamphlet.article.model import Article, Clinic, LanguageTag, Stem
from pamphlet.article.reader import At, Reader
from pamphlet.article.schema import Kind, schema_text
from pamphlet.article.titles import title_of
from pamphlet.diagnostics import Diagnostic, Span, error, has_errors, in_order, warning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphlet.article.folder import Folder

__all__ = ["Parsed", "parse_article", "parse_clinic", "schema_text", "title_of"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T_co]):
    """What a file holds, ``None`` exactly when there is an error, and all there is to say about it, in order."""

    value: T_co | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_article(
    data: bytes, *, path: str, stem: Stem, folder: Folder, clinic: Clinic | None = None
) -> Parsed[Article]:
    """Return the article in ``data``, with the clinic's defaults filled in.

    ``path`` is what diagnostics call the file; ``stem`` is its name without language and ending. Never raises.
    """
    root, found = compose(data, path)
    if root is None:
        return Parsed(None, in_order(found))
    if not root.entries:
        hint = "begin with `pamphlet new`, or see docs/format.md"
        return Parsed(None, in_order([*found, error(Span(path, 1, 1), "this file is empty", hint)]))
    reader = Reader(folder)
    article = article_of(root, At(root), reader, Setting(path, stem, folder, clinic or Clinic()))
    found += [*problems.of(root, Kind.ARTICLE), *traps.of(root), *reader.problems]
    return _judged(article, [*found, *_other_language(article)])


def parse_clinic(data: bytes, *, path: str, folder: Folder) -> Parsed[Clinic]:
    """Return what a ``clinic.yaml`` says. An empty file says nothing, and is no error. Never raises."""
    root, found = compose(data, path)
    if root is None:
        return Parsed(None, in_order(found))
    reader = Reader(folder)
    clinic = clinic_of(At(root), reader)
    found += [*problems.of(root, Kind.CLINIC), *traps.of(root), *reader.problems]
    return _judged(clinic, found)


def _judged(value: T, found: Iterable[Diagnostic]) -> Parsed[T]:
    diagnostics = in_order(found)
    return Parsed(None if has_errors(diagnostics) else value, diagnostics)


_NAME = re.compile(r"\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.ya?ml$")


def language_in_name(path: str, stem: Stem) -> LanguageTag | None:
    """Return the language in a file name such as ``lower-back-pain.es.yaml``, if it has one."""
    name = re.split(r"[/\\]", path)[-1]
    found = _NAME.fullmatch(name.removeprefix(stem))
    return canonical(found["language"]) if found else None


def _other_language(article: Article) -> Iterable[Diagnostic]:
    expected = language_in_name(article.path, article.stem)
    if expected is not None and article.language and expected.split("-")[0] != article.language.split("-")[0]:
        message = f"`language` is {article.language}, but the file's name says {expected}"
        yield warning(article.language_span, message, "change one of the two")
