"""A whole article comes out as it went in, whatever its line ends, and with the clinic's defaults."""

from __future__ import annotations

import datetime
import pickle
from typing import TYPE_CHECKING

import pytest

from pamphlet.article.model import Clinic, ImageKind, Paper, Run, Tier, plain
from pamphlet.article.parse import parse_clinic
from tests.article.folders import SMALLEST, SQUARE, MemoryFolder, article, changed, clinic, parsed

if TYPE_CHECKING:
    from pamphlet.article.model import Inline

WHOLE = """\
pamphlet: 1                                # a comment
title: Sore shins after running
language: en-gb
main_message: >-
  Sore shins usually heal with rest. Get help if the pain is sharp, in one spot, or keeps
  you awake.
introduction: |
  Shin pain is common when you start to run
  or run further than before.

  It is often called **shin splints**.
causes:
  introduction: Doing more than the leg is ready for.
  items:
    - Running further or faster than last week.
    - name: Hard ground
      text: Roads and pavements push back harder than grass.
      picture: {file: pictures/road.svg, alt: A runner on a road, caption: Hard ground}
prevention:
  items:
    - {name: Build up slowly, text: Add no more than a little each week.}
self_care:
  items: [Rest from running for 2–4 weeks., Hold an ice pack in a towel on the shin.]
warning_signs:
  routine:
    signs: [The pain is no better after 2 weeks of rest.]
  emergency:
    action: Call 999 or go to A&E now
    signs: ["The leg is pale, cold or numb."]
  urgent:
    signs: [The pain is sharp and in one spot.]
sections:
  - heading: Going back to running
    text: Start on grass, and stop if it hurts.
    items: []
  - heading: What to wear
    items: [Shoes that fit.]
review:
  author: Physiotherapy team
  reviewed_by: Dr A. Example, sports physician
  published: 2026-10-01
  next_review: 2029-10-01
sources:
  - {title: Shin splints, publisher: NHS, url: "https://www.nhs.uk/conditions/shin-splints/", date: 2025-03-01}
  - {title: Schienbeinschmerzen, publisher: Klinik, url: "https://klinik.example", date: 2024-02-29, language: de}
contact: {name: Example Clinic, phone: 0800 123 4567, web: "https://clinic.example", email: info@clinic.example}
related: [lower-back-pain, knees]
audio_url: https://clinic.example/audio/shins.mp3
say:
  physio: fizz-ee-oh
disclaimer: This is not advice.
"""

FOLDER = MemoryFolder(
    {"pictures/road.svg": SQUARE, "logo.svg": SQUARE},
    {("lower-back-pain", "en-GB"): "Lower back pain", ("knees", "es"): "Rodillas", ("knees", "fr"): "Genoux"},
)


def words(paragraphs: tuple[Inline, ...]) -> list[str]:
    return [plain(paragraph) for paragraph in paragraphs]


def test_whole_article() -> None:
    whole = article(WHOLE.encode(), FOLDER)
    assert (whole.stem, whole.path, whole.language) == ("shins", "shins.yaml", "en-GB")
    assert str(whole.language_span) == "shins.yaml:3:11"
    assert plain(whole.title) == "Sore shins after running"
    assert plain(whole.main_message).endswith("in one spot, or keeps you awake.")
    first, second = whole.introduction
    assert plain(first) == "Shin pain is common when you start to run or run further than before."
    assert [(run.text, run.strong) for run in second] == [
        ("It is often called ", False),
        ("shin splints", True),
        (".", False),
    ]
    assert words(whole.causes.introduction) == ["Doing more than the leg is ready for."]
    simple, full = whole.causes.items
    assert (simple.name, plain(simple.text)) == (None, "Running further or faster than last week.")
    assert full.name is not None
    assert plain(full.name) == "Hard ground"
    assert full.picture is not None
    assert full.picture.caption is not None
    assert (full.picture.file, plain(full.picture.alt)) == ("pictures/road.svg", "A runner on a road")
    assert plain(full.picture.caption) == "Hard ground"
    assert (full.picture.image.kind, full.picture.image.width, full.picture.image.height) == (ImageKind.SVG, 8, 4)
    assert whole.self_care is not None
    assert words(tuple(item.text for item in whole.self_care.items)) == [
        "Rest from running for 2–4 weeks.",
        "Hold an ice pack in a towel on the shin.",
    ]
    assert [plain(section.heading) for section in whole.sections] == ["Going back to running", "What to wear"]
    assert plain(whole.sections[1].items[0].text) == "Shoes that fit."
    assert whole.audio_url == "https://clinic.example/audio/shins.mp3"
    assert whole.say == {"physio": "fizz-ee-oh"}
    assert whole.disclaimer is not None
    assert plain(whole.disclaimer) == "This is not advice."


