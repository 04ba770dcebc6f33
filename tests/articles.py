"""Articles for tests: one small and readable, and hypothesis strategies for odd ones."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pamphlet import locales, reading
from pamphlet.article.model import (
    Article,
    Clinic,
    Contact,
    Image,
    ImageKind,
    Inline,
    Item,
    LanguageTag,
    Listing,
    Picture,
    Reference,
    Related,
    Review,
    Run,
    Section,
    Stem,
    Tier,
    Warnings,
)
from pamphlet.diagnostics import Span

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from pamphlet.plan import ReadingPlan

HERE = Span("article.yaml", 1, 1)


def words(text: str, *, strong: bool = False) -> Inline:
    """Return text as one run."""
    return (Run(text, strong),)


SQUARE = Image(
    ImageKind.SVG,
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="60" viewBox="0 0 80 60">'
    b'<rect x="4" y="4" width="72" height="52" fill="#dfe9f6" stroke="#00396b" stroke-width="3"/></svg>',
    80,
    60,
)

REVIEW = Review(words("Physiotherapy team"), datetime.date(2026, 10, 1), datetime.date(2029, 10, 1), HERE)
REFERENCE = Reference(
    words("Shin splints"), words("NHS"), "https://www.nhs.uk/conditions/shin-splints/", datetime.date(2025, 3, 1)
)
CONTACT = Contact(words("Example Clinic"), words("0800 123 4567"), "https://clinic.example", "info@clinic.example")


def article(**changes: object) -> Article:
    """Return the article of the format's own example, with changes."""
    fields: dict[str, object] = {
        "stem": Stem("sore-shins"),
        "path": "sore-shins.yaml",
        "language": LanguageTag("en-GB"),
        "language_span": HERE,
        "title": words("Sore shins after running"),
        "main_message": words("Sore shins usually heal with rest. Get help if the pain keeps you awake."),
        "introduction": (words("Shin pain is common when you start to run."), words("It is called shin splints.")),
        "causes": Listing(
            (
                Item(words("Running further or faster than last week.")),
                Item(words("Roads push back."), words("Hard ground"), Picture("road.svg", SQUARE, words("A road"))),
            ),
            (words("Doing more than the leg is ready for."),),
        ),
        "prevention": Listing((Item(words("Add a little each week."), words("Build up slowly")),)),
        "self_care": Listing((Item(words("Rest from running for 2–4 weeks.")),)),
        "warnings": (
            Warnings(Tier.EMERGENCY, (words("The leg is pale, cold or numb."),), HERE),
            Warnings(Tier.ROUTINE, (words("The pain is no better after 2 weeks of rest."),), HERE),
        ),
        "review": REVIEW,
        "references": (REFERENCE,),
        "clinic": Clinic(),
        "contact": CONTACT,
    }
    return Article(**{**fields, **changes})  # type: ignore[arg-type]  # the fields are as Article's


def plan(**changes: object) -> ReadingPlan:
    """Return the reading plan of :func:`article`."""
    made = article(**changes)
    locale = locales.find(made.language)
    assert locale is not None
    return reading.plan_of(made, locale)


# --- odd articles ---------------------------------------------------------------------------------------------------

_MARKS = ".,;:!?()[]{}<>&%#@/\\|*_~^`'\"+-=–—“”‘’…•½¼£€°±×µ≤≥\u00a0\u2011"
_ACCENTS = "áéíóúñüçßøåæœžšőłąęŁŻÀÊαβγδωЖжщюїєґẠảấ→✓"
_PLAIN = ["rest", "the", "muscle", "for", "two", "days", "and", "drink", "water", "if", "it", "hurts", "again"]
_ODD = ["400 mg", "0800 123 4567", "well-known", "https://a.example/b/c?d=e", "ffi", "AVATAR", "To", "1½", "W" * 60]
_ODD += [f"x{mark}y" for mark in _MARKS] + list(_MARKS) + [f"n{accent}n" for accent in _ACCENTS] + ["longword" * 11]

_text = st.lists(st.sampled_from(_PLAIN) | st.sampled_from(_ODD), min_size=1, max_size=20).map(" ".join)


def _run(text: str, strong: bool, link: bool, language: str | None) -> Run:  # noqa: FBT001
    href = "https://clinic.example/" + text[:3].encode().hex() if link else None
    return Run(text, strong, href, LanguageTag(language) if language else None)


@st.composite
def inlines(draw: st.DrawFn) -> Inline:
    """Return a paragraph of a few runs: plain, strong, linked, in another language."""
    made: list[Run] = []
    for text in draw(st.lists(_text, min_size=1, max_size=3)):
        glue = draw(st.sampled_from(["", " "])) if made else ""
        strong, link = draw(st.booleans()), draw(st.integers(0, 5)) == 0
        language = draw(st.sampled_from([None, None, None, "es"]))
        made.append(_run(glue + text, strong, link, language))
    return tuple(made)


_picture = st.builds(lambda alt: Picture("square.svg", SQUARE, words(alt)), _text)
_captioned = st.builds(lambda alt, caption: Picture("square.svg", SQUARE, words(alt), caption), _text, inlines())
_item = st.builds(
    Item,
    inlines(),
    st.none() | inlines(),
    st.one_of(st.none(), st.none(), st.none(), _picture, _captioned),
)
_items = st.lists(_item, min_size=1, max_size=6).map(tuple)
_paragraphs = st.lists(inlines(), min_size=1, max_size=3).map(tuple)
_listing = st.builds(Listing, _items, st.just(()) | _paragraphs)
_section = st.builds(Section, inlines(), st.just(()) | _paragraphs, st.just(()) | _items)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Return an article that is valid and odd."""
    tiers = draw(st.sets(st.sampled_from(list(Tier)), min_size=1))
    warnings = tuple(
        Warnings(tier, tuple(draw(st.lists(inlines(), min_size=1, max_size=4))), HERE)
        for tier in Tier
        if tier in tiers
    )
    return article(
        title=words(draw(_text)),
        main_message=draw(inlines()),
        introduction=draw(_paragraphs),
        causes=draw(_listing),
        prevention=draw(_listing),
        self_care=draw(st.none() | _listing),
        sections=tuple(draw(st.lists(_section, max_size=2))),
        warnings=warnings,
        references=tuple(draw(st.lists(st.just(REFERENCE), min_size=1, max_size=3))),
        related=tuple(draw(st.lists(st.builds(Related, st.just(Stem("x")), inlines()), max_size=2))),
        audio_url=draw(st.none() | st.just("https://clinic.example/listen/" + "long" * 8)),
        contact=draw(st.sampled_from([None, CONTACT, Contact(words("Clinic"))])),
        clinic=Clinic(logo=draw(st.none() | _picture)),
    )


def plans() -> SearchStrategy[ReadingPlan]:
    """Return reading plans of odd articles."""
    locale = locales.find("en-GB")
    assert locale is not None
    return articles().map(lambda made: reading.plan_of(made, locale))
