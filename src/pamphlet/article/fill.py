"""Tree → Article, with the clinic's defaults filled in, and the checks that need more than one key at a time."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.article.clinic import contact_of
from pamphlet.article.languages import canonical
from pamphlet.article.model import (
    Article,
    Clinic,
    Contact,
    ContactDefaults,
    Reference,
    Related,
    Review,
    Run,
    Section,
    Stem,
    Tier,
    Warnings,
    plain,
)
from pamphlet.article.problems import missing
from pamphlet.article.tree import Mapping, Scalar
from pamphlet.diagnostics import Origin, Source, Span, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.folder import Folder
    from pamphlet.article.model import Inline, LanguageTag
    from pamphlet.article.reader import At, Reader

LONGEST_TITLE = 65
"""Characters of a title that still fits its line (NHS content rules)."""

_YEARS_TO_REVIEW = 3


class Setting(NamedTuple):
    """What an article is read with: which one it is, and what lies around it."""

    path: str
    stem: Stem
    folder: Folder
    clinic: Clinic


def article_of(root: Mapping, at: At, reader: Reader, setting: Setting) -> Article:
    """Return the article."""
    language = canonical(reader.word(at["language"]) or "")
    title = reader.line(at["title"])
    return Article(
        stem=setting.stem,
        path=setting.path,
        language=language,
        language_span=_span(at["language"], setting),
        title=_checked_title(title, at["title"], reader),
        main_message=reader.words(at["main_message"]),
        introduction=reader.paragraphs(at["introduction"]),
        causes=reader.listing(at["causes"]),
        prevention=reader.listing(at["prevention"]),
        warnings=tuple(_warnings(at["warning_signs"], reader, setting)),
        review=_review(root, at["review"], reader, setting),
        references=tuple(_reference(source, reader, language) for source in at["sources"].items()),
        clinic=setting.clinic,
        contact=_contact(root, at["contact"], reader, setting),
        self_care=reader.listing(at["self_care"]) if at["self_care"] else None,
        sections=tuple(_section(section, reader) for section in at["sections"].items()),
        related=tuple(_related(at["related"], reader, setting, language)),
        audio_url=reader.word(at["audio_url"]),
        say=reader.pronunciations(at["say"]),
        disclaimer=reader.words_if_any(at["disclaimer"]),
    )


def _span(at: At, setting: Setting) -> Span:
    return at.node.span if at.node is not None else Span(setting.path, 1, 1)


def _checked_title(title: Inline, at: At, reader: Reader) -> Inline:
    length = len(plain(title))
    if length > LONGEST_TITLE and at.node is not None:
        message = f"the title has {length} characters; more than {LONGEST_TITLE} are hard to take in"
        reader.problems.append(warning(at.node.span, message, "shorten it, or say more in `main_message`"))
    return title


def _warnings(at: At, reader: Reader, setting: Setting) -> Iterator[Warnings]:
    for tier in Tier:
        if here := at[tier.value]:
            signs = tuple(reader.words(sign) for sign in here["signs"].items())
            action = reader.line_if_any(here["action"]) or setting.clinic.actions.get(tier)
            yield Warnings(tier, signs, at.key_span(tier.value) or _span(here, setting), action)


def _section(at: At, reader: Reader) -> Section:
    items = tuple(reader.item(item) for item in at["items"].items())
    return Section(reader.line(at["heading"]), reader.paragraphs(at["text"]), items)


def _review(root: Mapping, at: At, reader: Reader, setting: Setting) -> Review:
    author = reader.line_if_any(at["author"]) or setting.clinic.author
    if author is None and isinstance(at.node, Mapping) and at.key_span("author") is None:
        found = missing(root, (*at.path, "author"), "Physiotherapy team")
        reader.problems.append(
            error(found.span, found.message, f"{found.hint}; or add it to clinic.yaml for all articles")
        )
    published, next_review = reader.date(at["published"]), reader.date(at["next_review"])
    span = _span(at["next_review"], setting)
    if datetime.date.min not in (published, next_review):
        _check_dates(published, next_review, span, reader)
    return Review(author or (), published, next_review, span, reader.line_if_any(at["reviewed_by"]))


def _check_dates(published: datetime.date, next_review: datetime.date, span: Span, reader: Reader) -> None:
    latest = _years_later(published, _YEARS_TO_REVIEW)
    if next_review < published:
        message = f"`review.next_review` is {next_review}, before `review.published`, which is {published}"
        reader.problems.append(error(span, message, "check both dates"))
    elif next_review > latest:
        message = f"`review.next_review` is {next_review}, more than {_YEARS_TO_REVIEW} years after {published}"
        reader.problems.append(warning(span, message, f"plan the next review for {latest} at the latest"))


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return datetime.date(day.year + years, 3, 1)


def _reference(at: At, reader: Reader, language: LanguageTag) -> Reference:
    title = reader.line(at["title"])
    own = reader.word(at["language"])
    if own is not None and canonical(own) != language:
        title = tuple(Run(run.text, run.strong, run.href, canonical(own), run.origin) for run in title)
    return Reference(title, reader.line(at["publisher"]), reader.word(at["url"]) or "", reader.date(at["date"]))


def _contact(root: Mapping, at: At, reader: Reader, setting: Setting) -> Contact | None:
    own, shared = contact_of(at, reader), setting.clinic.contact
    if own is None and shared is None:
        return None
    own, shared = own or ContactDefaults(), shared or ContactDefaults()
    name = own.name or shared.name
    if name is None and at.key_span("name") is None:
        found = missing(root, ("contact", "name") if at else ("contact",), None)
        whose = "" if at else "clinic.yaml gives a contact without a name; "
        hint = f"{whose}add it here or in clinic.yaml, for example: contact: {{name: Example Clinic}}"
        reader.problems.append(error(found.span, "`contact.name` is missing", hint))
    return Contact(name or (), own.phone or shared.phone, own.web or shared.web, own.email or shared.email)


def _related(at: At, reader: Reader, setting: Setting, language: LanguageTag) -> Iterator[Related]:
    for here in at.items():
        stem = reader.word(here)
        if not stem or not isinstance(here.node, Scalar):
            continue
        span = here.node.span
        if stem == setting.stem:
            reader.problems.append(error(span, f"`related` names this article itself: {stem}", "delete it"))
            continue
        found = setting.folder.related_title(stem, language)
        if found is None:
            reader.problems.append(error(span, *_unknown_article(stem, setting.folder)))
            continue
        title, own = found
        other = canonical(own) if canonical(own) != language else None
        origin = Origin(Source(span.path, span.line, span.column, "", ""))
        yield Related(Stem(stem), (Run(title, language=other, origin=origin),))


def _unknown_article(stem: str, folder: Folder) -> tuple[str, str]:
    stems = sorted(folder.stems())
    if stem in stems:
        return f"the title of the related article `{stem}` cannot be read", "check that file first"
    import difflib  # noqa: PLC0415 - only who errs waits for it

    near = difflib.get_close_matches(stem.removesuffix(".yaml").removesuffix(".yml"), stems, n=1, cutoff=0.7)
    hint = f"did you mean `{near[0]}`?" if near else "give the file name of another article, without .yaml"
    return f"there is no article `{stem}` in this folder", hint
