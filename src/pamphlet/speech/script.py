"""ReadingPlan → Script: the utterances of a recording in order, a sentence each, with the pauses around them.

Every sentence of the plan that speech shows becomes one utterance, whose ``printed`` words are the plan's own,
character for character. Two kinds of utterance are added: a list item's spoken label ("Tip 1 of 4.", an utterance of
its own so that it has a breath of its own), and how long the recording is, after its contents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, assert_never

from pamphlet.article.model import plain
from pamphlet.plan import Alert, Figure, Heading, ItemList, Medium, Paragraph, Role, Scan
from pamphlet.speech import pauses
from pamphlet.speech.pace import seconds_expected
from pamphlet.speech.pauses import PAUSES, Beat
from pamphlet.speech.sentences import abbreviations, sentences
from pamphlet.speech.spoken import spoken
from pamphlet.speech.traced import Piece
from pamphlet.speech.vocabulary import vocabulary
from pamphlet.speech.voice import Speed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pamphlet.article.model import Inline, LanguageTag
    from pamphlet.plan import Block, ReadingPlan, Section

LONGEST_BREATH = 400
"""Characters given to a voice at once. A longer sentence is spoken in several breaths, parted at its commas."""


class Source(Enum):
    """Where an utterance comes from."""

    TEXT = "text"
    """A sentence of the plan's texts."""
    LABEL = "label"
    """A list item's spoken label."""
    LENGTH = "length"
    """How long the recording is, which no plan can know."""


@dataclass(frozen=True, slots=True)
class Breath:
    """What a voice is given at once: plain spoken words in one language."""

    spoken: str
    language: LanguageTag


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence.

    ``order`` counts from 0 in reading order; ``pieces`` map what is said to the ``printed`` words. The pauses are in
    milliseconds; between two utterances the longer of the two holds.
    """

    order: int
    chapter: int
    source: Source
    beat: Beat
    printed: str
    breaths: tuple[Breath, ...]
    pieces: tuple[Piece, ...]
    pause_before: int
    pause_after: int

    @property
    def spoken(self) -> str:
        """All the words that are said; empty where the print has only signs that nobody says."""
        return " ".join(breath.spoken for breath in self.breaths)


@dataclass(frozen=True, slots=True)
class Script:
    """All that a recording says, in order. ``chapters`` are the titles of the plan's sections."""

    language: LanguageTag
    title: str
    publisher: str
    chapters: tuple[str, ...]
    utterances: tuple[Utterance, ...]

    def lines(self, *, as_spoken: bool = False) -> Iterator[str]:
        """Yield the utterances a line each, with an empty line between chapters."""
        chapter = 0
        for utterance in self.utterances:
            if utterance.chapter != chapter:
                chapter = utterance.chapter
                yield ""
            yield utterance.spoken if as_spoken else utterance.printed

    @property
    def transcript(self) -> str:
        """The printed words as a text of lines."""
        return "\n".join(self.lines()).strip("\n")


def script(plan: ReadingPlan, *, speed: Speed = Speed.NORMAL) -> Script:
    """Return what the recording of a plan says. ``speed`` matters only for the length it gives of itself."""
    sections = [section for section in plan.sections if section.medium & Medium.SPEECH]
    said = [u for number, section in enumerate(sections) for u in _section(plan, number, section)]
    length = _length(plan, said, speed)
    if length:
        front = sum(utterance.chapter == 0 for utterance in said)
        said.insert(front, length)
    utterances = tuple(replace(utterance, order=order) for order, utterance in enumerate(said))
    return Script(plan.language, plan.title, plan.publisher, tuple(s.name for s in sections), utterances)


def gaps(said: tuple[Utterance, ...] | list[Utterance]) -> Iterator[int]:
    """Yield the milliseconds of silence before each utterance, and last those after the end."""
    if said:
        yield pauses.HEAD
    for before, after in pairwise(said):
        yield max(before.pause_after, after.pause_before)
    yield pauses.TAIL


def _section(plan: ReadingPlan, chapter: int, section: Section) -> Iterator[Utterance]:
    first = True
    for block in section.blocks:
        if isinstance(block, Paragraph | Figure | Scan) and not block.medium & Medium.SPEECH:
            continue
        for utterance in _block(plan, block):
            before = max(utterance.pause_before, pauses.CHAPTER if first else 0)
            yield replace(utterance, chapter=chapter, pause_before=before)
            first = False


_BEATS = {Role.MAIN_MESSAGE: Beat.MAIN_MESSAGE, Role.LABEL: Beat.HEADING, Role.FRAME: Beat.FRAME}


