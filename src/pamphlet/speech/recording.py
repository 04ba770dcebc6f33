"""Plan and voice → :class:`Recording`: every sentence spoken, checked, placed, levelled, encoded, captioned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pamphlet.speech import captions, id3, mp3, pauses
from pamphlet.speech.assemble import Track
from pamphlet.speech.script import Utterance, gaps, script
from pamphlet.speech.speaker import Cast, spoken_by
from pamphlet.speech.voice import SpeechError, Speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pamphlet.plan import ReadingPlan
    from pamphlet.speech.script import Script
    from pamphlet.speech.speaker import Progress, Take, Voices
    from pamphlet.speech.voice import Description, Voice


@dataclass(frozen=True, slots=True)
class Stretch:
    """An utterance and its place in the recording: the samples ``[start, end)``, without the pauses around it."""

    utterance: Utterance
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Recording:
    """One article read aloud. ``seconds`` is its length, ``sample_rate`` what the stretches count in."""

    script: Script
    mp3: bytes = field(repr=False)
    vtt: str = field(repr=False)
    lrc: str = field(repr=False)
    transcript: str = field(repr=False)
    chapters: tuple[id3.Chapter, ...]
    stretches: tuple[Stretch, ...] = field(repr=False)
    sample_rate: int
    seconds: float
    voice: Description

    @property
    def words_a_minute(self) -> float:
        """The pace of running text as measured: printed words, and 400 ms of pause after each sentence."""
        spoken = [stretch for stretch in self.stretches if stretch.end > stretch.start]
        words = sum(len(stretch.utterance.printed.split()) for stretch in spoken)
        seconds = sum(stretch.end - stretch.start for stretch in spoken) / self.sample_rate + 0.4 * len(spoken)
        return words * 60 / seconds if seconds else 0.0


def record(
    plan: ReadingPlan,
    voice: Voice,
    *,
    speed: Speed = Speed.NORMAL,
    others: Voices | None = None,
    progress: Progress | None = None,
) -> Recording:
    """Return the recording of a plan, read by ``voice``.

    ``others`` gives the voice for a run in another language than the plan's. ``progress`` is called with the number
    of sentences that are spoken, and of all. The same plan and voice give the same bytes, as far as the voice does.

    Raises :class:`~pamphlet.speech.voice.BadSoundError` where a voice cannot say a sentence,
    :class:`NoVoiceForLanguageError` where there is no voice for a run, and whatever the voice raises: there is a
    whole recording or none.
    """
    whole = script(plan, speed=speed)
    breaths = [breath for utterance in whole.utterances for breath in utterance.breaths]
    if not breaths:
        raise SpeechError("the article has no words that can be spoken")
    cast = Cast(voice, whole.language, others, breaths)
    sound = _sound(whole, spoken_by(cast, whole.utterances, speed.value, progress))
    return _finished(plan, whole, voice, sound)


@dataclass(frozen=True, slots=True)
class _Sound:
    """The encoded recording, and where the utterances are in it. ``end`` and the stretches count samples."""

    frames: list[bytes]
    stretches: tuple[Stretch, ...]
    rate: int
    end: int


def _sound(whole: Script, takes: Sequence[Sequence[Take]]) -> _Sound:
    """Put the takes in their places, with the pauses between them, and encode the whole.

    The samples are gone when this returns: they are what a long article's memory goes to.
    """
    track = Track(mp3.nearest_rate(next(sentence[0].rate for sentence in takes if sentence)))
    stretches = []
    for pause, utterance, sentence in zip(gaps(whole.utterances), whole.utterances, takes, strict=False):
        track.rest(pause)
        start, end = track.lay(sentence)
        stretches.append(Stretch(utterance, start, end))
    track.rest(pauses.TAIL)
    levelled = track.levelled(mp3.GAIN)
    del takes, track, sentence  # the levels have been measured
    return _Sound(mp3.encoded(levelled), tuple(stretches), levelled.rate, levelled.end)


def _finished(plan: ReadingPlan, whole: Script, voice: Voice, sound: _Sound) -> Recording:
    cues = tuple(
        id3.Caption(s.utterance.printed, _milliseconds(s.start, sound.rate), _milliseconds(s.end, sound.rate))
        for s in sound.stretches
        if s.end > s.start
    )
    chapters = tuple(_chapters(whole, sound))
    tags = id3.Tags(
        title=plan.title,
        publisher=plan.publisher,
        language=plan.language,
        year=plan.published.year,
        milliseconds=_milliseconds(sound.end, sound.rate),
        transcript=whole.transcript,
        chapters=chapters,
        captions=cues,
    )
    return Recording(
        script=whole,
        mp3=b"".join([id3.tag(tags), *sound.frames]),
        vtt=captions.vtt(cues),
        lrc=captions.lrc(cues, plan.title, plan.publisher),
        transcript=whole.transcript,
        chapters=chapters,
        stretches=sound.stretches,
        sample_rate=sound.rate,
        seconds=sound.end / sound.rate,
        voice=voice.description,
    )


def _milliseconds(sample: int, rate: int) -> int:
    return round(sample * 1000 / rate)


def _chapters(whole: Script, sound: _Sound) -> Iterator[id3.Chapter]:
    """Yield the chapters: each begins half a second before its first word and ends where the next begins."""
    firsts: dict[int, int] = {}
    for stretch in sound.stretches:
        firsts.setdefault(stretch.utterance.chapter, stretch.start)
    starts = {chapter: max(0, start - sound.rate // 2) for chapter, start in firsts.items()}
    if starts:
        starts[min(starts)] = 0
    ends = [*list(starts.values())[1:], sound.end]
    for (chapter, start), end in zip(starts.items(), ends, strict=True):
        yield id3.Chapter(whole.chapters[chapter], _milliseconds(start, sound.rate), _milliseconds(end, sound.rate))
