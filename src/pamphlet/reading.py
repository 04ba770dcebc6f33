"""Article → ReadingPlan: puts the parts in reading order and gives them their labels in the article's language.

The order is the one a patient needs: what it is, the one thing to remember, why, what to do, when to get help (most
urgent first), and only then who wrote it. Nothing is dropped here: every text of the article is in the plan once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pamphlet.article.model import Inline, Run, Tier, plain
from pamphlet.diagnostics import Refusal, error
from pamphlet.plan import (
    Alert,
    Figure,
    Furniture,
    Heading,
    ItemList,
    Label,
    ListItem,
    Medium,
    Numbering,
    Paragraph,
    Part,
    ReadingPlan,
    Role,
    Scan,
    Section,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.model import Article, Contact, Item, Listing, Picture, Warnings
    from pamphlet.locales import Locale
    from pamphlet.plan import Block

_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")


def plan_of(article: Article, locale: Locale) -> ReadingPlan:
    """Return the article's reading plan.

    Raises :class:`~pamphlet.diagnostics.Refusal` where the article leaves the action of a warning tier to the locale
    and the locale has none (an emergency number is never guessed).
    """
    sections = list(_body(article, locale))
    front = _front(article, locale, [section.name for section in sections])
    closing = _closing(article, locale)
    publisher = plain(article.contact.name if article.contact else article.review.author)
    return ReadingPlan(
        language=article.language,
        title=plain(article.title),
        publisher=publisher,
        published=article.review.published,
        sections=(front, *sections, closing),
        furniture=Furniture(
            footer=tuple(_footer(article)),
            page_of=locale.labels.page_of,
            link_to=locale.labels.link_to,
            notes=locale.labels.notes,
        ),
        subject=plain(article.main_message),
        colour=article.clinic.colour,
        say=tuple({**article.clinic.say, **article.say}.items()),
    )


def _body(article: Article, locale: Locale) -> Iterator[Section]:
    labels = locale.labels
    yield Section(
        Part.MAIN_MESSAGE,
        labels.main_message,
        (
            Paragraph(_words(labels.main_message), Role.LABEL),
            Paragraph(_on_paper(article.main_message), Role.MAIN_MESSAGE),
        ),
    )
    yield Section(
        Part.INTRODUCTION, labels.introduction, tuple(Paragraph(_on_paper(text)) for text in article.introduction)
    )
    yield _listing(Part.CAUSES, labels.causes, article.causes, locale)
    yield _listing(Part.PREVENTION, labels.prevention, article.prevention, locale)
    if article.self_care:
        yield _listing(Part.SELF_CARE, labels.self_care, article.self_care, locale)
    for section in article.sections:
        blocks: list[Block] = [Heading(2, section.heading)]
        blocks += [Paragraph(_on_paper(text)) for text in section.text]
        if section.items:
            blocks.append(_items(section.items, Numbering.DISC, locale))
        yield Section(Part.SECTION, plain(section.heading), tuple(blocks))
    yield _get_help(article, locale)
    yield _more(article, locale)
    yield _about(article, locale)


def _front(article: Article, locale: Locale, parts: list[str]) -> Section:
    labels, spoken = locale.labels, locale.spoken
    blocks: list[Block] = [Heading(1, article.title)]
    if article.contact:
        blocks.append(Paragraph(article.contact.name, Role.PUBLISHER, Medium.PRINT))
        blocks.append(Paragraph(fill(spoken["from"], publisher=article.contact.name), Role.FRAME, Medium.SPEECH))
    if article.clinic.logo:
        blocks.append(Figure(article.clinic.logo, spoken=(), medium=Medium.PRINT))
    blocks.append(Paragraph(_words(labels.tagline), Role.TAGLINE))
    if article.audio_url:
        listen = (*_words(labels.listen + " "), Run(_address(article.audio_url), href=article.audio_url))
        blocks.append(Paragraph(listen, Role.LISTEN, Medium.PRINT))
    contents = fill(spoken["contents"], count=str(len(parts)), parts=spoken["between"].join(parts))
    blocks.append(Paragraph(contents, Role.FRAME, Medium.SPEECH))
    return Section(Part.FRONT, plain(article.title), tuple(blocks))


def _closing(article: Article, locale: Locale) -> Section:
    spoken = locale.spoken
    said: list[Inline] = []
    if article.contact:
        said.append(fill(spoken["closing"], publisher=article.contact.name))
        if article.contact.phone:
            said.append(fill(spoken["closing_phone"], phone=article.contact.phone))
    said.append(_words(spoken["end"]))
    blocks = tuple(Paragraph(text, Role.FRAME, Medium.SPEECH) for text in said)
    return Section(Part.CLOSING, spoken["closing_name"], blocks, Medium.SPEECH)


def _listing(part: Part, name: str, listing: Listing, locale: Locale) -> Section:
    numbering = Numbering.DECIMAL if part is Part.PREVENTION else Numbering.DISC
    blocks: list[Block] = [Heading(2, _words(name))]
    blocks += [Paragraph(_on_paper(text)) for text in listing.introduction]
    blocks.append(_items(listing.items, numbering, locale))
    return Section(part, name, tuple(blocks))


def _items(items: tuple[Item, ...], numbering: Numbering, locale: Locale) -> ItemList:
    made = []
    for number, item in enumerate(items, 1):
        label = Label("•")
        if numbering is Numbering.DECIMAL:
            tip = locale.spoken["tip"].format(number=number, count=len(items))
            label = Label(str(number), tip)
        parts: list[Paragraph | Figure] = [Paragraph(_on_paper(_item_text(item)))]
        if item.picture:
            parts.append(_figure(item.picture, locale))
        made.append(ListItem(label, tuple(parts)))
    return ItemList(numbering, tuple(made))


def _item_text(item: Item) -> Inline:
    """Return name and text as one paragraph: the name strong, and closed by a full stop if nothing closes it."""
    if item.name is None:
        return item.text
    name = tuple(Run(run.text, True, run.href, run.language, run.origin) for run in item.name)
    stop = "" if _SENTENCE_END.search(plain(item.name)) else "."
    return (*name, Run(stop, strong=True), Run(" "), *item.text) if stop else (*name, Run(" "), *item.text)


def _figure(picture: Picture, locale: Locale) -> Figure:
    caption = Paragraph(_on_paper(picture.caption), Role.SMALL) if picture.caption else None
    spoken = () if picture.decorative else fill(locale.spoken["picture"], alt=picture.alt)
    return Figure(picture, spoken, caption)


def _get_help(article: Article, locale: Locale) -> Section:
    problems = []
    blocks: list[Block] = [Heading(2, _words(locale.labels.get_help))]
    by_tier = {warnings.tier: warnings for warnings in article.warnings}
    for tier in Tier:
        warnings = by_tier.get(tier)
        if warnings is None:
            continue
        action = _action(warnings, locale)
        if action is None:
            message = f"`warning_signs.{tier.value}` needs an `action`: there is no default for {article.language}"
            hint = "say what to do and whom to call, for example: action: Call 112 now"
            problems.append(error(warnings.span, message, hint))
            continue
        items = tuple(ListItem(Label("•"), (Paragraph(_on_paper(sign)),)) for sign in warnings.signs)
        heading = Heading(3, fill(locale.labels.condition, action=action))
        blocks.append(Alert(tier, heading, ItemList(Numbering.DISC, items)))
    if problems:
        raise Refusal(problems)
    return Section(Part.GET_HELP, locale.labels.get_help, tuple(blocks))


def _action(warnings: Warnings, locale: Locale) -> Inline | None:
    if warnings.action is not None:
        return warnings.action
    default = locale.actions.get(warnings.tier.value)
    return _words(default) if default else None


def _more(article: Article, locale: Locale) -> Section:
    labels = locale.labels
    blocks: list[Block] = [Heading(2, _words(labels.more))]
    contact = article.contact
    if contact:
        lines = tuple(ListItem(Label(""), (Paragraph(line),)) for line in _contact_lines(contact, locale))
        blocks.append(ItemList(Numbering.NONE, lines))
    offer: Inline = _words(labels.other_formats)
    if contact and contact.phone:
        offer = fill(labels.other_formats_phone, phone=contact.phone)
    question = Run(labels.other_formats_question, strong=True)
    blocks.append(Paragraph((question, Run(" "), *offer), Role.OTHER_FORMATS))
    if article.audio_url:
        address = _address(article.audio_url)
        words = (Run(labels.scan, strong=True), Run(" "), Run(address, href=article.audio_url))
        blocks.append(Scan(article.audio_url, labels.scan_alt.format(address=address), words))
    if article.related:
        titles = tuple(ListItem(Label("•"), (Paragraph(related.title),)) for related in article.related)
        blocks += [Paragraph(_words(labels.also_read)), ItemList(Numbering.DISC, titles)]
    return Section(Part.MORE, labels.more, tuple(blocks))


def _contact_lines(contact: Contact, locale: Locale) -> Iterator[Inline]:
    labels = locale.labels
    yield tuple(Run(run.text, True, run.href, run.language, run.origin) for run in contact.name)
    if contact.phone:
        yield (Run(labels.phone, strong=True), Run(" "), *contact.phone)
    if contact.email:
        yield (Run(labels.email, strong=True), Run(" "), Run(contact.email, href=f"mailto:{contact.email}"))
    if contact.web:
        yield (Run(labels.web, strong=True), Run(" "), Run(_address(contact.web), href=contact.web))


def _about(article: Article, locale: Locale) -> Section:
    labels, review = locale.labels, article.review
    references = []
    for reference in article.references:
        text = (
            *reference.title,
            *_words(". "),
            *reference.publisher,
            *_words(f", {locale.month_year(reference.date)}. "),
            Run(_address(reference.url), href=reference.url),
        )
        references.append(ListItem(Label("•"), (Paragraph(text, Role.SMALL),)))
    provenance = [fill(labels.written_by, author=review.author)]
    if review.reviewed_by:
        provenance.append(fill(labels.reviewed_by, reviewer=review.reviewed_by))
    provenance.append(fill(labels.published, date=locale.date(review.published)))
    provenance.append(fill(labels.next_review, date=locale.date(review.next_review)))
    blocks: tuple[Block, ...] = (
        Heading(2, _words(labels.about)),
        Paragraph(_words(labels.sources), Role.SMALL),
        ItemList(Numbering.DISC, tuple(references), Role.SMALL),
        Paragraph(_joined(provenance), Role.SMALL),
        Paragraph(_on_paper(article.disclaimer or _words(labels.disclaimer)), Role.SMALL),
    )
    return Section(Part.ABOUT, labels.about, blocks)


def _footer(article: Article) -> Iterator[str]:
    yield plain(article.title)
    if article.contact:
        yield plain(article.contact.name)
        if article.contact.phone:
            yield plain(article.contact.phone)


def _on_paper(text: Inline) -> Inline:
    """Add to each link the address that a reader of paper must type, unless its words are the address already."""
    runs: list[Run] = []
    for index, run in enumerate(text):
        runs.append(run)
        last = index + 1 == len(text) or text[index + 1].href != run.href
        if run.href and last and _address(run.href) not in run.text:
            runs.append(Run(f" ({_address(run.href)})"))
    return tuple(runs)


def _address(url: str) -> str:
    """Return a web address as people write it by hand: no scheme, no final slash."""
    return re.sub(r"^https?://(www\.)?|/$", "", url)


def _words(text: str) -> Inline:
    return (Run(text),)


def _joined(sentences: list[Inline]) -> Inline:
    joined: list[Run] = []
    for sentence in sentences:
        joined += [Run(" "), *sentence] if joined else sentence
    return tuple(joined)


def fill(template: str, **values: Inline | str) -> Inline:
    """Fill the template's braces with words or runs, keeping the runs' styles and origins.

    A value that ends its own sentence ("Dr A. Example, M.D.") is not given a second full stop.
    """
    runs: list[Run] = []
    for index, piece in enumerate(re.split(r"\{(\w+)\}", template)):
        if index % 2:
            value = values[piece]
            runs += _words(value) if isinstance(value, str) else value
        elif piece:
            doubled = piece.startswith(".") and runs and runs[-1].text.endswith((".", "!", "?"))
            runs.append(Run(piece[1:] if doubled else piece))
    return tuple(run for run in runs if run.text)