def _block(plan: ReadingPlan, block: Block) -> Iterator[Utterance]:
    match block:
        case Heading():
            yield from _text(plan, block.text, Beat.TITLE if block.level == 1 else Beat.HEADING)
        case Paragraph():
            yield from _text(plan, block.text, _BEATS.get(block.role, Beat.PARAGRAPH))
        case Figure():
            yield from _figure(plan, block, Beat.PARAGRAPH)
        case Scan():
            yield from _text(plan, block.text, Beat.PARAGRAPH)
        case ItemList():
            yield from _items(plan, block)
        case Alert():
            yield from _text(plan, block.heading.text, Beat.ALERT)
            yield from _items(plan, block.signs)
        case _:
            assert_never(block)


def _figure(plan: ReadingPlan, figure: Figure, beat: Beat) -> Iterator[Utterance]:
    yield from _text(plan, figure.spoken, beat)
    if figure.caption is not None:
        yield from _text(plan, figure.caption.text, beat)


def _items(plan: ReadingPlan, items: ItemList) -> Iterator[Utterance]:
    for item in items.items:
        if item.label.spoken:
            yield _own(plan, item.label.spoken, Source.LABEL, Beat.LABEL)
        for block in item.blocks:
            match block:
                case Paragraph():
                    yield from _text(plan, block.text, Beat.ITEM)
                case Figure():
                    yield from _figure(plan, block, Beat.ITEM)
                case _:
                    assert_never(block)


def _own(plan: ReadingPlan, words: str, source: Source, beat: Beat) -> Utterance:
    said, pieces = _said(plan, words, plan.language, 0)
    pause = PAUSES[beat]
    return Utterance(0, 0, source, beat, words, said, pieces, pause.before, pause.after)


def _text(plan: ReadingPlan, text: Inline, beat: Beat) -> Iterator[Utterance]:
    """Yield a text's sentences."""
    whole = plain(text)
    pause = PAUSES[beat]
    ranges = sentences(whole, abbreviations(vocabulary(plan.language).data))
    for index, (start, end) in enumerate(ranges):
        breaths: tuple[Breath, ...] = ()
        pieces: tuple[Piece, ...] = ()
        for language, begin, stop in _languages(plan, text, start, end):
            said, stretch = _said(plan, whole[begin:stop], language, begin - start)
            breaths, pieces = breaths + said, pieces + stretch
        before = pause.before if index == 0 else 0
        after = pause.after if index == len(ranges) - 1 else pause.between
        yield Utterance(0, 0, Source.TEXT, beat, whole[start:end], breaths, pieces, before, after)


def _languages(plan: ReadingPlan, text: Inline, start: int, end: int) -> Iterator[tuple[LanguageTag, int, int]]:
    """Yield the stretches of one language that the characters ``[start, end)`` of a text consist of."""
    at = 0
    runs: list[tuple[LanguageTag, int, int]] = []
    for run in text:
        begin, at = at, at + len(run.text)
        if begin < end and at > start:
            runs.append((run.language or plan.language, max(begin, start), min(at, end)))
    for language, group in groupby(runs, key=lambda run: run[0]):
        stretch = list(group)
        yield language, stretch[0][1], stretch[-1][2]


def _said(
    plan: ReadingPlan, printed: str, language: LanguageTag, offset: int
) -> tuple[tuple[Breath, ...], tuple[Piece, ...]]:
    said = spoken(printed, language, plan.say)
    pieces = tuple(Piece(piece.spoken, piece.start + offset, piece.end + offset) for piece in said.pieces)
    return tuple(Breath(part, language) for part in breaths_of(said.text)), pieces


def breaths_of(text: str, longest: int = LONGEST_BREATH) -> Iterator[str]:
    """Yield a sentence in stretches of at most ``longest`` characters, parted at the best place before that.

    Text without a letter or a digit is nothing to say and yields nothing.
    """
    rest = text.strip()
    while rest:
        cut = len(rest) if len(rest) <= longest else _cut(rest[:longest])
        breath, rest = rest[:cut].strip(), rest[cut:].strip()
        if any(char.isalnum() for char in breath):
            yield breath


def _cut(text: str) -> int:
    """Return where to part a text: behind its last clause if not too early, else at a space, else anywhere."""
    for marks in (";:—–", ",)", " "):
        cut = max(text.rfind(f"{mark} " if mark != " " else mark) for mark in marks) + 1
        if cut > len(text) // 3:
            return cut
    return len(text)


def seconds(said: list[Utterance] | tuple[Utterance, ...], speed: Speed) -> float:
    """Return about how many seconds the utterances take, pauses included."""
    words = sum(seconds_expected(breath.spoken, speed.value) for each in said for breath in each.breaths)
    return words + sum(gaps(said)) / 1000


def _length(plan: ReadingPlan, said: list[Utterance], speed: Speed) -> Utterance | None:
    """Return the sentence that tells how long the recording is; ``None`` in a language that has no words for it."""
    templates = vocabulary(plan.language).table("length")
    if not templates or not any(utterance.breaths for utterance in said):
        return None
    minutes = round(seconds(said, speed) / 60)
    form = "short" if not minutes else "one" if minutes == 1 else "many"
    return _own(plan, templates[form].format(minutes=minutes), Source.LENGTH, Beat.FRAME)
