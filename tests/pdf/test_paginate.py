"""Page breaks are chosen for the whole leaflet: what belongs together stays together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from pamphlet.article.model import Item, Listing, Paper, Picture
from pamphlet.pdf.compose import Composer
from pamphlet.pdf.look import Look
from pamphlet.pdf.paginate import paginate
from pamphlet.pdf.strips import BETWEEN_BLOCKS, IN_PARAGRAPH, KEPT, NEVER, Strip
from pamphlet.pdf.styles import STANDARD
from tests.articles import SQUARE, plan, plans, words

if TYPE_CHECKING:
    from pamphlet.pdf.press import Press
    from pamphlet.plan import ReadingPlan


def lines(count: int, penalty: float = IN_PARAGRAPH) -> list[Strip]:
    return [Strip(10, penalty=penalty if index else BETWEEN_BLOCKS) for index in range(count)]


def sizes(strips: list[Strip], height: float) -> list[int]:
    return [len(page) for page in paginate(strips, [height]).pages]


def test_everything_on_one_page_where_it_fits() -> None:
    assert sizes(lines(10), 100) == [10]


def test_nothing_is_lost_and_nothing_moves() -> None:
    strips = lines(57)
    pages = paginate(strips, [100]).pages
    assert [strip for page in pages for strip in page] == strips


def test_a_box_that_fits_a_page_is_not_split() -> None:
    box = [Strip(10, penalty=KEPT if index else BETWEEN_BLOCKS) for index in range(6)]
    assert sizes([*lines(7), *box, *lines(3)], 100) == [7, 9]


def test_a_box_taller_than_a_page_is_split_rather_than_lost() -> None:
    box = [Strip(10, penalty=KEPT if index else BETWEEN_BLOCKS) for index in range(25)]
    pages = paginate(box, [100]).pages
    assert sum(map(len, pages)) == 25
    assert max(map(len, pages)) <= 10


def test_what_must_never_break_breaks_only_where_no_page_could_hold_it() -> None:
    chain = [Strip(10, penalty=NEVER if index else BETWEEN_BLOCKS) for index in range(6)]
    assert sizes([*lines(7), *chain], 100) == [7, 6]
    endless = [Strip(10, penalty=NEVER if index else BETWEEN_BLOCKS) for index in range(25)]
    assert sum(sizes(endless, 100)) == 25


def test_the_last_page_is_not_left_with_two_lines() -> None:
    blocks = [Strip(5, penalty=BETWEEN_BLOCKS) for _ in range(22)]
    first, last = sizes(blocks, 100)
    assert first + last == 22
    assert last >= 4


def test_a_nearly_empty_last_page_is_saved_by_tighter_space_between_blocks() -> None:
    blocks = [Strip(10, above=4, penalty=BETWEEN_BLOCKS) for _ in range(23)]
    pages = paginate(blocks, [300])
    assert len(pages.pages) == 1
    assert pages.tightness < 1


def test_a_paragraph_is_not_cut_where_a_gap_between_blocks_is_near() -> None:
    strips = [*lines(9), *lines(9), *lines(9)]
    assert sizes(strips, 100) == [9, 9, 9]


@given(plans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_ends_with_a_heading_and_no_box_is_split_without_need(press: Press, made: ReadingPlan) -> None:
    width, height = Paper.A4.value
    room = height - STANDARD.top - STANDARD.bottom - 40
    strips = Composer(made, STANDARD, Look(), press).compose(width - 2 * STANDARD.margin)
    pages = paginate(strips, [room]).pages
    assert [strip for page in pages for strip in page] == strips
    panels = {panel for strip in strips for panel in strip.panels}
    for panel in panels:
        tall = sum(strip.height + strip.above for strip in strips if panel in strip.panels)
        holding = [page for page in pages if any(panel in strip.panels for strip in page)]
        assert len(holding) == 1 or tall > room * 0.75
    for page in pages[:-1]:
        assert page[-1].anchor is None


def test_a_heading_takes_its_first_lines_along_also_before_a_picture(press: Press) -> None:
    picture = Picture("square.svg", SQUARE, words("A square"))
    causes = Listing((Item(words("First cause."), picture=picture), Item(words("Second."), picture=picture)))
    strips = Composer(plan(causes=causes), STANDARD, Look(), press).compose(480)
    heading = next(at for at, strip in enumerate(strips) if strip.anchor == (2, "What causes it"))
    assert strips[heading + 1].penalty == NEVER
    assert strips[heading + 2].penalty == NEVER
