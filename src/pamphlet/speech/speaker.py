"""Has each sentence spoken by the right voice, and does not take a voice's word for it that it was.

A sound that cannot be its sentence is asked for again from a fresh engine, and then the recording fails: there is no
shorter recording. Two checks are made: of each sound as it comes, and of all of them beside each other.
"""

from __future__ import annotations

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.speech.loudness import levels_of
from pamphlet.speech.pace import cut_off, seconds_expected
from pamphlet.speech.sound import trimmed
from pamphlet.speech.voice import BadSoundError, NoVoiceForLanguageError, fault_in, wrong_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

    import numpy as np
    from numpy.typing import NDArray

    from pamphlet.article.model import LanguageTag
    from pamphlet.speech.loudness import Levels
    from pamphlet.speech.script import Breath, Utterance
    from pamphlet.speech.voice import Sound, Voice

    Voices = Callable[[LanguageTag], Voice]
    Progress = Callable[[int, int], None]

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Take:
    """A breath as it was spoken: its sound without the silence around it, and the name of the voice."""

    breath: Breath
    samples: NDArray[np.int16]
    rate: int
    voice: str
    levels: Levels

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.samples.size / self.rate


class Cast:
    """Who reads: one voice for the plan's language, and others for runs in another."""

    def __init__(self, main: Voice, language: LanguageTag, others: Voices | None, breaths: Iterable[Breath]) -> None:
        """Find a voice for every language of ``breaths`` before a word is spoken.

        Raises :class:`NoVoiceForLanguageError` where there is none: another language's voice is never taken.
        """
        self.main = main
        found = {_primary(language): main}
        for breath in breaths:
            if _primary(breath.language) not in found:
                if others is None:
                    raise NoVoiceForLanguageError(breath.language, breath.spoken)
                found[_primary(breath.language)] = others(breath.language)
        self._voices = found
        self._places = {id(voice): threading.Semaphore(voice.at_once) for voice in found.values()}

    def voice_for(self, breath: Breath) -> Voice:
        """Return the voice for a breath's language."""
        return self._voices[_primary(breath.language)]

    def speak(self, breath: Breath, words_a_minute: int) -> Sound:
        """Return a breath's sound, when its voice is free to speak it."""
        voice = self.voice_for(breath)
        with self._places[id(voice)]:
            return voice.speak(breath.spoken, words_a_minute)


def _primary(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()


def spoken_by(
    cast: Cast, utterances: Sequence[Utterance], words_a_minute: int, progress: Progress | None = None
) -> list[tuple[Take, ...]]:
    """Return each utterance's takes, all of them whole.

    Raises :class:`~pamphlet.speech.voice.BadSoundError` or what a voice raises.
    """
    takes: list[tuple[Take, ...]] = []
    for sounds in _ahead(cast, utterances, words_a_minute):
        takes.append(tuple(_take(cast, *each) for each in sounds))
        if progress:
            progress(len(takes), len(utterances))
    return _rechecked(cast, takes, words_a_minute)


def _ahead(cast: Cast, utterances: Sequence[Utterance], words_a_minute: int) -> Iterator[list[tuple[Breath, Sound]]]:
    """Yield each utterance's sounds in order, while the next ones are being spoken: a voice is another process."""
    at_once = cast.main.at_once
    with ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="voice") as pool:
        coming: deque[Future[list[tuple[Breath, Sound]]]] = deque()
        try:
            for utterance in utterances:
                coming.append(pool.submit(_sounds, cast, utterance.breaths, words_a_minute))
                if len(coming) > at_once:
                    yield coming.popleft().result()
            while coming:
                yield coming.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)  # after an error, nothing more is spoken


def _sounds(cast: Cast, breaths: Sequence[Breath], words_a_minute: int) -> list[tuple[Breath, Sound]]:
    return [(breath, _sound(cast, breath, words_a_minute)) for breath in breaths]


def _sound(cast: Cast, breath: Breath, words_a_minute: int) -> Sound:
    """Return a plausible sound for a breath, from a fresh engine if need be."""
    voice = cast.voice_for(breath)
    fault: str | None = None
    for attempt in range(_ATTEMPTS):
        if attempt:
            voice.renew()
        sound = cast.speak(breath, words_a_minute)
        fault = fault_in(sound, breath.spoken, words_a_minute)
        if fault is None:
            return sound
    raise BadSoundError(voice.description.id, breath.spoken, str(fault))


def _take(cast: Cast, breath: Breath, sound: Sound) -> Take:
    samples = trimmed(sound.samples, sound.rate)
    voice = cast.voice_for(breath).description.id
    return Take(breath, samples, sound.rate, voice, levels_of(samples, sound.rate))


def _rechecked(cast: Cast, takes: list[tuple[Take, ...]], words_a_minute: int) -> list[tuple[Take, ...]]:
    """Return the takes with those that were cut off spoken again."""
    places = [(number, part) for number, sentence in enumerate(takes) for part in range(len(sentence))]
    for attempt in range(_ATTEMPTS):
        lengths = [
            (takes[n][part].seconds, seconds_expected(takes[n][part].breath.spoken, words_a_minute))
            for n, part in places
        ]
        short = cut_off(lengths)
        if not short:
            return takes
        if attempt + 1 == _ATTEMPTS:
            number, part = places[short[0]]
            take = takes[number][part]
            raise BadSoundError(take.voice, take.breath.spoken, wrong_length(*lengths[short[0]]))
        cast.voice_for(takes[places[short[0]][0]][0].breath).renew()
        for number, part in (places[index] for index in short):
            sentence = list(takes[number])
            breath = sentence[part].breath
            sentence[part] = _take(cast, breath, _sound(cast, breath, words_a_minute))
            takes[number] = tuple(sentence)
    return takes
