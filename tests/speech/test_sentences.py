"""Where sentences end, and that no character is lost or invented between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlet.speech.sentences import Abbreviations, abbreviations, sentences
from pamphlet.speech.vocabulary import vocabulary

ENGLISH = abbreviations(vocabulary("en-GB").data)


def parted(text: str, known: Abbreviations = ENGLISH) -> list[str]:
    return [text[start:end] for start, end in sentences(text, known)]


@pytest.mark.parametrize(
    "whole",
    [
        "Rest, e.g. lie down.",
        "Rest, i.e. lie down.",
        "Dr. Smith and Mr. Jones agree.",
        "Dr A. Example, sports physician, wrote this.",
        "Written by A. Example.",
        "J. R. Smith wrote this.",
        "See J.R. Smith for more.",
        "Heat vs. Cold is the question.",
        "Take 2.5 ml twice.",
        "See No. 5 on the list.",
        "See Fig. 2 for more.",
        "Come at 8 a.m. on Monday.",
        "Come at 8 a.m. Monday.",
        "Wait ... then rest.",
        "Wait… then rest.",
        "“Stop!” he said.",
        "Get help if: the leg is cold; it hurts.",
        "Call now if:",
        "Read nhs.uk/conditions/x.",
        "About 10 min. of rest.",
        "It is approx. 5 days.",
        "1. Rest the leg",
        "No full stop here",
        "St. John’s wort may harm.",
        "Use ice (e.g. Peas in a towel).",
        "Fruit, nuts, etc. are good.",
        "eGFR is a blood test.",
    ],
)
def test_it_is_one_sentence(whole: str) -> None:
    assert parted(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rest. Use ice.", ["Rest.", "Use ice."]),
        ("Is it bad? No. It heals.", ["Is it bad?", "No.", "It heals."]),
        ("Stop! Call 999.", ["Stop!", "Call 999."]),
        ("Eat fruit, nuts, etc. Drink water.", ["Eat fruit, nuts, etc.", "Drink water."]),
        ("Take it at 8 a.m. Take it with food.", ["Take it at 8 a.m.", "Take it with food."]),
        ("Eat vitamin C. Carrots help.", ["Eat vitamin C.", "Carrots help."]),
        ("You may have hepatitis B. It is treated.", ["You may have hepatitis B.", "It is treated."]),
        ("It lasts 2 weeks. 3 in 10 people agree.", ["It lasts 2 weeks.", "3 in 10 people agree."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ('He said "Stop!" Then he left.', ['He said "Stop!"', "Then he left."]),
        ("(It is rare.) Rest.", ["(It is rare.)", "Rest."]),
        ("Wait... Then rest.", ["Wait...", "Then rest."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("It ended in 2019. “Good,” she said.", ["It ended in 2019.", "“Good,” she said."]),
        ("Take it daily. eGFR will be tested.", ["Take it daily.", "eGFR will be tested."]),
        ("¿Duele? Sí.", ["¿Duele?", "Sí."]),
        ("休んでください。冷やしてください。", ["休んでください。", "冷やしてください。"]),
        ("  Rest.   Ice. ", ["Rest.", "Ice."]),
        ("", []),
        ("   ", []),
    ],
)
def test_it_is_several(text: str, parts: list[str]) -> None:
    assert parted(text) == parts


@given(st.text(st.sampled_from("aBc.!?…:;,“”’\"') \u00a0123DrNoe-😀。"), max_size=80))
def test_only_white_space_is_between_sentences(text: str) -> None:
    ranges = sentences(text, ENGLISH)
    kept = "".join(text[start:end] for start, end in ranges)
    assert kept.split() == "".join(kept).split()
    at = 0
    for start, end in ranges:
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        at = end
    assert not text[at:].strip()


def test_a_language_without_abbreviations_still_has_sentences() -> None:
    assert parted("Ruhe. Eis.", Abbreviations()) == ["Ruhe.", "Eis."]