def test_most_urgent_first() -> None:
    """The order of the file does not matter: the most urgent signs come first."""
    warnings = article(WHOLE.encode(), FOLDER).warnings
    assert [each.tier for each in warnings] == [Tier.EMERGENCY, Tier.URGENT, Tier.ROUTINE]
    assert [str(each.span) for each in warnings] == ["shins.yaml:27:3", "shins.yaml:30:3", "shins.yaml:25:3"]
    assert warnings[0].action is not None
    assert plain(warnings[0].action) == "Call 999 or go to A&E now"
    assert words(warnings[0].signs) == ["The leg is pale, cold or numb."]
    assert warnings[1].action is None


def test_review_and_sources() -> None:
    whole = article(WHOLE.encode(), FOLDER)
    assert whole.review.published == datetime.date(2026, 10, 1)
    assert whole.review.next_review == datetime.date(2029, 10, 1)
    assert str(whole.review.next_review_span) == "shins.yaml:42:16"
    english, german = whole.references
    assert english.title[0].language is None
    assert (german.title[0].text, german.title[0].language) == ("Schienbeinschmerzen", "de")
    assert german.publisher[0].language is None
    assert german.date == datetime.date(2024, 2, 29)


def test_related_titles_carry_their_language() -> None:
    back, knees = article(WHOLE.encode(), FOLDER).related
    assert (back.stem, back.title[0].text, back.title[0].language) == ("lower-back-pain", "Lower back pain", None)
    assert (knees.title[0].text, knees.title[0].language) == ("Rodillas", "es")
    assert knees.title[0].origin is not None
    assert str(knees.title[0].origin.span_of("Rodillas", 5)) == "shins.yaml:47:28"


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_do_not_matter(line_end: str, mark: bytes) -> None:
    other = article(mark + WHOLE.replace("\n", line_end).encode(), FOLDER)
    whole = article(WHOLE.encode(), FOLDER)
    assert repr(other).replace(repr(line_end)[1:-1], "\\n") == repr(whole)


def test_only_the_version_is_a_number() -> None:
    """YAML would make false, 2026, and a number without its zero of these."""
    data = changed(
        ("title: Sore shins after running", "title: 2026"),
        ("language: en-GB", "language: no"),
        ("- Add a little each week.", "- 1.10"),
        add="contact: {name: yes, phone: 08001234567}\nsay: {on: 1e3}\n",
    )
    found = article(data)
    assert (plain(found.title), found.language) == ("2026", "no")
    assert plain(found.prevention.items[0].text) == "1.10"
    assert found.contact is not None
    assert found.contact.phone is not None
    assert (plain(found.contact.name), plain(found.contact.phone)) == ("yes", "08001234567")
    assert found.say == {"on": "1e3"}


def test_text_is_text() -> None:
    """Nothing in a text is obeyed by YAML, HTML or a speech engine's markup."""
    odd = r"Fish & chips <3 for $5 <b>x</b> [[slnc 500]] &amp; \n *not bold* {x} %s"
    found = article(changed(("- Running further than last week.", f"- '{odd}'")))
    assert found.causes.items[0].text[0].text == odd


def test_clinic() -> None:
    found = clinic(
        """
contact: {name: Example Clinic, phone: "111"}
logo: {file: logo.svg, alt: A house}
paper: letter
colour: "#005eb8"
say: {physio: fizz}
emergency: {action: Call 112}
review: {author: The team}
editions: [standard, giant]
audio: {voice: gmw/en, speed: slow}
""",
        FOLDER,
    )
    assert found.contact is not None
    assert found.contact.name == (
        Run("Example Clinic", origin=found.contact.name[0].origin if found.contact.name else None),
    )
    assert found.logo is not None
    assert found.logo.image.data == SQUARE
    assert (found.paper, found.colour, found.say) == (Paper.LETTER, "#005eb8", {"physio": "fizz"})
    assert {tier: plain(action) for tier, action in found.actions.items()} == {Tier.EMERGENCY: "Call 112"}
    assert found.author is not None
    assert plain(found.author) == "The team"
    assert (found.editions, found.voice, found.speed) == (("standard", "giant"), "gmw/en", "slow")


@pytest.mark.parametrize("nothing", ["", "# nothing yet\n", "{}\n", "---\n"])
def test_clinic_may_say_nothing(nothing: str) -> None:
    assert clinic(nothing) == Clinic()


