"""What the author is asked, because no rule can know."""

from __future__ import annotations

import pytest

from pamphlet.article.model import Run
from pamphlet.diagnostics import Origin, Source
from pamphlet.plan import Paragraph
from pamphlet.speech import doubts
from tests.speech.plans import paragraphs, plan_of, section


def asked(text: str) -> list[str]:
    origin = Origin(Source("a.yaml", 7, 11, text, text))
    return [str(doubt) for doubt in doubts(plan_of(section(Paragraph((Run(text, origin=origin),)))))]


def test_a_date_of_two_readings_is_asked_about() -> None:
    message = "the date “12/05/2026” is read in two ways; the recording says its numbers one by one"
    assert asked("Come on 12/05/2026.") == [f"a.yaml:7:19: warning: {message}\n  hint: write the month as a word"]


def test_a_decimal_comma_is_asked_about() -> None:
    assert asked("Take 2,5 ml.") == [
        "a.yaml:7:16: warning: “2,5” may be heard as two numbers\n  hint: write 2.5, if that is what is meant"
    ]


@pytest.mark.parametrize("text", ["25/12/2026", "6/6/2026", "2026-05-12", "12 May 2026", "1,000 mg", "2.5 ml", "1/2"])
def test_what_is_certain_is_not_asked_about(text: str) -> None:
    assert asked(text) == []


def test_a_text_without_a_place_cannot_be_asked_about() -> None:
    assert doubts(paragraphs("12/05/2026")) == ()
