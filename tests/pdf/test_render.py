"""A rendered leaflet is read back by an independent reader: nothing is lost, nothing is untagged."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from pamphlet.article.model import Clinic, Item, LanguageTag, Listing, Picture, Run, plain
from pamphlet.pdf.render import render
from pamphlet.plan import Edition, Medium, texts
from tests.articles import SQUARE, plan, plans, words
from tests.pdf.reader import Node, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pamphlet.pdf.press import Press
    from pamphlet.plan import ReadingPlan


def printed_words(made: ReadingPlan) -> list[str]:
    """Return the plan's words in reading order, as paper shows them (labels apart)."""
    return [word for text in texts(made, Medium.PRINT) for word in plain(text).replace("\u00a0", "~").split()]


def tagged_words(document: Node) -> list[str]:
    """Return the file's words in the order of its tags (labels apart)."""
    found = []
    for node in document.walk():
        if node.tag in {"P", "H1", "H2", "H3", "Caption"} or (node.tag == "LBody" and not node.find("P", "Figure")):
            found += node.text.replace("\u00a0", "~").split()
    return found


@given(plans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_text_in_tag_order_is_the_plans_text_word_for_word(press: Press, made: ReadingPlan) -> None:
    tagged = read(render(made, press))
    assert tagged_words(tagged.document) == printed_words(made)
    assert tagged.problems == []


def test_the_same_plan_gives_the_same_bytes(press: Press) -> None:
    assert render(plan(), press) == render(plan(), press)


def test_the_title_is_the_only_h1_and_levels_do_not_skip(press: Press) -> None:
    document = read(render(plan(), press)).document
    levels = [int(node.tag[1]) for node in document.walk() if node.tag in {"H1", "H2", "H3", "H4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert 3 in levels
    assert all(following <= level + 1 for level, following in pairwise(levels))


def test_lists_have_items_with_label_and_body_and_say_how_they_are_numbered(press: Press) -> None:
    lists = read(render(plan(), press)).document.find("L")
    assert [node.attributes["ListNumbering"] for node in lists[:3]] == ["/Disc", "/Decimal", "/Disc"]
    for node in lists:
        assert {kid.tag for kid in node.kids} == {"LI"}
        for item in node.kids:
            assert [kid.tag for kid in item.kids] in (["Lbl", "LBody"], ["LBody"])
    numbered = lists[1]
    assert [item.kids[0].text.strip() for item in numbered.kids] == ["1"]


def test_a_figure_has_alt_text_a_bounding_box_and_its_caption_beside_it(press: Press) -> None:
    picture = Picture("road.svg", SQUARE, words("A runner on a road"), words("Roads are hard."))
    made = plan(causes=Listing((Item(words("Hard ground."), picture=picture),)))
    body = next(node for node in read(render(made, press)).document.find("LBody") if node.find("Figure"))
    assert [kid.tag for kid in body.kids] == ["P", "Figure", "Caption"]
    figure = body.kids[1]
    assert figure.attributes["Alt"] == "A runner on a road"
    left, bottom, right, top = map(float, figure.attributes["BBox"].split())
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


def test_a_link_over_two_lines_is_one_link_with_an_annotation_for_each_line(press: Press) -> None:
    long = "a very long name of a page that will not fit on a single line of this leaflet at any size"
    text = (Run("Read "), Run(long, href="https://nhs.uk/page"), Run(" today."))
    tagged = read(render(plan(main_message=text, introduction=(text,)), press))
    links = [node for node in tagged.document.find("Link") if long in node.text]
    assert len(links) == 2  # one in the main message, one in the introduction
    pointing = [annotation for annotation in tagged.annotations if annotation["url"] == "https://nhs.uk/page"]
    assert len(pointing) >= 4
    assert {annotation["contents"] for annotation in pointing} == {f"{long} (nhs.uk/page)"}


def test_a_run_in_another_language_is_a_span_with_its_language(press: Press) -> None:
    text = (Run("The word "), Run("dolor", language=LanguageTag("es")), Run(" means pain."))
    document = read(render(plan(introduction=(text,)), press)).document
    (span,) = document.find("Span")
    assert span.attributes == {"Lang": "es"}
    assert span.text.strip() == "dolor"
    paragraph = next(node for node in document.find("P") if span in node.kids)
    assert paragraph.text.split() == ["The", "word", "dolor", "means", "pain."]


def test_an_element_stays_one_element_across_pages(press: Press) -> None:
    long = words("You can walk, swim or cycle while the shin heals. " * 120)
    document = read(render(plan(introduction=(long,)), press)).document
    (paragraph,) = [node for node in document.find("P") if "swim or cycle" in node.text]
    assert len(set(paragraph.pages)) >= 3
    assert paragraph.text.split() == plain(long).split()


def test_page_furniture_is_an_artifact_and_never_in_the_tree(press: Press) -> None:
    tagged = read(render(plan(), press))
    pages = len(tagged.pdf.pages)
    for number, text in enumerate(tagged.artifacts, 1):
        assert f"Page {number} of {pages}" in text
        assert "Sore shins after running · Example Clinic · 0800 123 4567" in text
    assert "Page 1" not in tagged.document.text


def test_the_clinic_stands_first_on_paper_but_the_title_is_read_first(press: Press) -> None:
    logo = Picture("logo.svg", SQUARE, words("Example Clinic"))
    document = read(render(plan(clinic=Clinic(logo=logo)), press)).document
    first, second, third = document.kids[:3]
    assert (first.tag, first.text.strip()) == ("H1", "Sore shins after running")
    assert (second.tag, second.text.strip()) == ("P", "Example Clinic")
    assert (third.tag, third.attributes["Alt"]) == ("Figure", "Example Clinic")


def test_a_character_of_the_second_font_keeps_its_place_and_value(press: Press) -> None:
    text = words("Take 5 µg → then Ωmega, жар, ½ or ≤ 3 ml, non\u2011stop.")
    tagged = read(render(plan(introduction=(text,)), press))
    assert plain(text) in " ".join(node.text for node in tagged.document.find("P"))


def test_the_outline_follows_the_headings(press: Press) -> None:
    pdf = read(render(plan(), press)).pdf
    with pdf.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Sore shins after running"
        names = [entry.title for entry in title.children]
        assert names[0] == "What causes it"
        get_help = next(entry for entry in title.children if entry.title == "When to get help")
        assert [entry.title for entry in get_help.children] == [
            "Call 999 or go to A&E now if:",
            "Book an appointment with your GP surgery if:",
        ]


def test_title_language_and_dates_stand_in_the_file(press: Press) -> None:
    pdf = read(render(plan(), press)).pdf
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Sore shins after running"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["xmp:CreateDate"].startswith("2026-10-01")
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261001")


LISTEN = "https://clinic.example/listen/sore-shins-after-running"


def test_a_code_to_scan_has_alt_text_and_its_address_beside_it(press: Press) -> None:
    document = read(render(plan(audio_url=LISTEN), press)).document
    code = next(node for node in document.find("Figure") if "QR code" in node.attributes["Alt"])
    assert code.attributes["Alt"].endswith("clinic.example/listen/sore-shins-after-running")
    beside = document.kids[document.kids.index(code) + 1]
    assert beside.text.split() == ["Scan", "to", "listen:", "clinic.example/listen/sore-shins-after-running"]
    left, bottom, right, top = map(float, code.attributes["BBox"].split())
    millimetres = (right - left) * 25.4 / 72
    assert millimetres * 29 / (29 + 8) >= 25  # the symbol has 29 modules or more, its quiet zone 8
    assert top - bottom == pytest.approx(right - left, abs=1)  # the reader rounds to points


@pytest.mark.tool
@pytest.mark.parametrize("edition", Edition)
def test_a_scanner_reads_the_code_in_every_edition(
    edition: Edition, press: Press, tool: Callable[[str], str], tmp_path: Path
) -> None:
    zbarimg, pdftoppm = tool("zbarimg"), tool("pdftoppm")
    (tmp_path / "leaflet.pdf").write_bytes(render(plan(audio_url=LISTEN), press, edition))
    subprocess.run([pdftoppm, "-r", "120", "-gray", tmp_path / "leaflet.pdf", tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*.pgm"))
    found = subprocess.run([zbarimg, "-q", "--raw", *pages], capture_output=True, text=True, check=False).stdout
    assert found.split() == [LISTEN]
