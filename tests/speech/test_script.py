"""What a recording says: every word of the plan, in order, and the pauses around it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from pamphlet.article.model import LanguageTag, Run, plain
from pamphlet.plan import Medium, Paragraph, ReadingPlan, texts
from pamphlet.speech import Speed, script
from pamphlet.speech.pauses import CHAPTER, HEAD, TAIL, Beat
from pamphlet.speech.script import LONGEST_BREATH, Script, Source, breaths_of, gaps
from tests import articles
from tests.speech.plans import CAUSES, LEAFLET, TIPS, paragraphs, plan_of, section


def of_the_plan(script_: Script) -> list[str]:
    return [utterance.printed for utterance in script_.utterances if utterance.source is Source.TEXT]


def words_of(plan: ReadingPlan) -> list[str]:
    return [word for text in texts(plan, Medium.SPEECH) for word in plain(text).split()]


def test_each_utterance_is_a_sentence_in_reading_order() -> None:
    said = script(LEAFLET)
    assert [utterance.printed for utterance in said.utterances] == [
        "Sore shins",
        "From Example Clinic.",
        "This recording has 3 parts: Causes; Tips; When to get help.",
        "It lasts about 1 minute.",
        "Causes",
        "Doing too much.",
        "Dr. Smith says so.",
        "Picture: A leg",
        "The shin, marked.",
        "Hard ground.",
        "Tips",
        "Tip 1 of 2.",
        "Rest for 2–3 days.",
        "Use ice.",
        "Tip 2 of 2.",
        "Take 400 mg of ibuprofen.",
        "When to get help",
        "Call 999 or go to A&E now if:",
        "The leg is cold.",
        "The phone number is 0800 123 4567.",
        "This is the end of the recording.",
    ]
    assert [utterance.order for utterance in said.utterances] == list(range(len(said.utterances)))
    assert said.chapters == ("Sore shins", "Causes", "Tips", "When to get help", "This is the end of the recording.")


def test_the_transcript_has_a_blank_line_between_chapters() -> None:
    lines = script(LEAFLET).transcript.split("\n")
    assert lines[:7] == [
        "Sore shins",
        "From Example Clinic.",
        "This recording has 3 parts: Causes; Tips; When to get help.",
        "It lasts about 1 minute.",
        "",
        "Causes",
        "Doing too much.",
    ]


def test_spoken_and_printed_words_go_together() -> None:
    by_printed = {utterance.printed: utterance.spoken for utterance in script(LEAFLET).utterances}
    assert by_printed["Rest for 2–3 days."] == "Rest for 2 to 3 days."
    assert by_printed["The phone number is 0800 123 4567."] == "The phone number is 0 8 0 0, 1 2 3, 4 5 6 7."


@settings(max_examples=60, deadline=None)
@given(articles.plans())
def test_the_utterances_are_the_plans_words_and_no_others(plan: ReadingPlan) -> None:
    said = script(plan)
    assert " ".join(of_the_plan(said)).split() == words_of(plan)
    for utterance in said.utterances:
        for piece in utterance.pieces:
            assert 0 <= piece.start < piece.end <= len(utterance.printed)


def test_the_example_article_is_said_word_for_word() -> None:
    plan = articles.plan()
    assert " ".join(of_the_plan(script(plan))).split() == words_of(plan)
    assert len(words_of(plan)) > 100


def test_pauses_tell_headings_items_and_chapters_apart() -> None:
    said = script(plan_of(CAUSES, TIPS)).utterances
    before = {utterance.printed: gap for utterance, gap in zip(said, gaps(said), strict=False)}
    assert before["Causes"] == HEAD
    assert before["Doing too much."] == 900
    assert before["Dr. Smith says so."] == 400
    assert before["Picture: A leg"] == 800
    assert before["Tips"] == CHAPTER
    assert before["Tip 1 of 2."] == 900
    assert before["Rest for 2–3 days."] == 300
    assert before["Use ice."] == 400
    assert before["Tip 2 of 2."] == 600
    assert list(gaps(said))[-1] == TAIL


def test_a_chapter_without_a_heading_still_begins_with_a_rest() -> None:
    said = script(plan_of(section(Paragraph((Run("One."),))), section(Paragraph((Run("Two."),))))).utterances
    assert next(u for u in said if u.printed == "Two.").pause_before == CHAPTER


@pytest.mark.parametrize(
    ("sentences", "said"),
    [(1, "It lasts less than a minute."), (16, "It lasts about 1 minute."), (120, "It lasts about 6 minutes.")],
)
def test_it_says_how_long_it_lasts(sentences: int, said: str) -> None:
    plan = paragraphs(*["Rest the leg and put some ice on it."] * sentences)
    length = [u for u in script(plan).utterances if u.source is Source.LENGTH]
    assert [u.printed for u in length] == [said]
    assert length[0].beat is Beat.FRAME


def test_a_slow_recording_says_that_it_is_longer() -> None:
    plan = paragraphs(*["Rest the leg and put some ice on it."] * 300)
    minutes = [int(script(plan, speed=speed).utterances[-1].printed.split()[3]) for speed in Speed]
    assert minutes == sorted(minutes, reverse=True)
    assert minutes[0] > minutes[-1]


def test_a_language_without_words_for_it_says_no_length() -> None:
    assert [u.printed for u in script(plan_of(section(Paragraph((Run("Ruhe."),))), language="de")).utterances] == [
        "Ruhe."
    ]


def test_a_run_in_another_language_is_a_breath_of_its_own() -> None:
    text = (Run("Say "), Run("buenos días", language=LanguageTag("es")), Run(" and take 5 ml."))
    utterance = script(plan_of(section(Paragraph(text)))).utterances[0]
    assert [(breath.language, breath.spoken) for breath in utterance.breaths] == [
        ("en-GB", "Say"),
        ("es", "buenos días"),
        ("en-GB", "and take 5 millilitres."),
    ]
    printed = "Say buenos días and take 5 ml."
    assert utterance.printed == printed
    assert {p.spoken: printed[p.start : p.end] for p in utterance.pieces}["5 millilitres"] == "5 ml"


def test_a_run_across_sentences_keeps_its_language_in_each() -> None:
    text = (Run("One. Uno"), Run(" dos. Tres.", language=LanguageTag("es")))
    said = script(plan_of(section(Paragraph(text)))).utterances
    assert [[b.language for b in u.breaths] for u in said[:3]] == [["en-GB"], ["en-GB", "es"], ["es"]]


def test_signs_that_nobody_says_take_no_breath() -> None:
    said = script(paragraphs("***", "Rest.")).utterances
    assert (said[0].printed, said[0].breaths) == ("***", ())


def test_a_long_sentence_is_spoken_in_breaths_that_lose_nothing() -> None:
    text = "rest the leg, and then " * 200 + "stop."
    parts = list(breaths_of(text))
    assert all(len(part) <= LONGEST_BREATH for part in parts)
    assert " ".join(parts).split() == text.split()
    assert all(part.endswith(",") for part in parts[:-1])
    assert len("".join(breaths_of("a" * 20_000))) == 20_000


def test_an_articles_pronunciation_is_used() -> None:
    said = script(plan_of(section(Paragraph((Run("DOMS hurts."),))), say=(("DOMS", "domz"),))).utterances[0]
    assert (said.printed, said.spoken) == ("DOMS hurts.", "domz hurts.")
