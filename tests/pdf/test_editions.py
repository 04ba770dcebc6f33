"""Every edition on every paper: same words, tagged, in the patient's order, inside the margins."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pamphlet.article.model import Clinic, Item, Listing, Paper, Picture, plain
from pamphlet.diagnostics import Refusal
from pamphlet.pdf.booklet import imposition
from pamphlet.pdf.render import render
from pamphlet.plan import Edition, Medium, texts
from tests.articles import SQUARE, plan, plans, words
from tests.pdf.geometry import Box, collisions, words_of
from tests.pdf.reader import read
from tests.pdf.test_render import printed_words, tagged_words

if TYPE_CHECKING:
    from pathlib import Path

    from pamphlet.pdf.press import Press
    from pamphlet.plan import ReadingPlan

Poppler = Callable[[bytes], tuple[list[tuple[float, float]], list[Box]]]
LOOSE = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def poppler(tool: Callable[[str], str], tmp_path: Path) -> Poppler:
    return lambda data: words_of(tool("pdftotext"), data, tmp_path)


def rendered(made: ReadingPlan, press: Press, edition: Edition, paper: Paper) -> bytes | None:
    """Render, or return nothing where a tri-fold has no room."""
    try:
        return render(made, press, edition, paper)
    except Refusal:
        assert edition is Edition.TRIFOLD
        return None


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("edition", Edition)
def test_an_edition_loses_no_word_and_leaves_nothing_untagged(edition: Edition, paper: Paper, press: Press) -> None:
    tagged = read(render(plan(), press, edition, paper))
    assert tagged_words(tagged.document) == printed_words(plan())
    assert tagged.problems == []


@pytest.mark.tool
@given(leaflet=st.tuples(plans(), st.sampled_from(Edition), st.sampled_from(Paper)))
@LOOSE
def test_words_lie_inside_the_page_and_not_on_one_another(
    leaflet: tuple[ReadingPlan, Edition, Paper],
    press: Press,
    poppler: Poppler,
) -> None:
    made, edition, paper = leaflet
    data = rendered(made, press, edition, paper)
    if data is None:
        return
    sizes, boxes = poppler(data)
    assert boxes
    margin = 27  # 10 mm less the side bearings
    for box in boxes:
        width, height = sizes[box.page]
        assert margin <= box.left < box.right <= width - margin, box
        assert margin <= box.top < box.bottom <= height - margin, box
    assert collisions(boxes) == []
    found = re.sub(r"\s", "", "".join(sorted("".join(box.text for box in boxes))))
    for char in {char for text in texts(made, Medium.PRINT) for char in plain(text) if not char.isspace()}:
        assert char in found


@given(made=plans(), edition=st.sampled_from(Edition), paper=st.sampled_from(Paper))
@LOOSE
def test_generated_articles_keep_every_word_in_every_edition(
    made: ReadingPlan, edition: Edition, paper: Paper, press: Press
) -> None:
    data = rendered(made, press, edition, paper)
    if data is not None:
        tagged = read(data)
        assert tagged_words(tagged.document) == printed_words(made)
        assert tagged.problems == []


@pytest.mark.parametrize(("edition", "size"), [(Edition.LARGE, 18.0), (Edition.GIANT, 24.0)])
def test_large_editions_have_no_smaller_text_not_even_in_the_footer(
    edition: Edition, size: float, press: Press
) -> None:
    assert min(font_sizes(render(plan(), press, edition))) == size


def test_a_tri_fold_is_read_cover_inside_flap_back(press: Press) -> None:
    document = read(render(plan(), press, Edition.TRIFOLD)).document
    order = [
        (node.pages[0], node.text.strip()) for node in document.walk() if node.tag in {"H1", "H2"} and node.pages
    ]
    outside, inside = 0, 1
    assert order == [
        (outside, "Sore shins after running"),
        (inside, "What causes it"),
        (inside, "How to prevent it"),
        (inside, "What you can do now"),
        (outside, "When to get help"),
        (outside, "More information"),
        (outside, "About this leaflet"),
    ]


@pytest.mark.tool
@pytest.mark.parametrize(
    ("paper", "folds"), [(Paper.A4, (97, 197, 100, 200)), (Paper.LETTER, (92.075, 185.7375, 93.6625, 187.325))]
)
def test_no_word_of_a_tri_fold_is_near_a_fold(
    paper: Paper, folds: tuple[float, ...], press: Press, poppler: Poppler
) -> None:
    _, boxes = poppler(render(plan(), press, Edition.TRIFOLD, paper))
    mm = 72 / 25.4
    for box in boxes:
        for fold in folds[:2] if box.page == 0 else folds[2:]:
            assert box.right <= (fold - 7.5) * mm or box.left >= (fold + 7.5) * mm, box
    help_words = [box for box in boxes if box.text == "999"]
    assert help_words
    assert all(box.page == 0 and box.right < folds[0] * mm for box in help_words)


def font_sizes(data: bytes) -> set[float]:
    tagged = read(data)
    return {
        float(instruction.operands[1])
        for page in tagged.pdf.pages
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) == "Tf"
    }


def test_a_tri_fold_uses_the_largest_size_that_fits_and_says_when_none_does(press: Press) -> None:
    def walking(times: int) -> ReadingPlan:
        return plan(introduction=(words("Rest, then walk a little further each day. " * times),))

    titles = [max(font_sizes(render(walking(times), press, Edition.TRIFOLD))) for times in (5, 57, 67)]
    assert titles[0] == 24.5  # 14 pt, the largest size, with its title in proportion
    assert titles[0] > titles[1] > titles[2] >= 21
    message = r"no room for \d+ lines of this article, even at 12 pt\n  hint: print the booklet"
    with pytest.raises(Refusal, match=message):
        render(walking(90), press, Edition.TRIFOLD)


def test_folded_sheets_ask_to_be_printed_at_their_own_size_over_the_short_edge(press: Press) -> None:
    for edition in (Edition.TRIFOLD, Edition.BOOKLET):
        tagged = read(render(plan(), press, edition))
        preferences = tagged.pdf.Root.ViewerPreferences
        assert str(preferences.Duplex) == "/DuplexFlipShortEdge"
        assert str(preferences.PrintScaling) == "/None"
    loose = read(render(plan(), press, Edition.BOOKLET, impose=False))
    assert "/Duplex" not in loose.pdf.Root.ViewerPreferences


def test_booklet_pages_meet_as_a_stapled_stack_needs_them() -> None:
    faces: dict[int, dict[int, int]] = {}
    for page, (face, side) in enumerate(imposition(8), 1):
        faces.setdefault(face, {})[side] = page
    assert [(faces[face][0], faces[face][1]) for face in range(4)] == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_a_booklet_is_padded_to_whole_sheets_and_read_in_page_order(press: Press) -> None:
    long = plan(introduction=(words("Rest, then walk a little further each day. " * 60),))
    tagged = read(render(long, press, Edition.BOOKLET))
    assert len(tagged.pdf.pages) % 2 == 0
    assert tagged_words(tagged.document) == printed_words(long)
    loose = read(render(long, press, Edition.BOOKLET, impose=False))
    assert len(loose.pdf.pages) == 2 * len(tagged.pdf.pages)
    assert len(loose.pdf.pages) % 4 == 0
    pages = [page for node in loose.document.walk() for page in node.pages]
    assert pages == sorted(pages)
    box = [float(edge) for edge in loose.pdf.pages[0].MediaBox]
    assert box[2:] == pytest.approx([420.945, 595.276], abs=0.01)


def test_a_cover_shows_the_first_picture_as_decoration(press: Press) -> None:
    picture = Picture("square.svg", SQUARE, words("A square"))
    made = plan(causes=Listing((Item(words("Hard ground."), picture=picture),)), clinic=Clinic())
    tagged = read(render(made, press, Edition.TRIFOLD))
    drawn = [page for page in tagged.pdf.pages if b" Do" in page.Contents.read_bytes()]
    assert len(drawn) == 2
    assert len(tagged.document.find("Figure")) == 1