def test_clinic_fills_what_the_article_leaves_out() -> None:
    shared = clinic(
        "contact: {name: Example Clinic, phone: '111', email: a@b.example}\n"
        "urgent: {action: Call us}\nroutine: {action: Book}\nreview: {author: The team}\n"
    )
    data = changed(("  author: Physiotherapy team\n", ""), add="contact: {phone: '222', web: 'https://b.example'}\n")
    found = article(data, clinic=shared)
    assert plain(found.review.author) == "The team"
    assert [(each.tier, plain(each.action or ())) for each in found.warnings] == [(Tier.URGENT, "Call us")]
    assert found.contact is not None
    assert found.contact.phone is not None
    assert (plain(found.contact.name), plain(found.contact.phone)) == ("Example Clinic", "222")
    assert (found.contact.web, found.contact.email) == ("https://b.example", "a@b.example")
    assert found.clinic is shared
    origin = found.review.author[0].origin
    assert origin is not None
    assert str(origin.span_of("The team", 4)) == "clinic.yaml:4:22"


def test_article_beats_clinic() -> None:
    shared = clinic("urgent: {action: Call us}\nreview: {author: The team}\n")
    found = article(changed(("  urgent:\n", "  urgent:\n    action: Call 111\n")), clinic=shared)
    assert plain(found.warnings[0].action or ()) == "Call 111"
    assert plain(found.review.author) == "Physiotherapy team"


def test_contact_of_the_clinic_needs_a_name_too() -> None:
    found = parsed(SMALLEST.encode(), clinic=clinic("contact: {phone: '111'}\n"))
    (missing,) = found.diagnostics
    assert str(missing.span) == "shins.yaml:1:1"
    assert missing.message == "`contact.name` is missing"
    assert missing.hint is not None
    assert missing.hint.startswith("clinic.yaml gives a contact without a name; add it here or in clinic.yaml")
    assert found.value is None


def test_no_contact_is_needed() -> None:
    assert article(SMALLEST.encode()).contact is None


def test_clinic_with_an_error_has_no_value() -> None:
    found = parse_clinic(b"paper: a5", path="clinic.yaml", folder=MemoryFolder())
    assert found.value is None
    assert len(found.diagnostics) == 1


def test_language_tags_have_one_spelling() -> None:
    written = {
        "EN": "en",
        "zh-hant-tw": "zh-Hant-TW",
        "sr-LATN": "sr-Latn",
        "es-419": "es-419",
        "de-ch-1996": "de-CH-1996",
    }
    for tag, canonical in written.items():
        assert article(changed(("language: en-GB", f"language: {tag}"))).language == canonical
    for tag in ("e", "en-", "english", "en--GB", "x-klingon", "en-GB-", "en-a", "en GB"):
        assert parsed(changed(("language: en-GB", f"language: {tag}"))).value is None


def test_source_in_the_language_of_the_article_carries_none() -> None:
    found = article(changed(("    publisher: NHS", "    publisher: NHS\n    language: EN-gb")))
    assert found.references[0].title[0].language is None


def test_articles_can_be_sent_to_another_process() -> None:
    whole = article(WHOLE.encode(), FOLDER, clinic("say: {a: b}\n"))
    assert pickle.loads(pickle.dumps(whole)) == whole  # noqa: S301 - our own bytes


def test_aliases_within_bounds_are_what_they_repeat() -> None:
    found = article(
        changed(("- Running further", "- &more Running further"), ("- Add a little each week.", "- *more"))
    )
    assert plain(found.prevention.items[0].text) == "Running further than last week."
    origin = found.prevention.items[0].text[0].origin
    assert origin is not None
    assert str(origin.span_of("Running", 0)) == "shins.yaml:8:13"


def test_leap_day_review() -> None:
    """29 February has no day 3 years later: the day after counts."""
    dates = ("published: 2026-10-01", "published: 2024-02-29"), ("next_review: 2029-10-01", "next_review: 2027-03-01")
    assert article(changed(*dates)).review.next_review == datetime.date(2027, 3, 1)
    assert parsed(changed(dates[0], (dates[1][0], "next_review: 2027-03-02"))).diagnostics != ()


def test_problems_of_all_kinds_come_in_one_go() -> None:
    """An error in one place hides none elsewhere."""
    data = changed(
        ("title: Sore shins after running", "titel: Sore shins"),
        ("- Running further than last week.", "- {text: Some\u200bthing **bold, picture: {file: no.png, alt: x}}"),
        ("next_review: 2029-10-01", "next_review: 2025-10-01\n  next_review: 2029-10-01"),
        add="related: [nowhere]\n",
    )
    lines = [str(each).splitlines()[0] for each in parsed(data).diagnostics]
    assert lines == [
        "shins.yaml:2:1: error: unknown key `titel`",
        "shins.yaml:8:18: error: invisible character U+200B (zero width space)",
        "shins.yaml:8:25: warning: `**` has no partner, and is printed as it stands",
        "shins.yaml:8:49: error: there is no picture `no.png`",
        "shins.yaml:19:16: error: `review.next_review` is 2025-10-01, before `review.published`, which is 2026-10-01",
        "shins.yaml:20:3: error: `next_review` is written twice: in line 19 and in line 20",
        "shins.yaml:26:11: error: there is no article `nowhere` in this folder",
    ]
