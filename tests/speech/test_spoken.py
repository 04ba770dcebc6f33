"""What is said for what is printed: a table, what a real engine makes of it, and what always holds."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pamphlet.speech.spoken import rules, spoken
from pamphlet.speech.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


CASES = table("en.tsv")
PHONEMES = table("en-phonemes.tsv")
READ_RIGHT_ALREADY = {"Go to A&E now"}


@pytest.mark.parametrize(("locale", "printed", "said"), CASES, ids=[f"{c[0]} {c[1]}" for c in CASES])
def test_the_table(locale: str, printed: str, said: str) -> None:
    assert spoken(printed, locale).text == said


def test_the_table_is_long_and_covers_both_englishes() -> None:
    assert len(CASES) >= 250
    assert {"en-GB", "en-US"} <= {case[0] for case in CASES}


@pytest.fixture(scope="module")
def phonemes() -> Callable[[str, str], str]:
    """Return a function that asks eSpeak NG itself how it pronounces a text."""
    if sys.platform != "linux":
        pytest.skip("espeakng-loader is a dependency on Linux only")
    import espeakng_loader  # noqa: PLC0415 - there on Linux only

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
    assert library.espeak_Initialize(2, 0, espeakng_loader.get_data_path().encode(), 0) > 0
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def ask(text: str, voice: str) -> str:
        assert library.espeak_SetVoiceByName(voice.encode()) == 0
        rest, clauses = ctypes.c_char_p(text.encode()), []
        while rest.value:
            clauses.append((library.espeak_TextToPhonemes(ctypes.byref(rest), 1, 2) or b"").decode())
        return " | ".join(clause for clause in clauses if clause)

    return ask


@pytest.mark.parametrize(("locale", "printed", "heard"), PHONEMES, ids=[f"{c[0]} {c[1]}" for c in PHONEMES])
def test_espeak_says_what_is_meant(
    phonemes: Callable[[str, str], str], locale: str, printed: str, heard: str
) -> None:
    voice = {"en-GB": "en", "en-US": "en-us"}[locale]
    assert phonemes(spoken(printed, locale).text, voice) == heard
    if printed not in READ_RIGHT_ALREADY:
        assert phonemes(printed, voice) != heard, "eSpeak NG reads this right by itself now"


SAY = (("physio", "fizz-ee-oh"), ("DOMS", "domz"), ("GP", "doctor"), ("mg", "em gee"), ("St John's", "Sinjins"))


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("See a physio.", "See a fizz-ee-oh."),
        ("Physio helps.", "Fizz-ee-oh helps."),
        ("PHYSIO", "Fizz-ee-oh"),
        ("Two physios", "Two fizz-ee-ohs"),
        ("the physio's room", "the fizz-ee-oh's room"),
        ("the physio’s room", "the fizz-ee-oh’s room"),
        ("physiotherapy", "physiotherapy"),
        ("electrophysio", "electrophysio"),
        ("DOMS", "domz"),
        ("doms", "doms"),
        ("your GP", "your doctor"),
        ("your GPs", "your doctors"),
        ("400 mg", "400 em gee"),
        ("St John's wort", "Sinjins wort"),
    ],
)
def test_an_authors_pronunciation_beats_every_rule(printed: str, said: str) -> None:
    assert spoken(printed, "en-GB", SAY).text == said


def test_a_language_without_rules_is_left_to_its_voice() -> None:
    assert spoken("400 mg, 2–3 Tage", "de").text == "400 mg, 2–3 Tage"
    assert spoken("<b>[[slnc 5]]", "de").text == "b (slnc 5)"


def test_the_map_leads_back_to_the_printed_words() -> None:
    printed = "Take 400 mg now, not 2–3 days later."
    pieces = {piece.spoken: printed[piece.start : piece.end] for piece in spoken(printed, "en-GB").pieces}
    assert pieces["400 milligrams"] == "400 mg"
    assert pieces["2 to 3"] == "2–3"
    assert pieces["Take "] == "Take "


text = st.text(st.sampled_from("abcAEIVN 0123456789.,:;!?-–/<>[]{}()£$%°+=~½’'\"&@#*_µgmlkx\u00a0😀"), max_size=60)


@given(text)
@example("[[slnc 500]]<speak>")
@example("<" * 20 + "[" * 20)
def test_no_markup_reaches_a_voice(printed: str) -> None:
    for locale in ("en-GB", "en-US", "xx"):
        said = spoken(printed, locale).text
        assert not set("<>[]{}") & set(said)


@given(text)
def test_the_pieces_are_the_text_and_stay_in_order(printed: str) -> None:
    said = spoken(printed, "en-GB")
    assert "".join(piece.spoken for piece in said.pieces) == said.text
    at = 0
    for piece in said.pieces:
        assert 0 <= piece.start < piece.end <= len(printed)
        assert piece.start >= at
        at = piece.start


@given(st.lists(st.sampled_from(["rest", "the", "Muscle", "sore", "ache,", "back."]), min_size=1, max_size=12))
def test_plain_words_are_said_as_they_are(words: list[str]) -> None:
    printed = " ".join(words)
    assert spoken(printed, "en-GB").text == printed


@given(st.integers(1, 5000), st.sampled_from(["mg", "ml", "mcg", "kg"]))
def test_no_amount_is_ever_lost(amount: int, unit: str) -> None:
    said = spoken(f"Take {amount} {unit} now.", "en-GB").text
    assert said.startswith(f"Take {amount} ")
    assert unit not in said.split()


@given(st.integers(1, 50), st.integers(1, 50), st.sampled_from(["–", "-"]))
def test_a_range_of_amounts_never_becomes_one_number(low: int, more: int, dash: str) -> None:
    assert spoken(f"{low}{dash}{low + more} days", "en-GB").text == f"{low} to {low + more} days"


def test_the_rules_are_one_ordered_table() -> None:
    names = [rule.name for rule in rules("en-GB")]
    order = [
        "web address",
        "ISO date",
        "telephone",
        "blood pressure",
        "money",
        "range",
        "unit",
        "fraction",
        "letters",
    ]
    places = [names.index(name) for name in order]
    assert places == sorted(places)
    assert rules("xx") != rules("en-GB")
    assert vocabulary("xx").units == ()
