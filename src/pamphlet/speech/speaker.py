"""Has each sentence spoken by the right voice, and does not take a voice's word for it that it was.

A sound that cannot be its sentence is asked for again from a fresh engine, and then the recording fails: there is no
shorter recording. Two checks are made: of each sound as it comes, and of all of them beside each other.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.speech.pace import cut_off, seconds_expected
from pamphlet.speech.sound import trimmed
from pamphlet.speech.voice import BadSoundError, NoVoiceForLanguageError, fault_in, wrong_length

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from pamphlet.article.model import LanguageTag
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

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return self.samples.size / self.rate


@dataclass(frozen=True, slots=True)
class Cast:
    """Who reads: ``main`` what is in the plan's ``language``, and ``others`` runs in another."""

    main: Voice
    language: LanguageTag
    others: Voices | None = None

    def voice_for(self, breath: Breath) -> Voice:
        """Return the voice for a breath; raises :class:`NoVoiceForLanguageError` where its language has none."""
        if _primary(breath.language) == _primary(self.language):
            return self.main
        if self.others is None:
            raise NoVoiceForLanguageError(breath.language, breath.spoken)
        return self.others(breath.language)


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
        takes.append(sounds)
        if progress:
            progress(len(takes), len(utterances))
    return _rechecked(cast, takes, words_a_minute)


def _ahead(cast: Cast, utterances: Sequence[Utterance], words_a_minute: int) -> Iterator[tuple[Take, ...]]:
    """Yield the takes, one sentence being spoken while the one before is worked on: a voice is another process."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="voice") as voice:
        coming = [voice.submit(_sounds, cast, utterance.breaths, words_a_minute) for utterance in utterances[:1]]
        for following in (*utterances[1:], None):
            sounds = coming.pop().result()
            if following is not None:
                coming.append(voice.submit(_sounds, cast, following.breaths, words_a_minute))
            yield tuple(_take(cast, *each) for each in sounds)


def _sounds(cast: Cast, breaths: Sequence[Breath], words_a_minute: int) -> list[tuple[Breath, Sound]]:
    return [(breath, _sound(cast.voice_for(breath), breath, words_a_minute)) for breath in breaths]


def _sound(voice: Voice, breath: Breath, words_a_minute: int) -> Sound:
    """Return a plausible sound for a breath, from a fresh engine if need be."""
    fault: str | None = None
    for attempt in range(_ATTEMPTS):
        if attempt:
            voice.renew()
        sound = voice.speak(breath.spoken, words_a_minute)
        fault = fault_in(sound, breath.spoken, words_a_minute)
        if fault is None:
            return sound
    raise BadSoundError(voice.description.id, breath.spoken, str(fault))


def _take(cast: Cast, breath: Breath, sound: Sound) -> Take:
    return Take(breath, trimmed(sound.samples, sound.rate), sound.rate, cast.voice_for(breath).description.id)


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
            sentence[part] = _take(cast, breath, _sound(cast.voice_for(breath), breath, words_a_minute))
            takes[number] = tuple(sentence)
    return takes
