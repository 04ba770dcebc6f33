"""What the recording asks of a voice, and how it is told that a voice fails or lies.

The voices themselves are at the rim (:mod:`pamphlet.system.voices`), which imports nothing of this package: a class
is a :class:`Voice` by its shape. A voice may be a program, a service or a test's fake; none of them is trusted.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from pamphlet.speech.pace import LONGEST, SHORTEST, SPARE_SECONDS, seconds_expected

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Speed(Enum):
    """How fast the recording is read: words a minute of running text, the pauses between its sentences included."""

    SLOW = 125
    NORMAL = 150
    FAST = 180


class Sound(Protocol):
    """Mono sound: ``samples`` are 16-bit integers, ``rate`` of them a second."""

    @property
    def samples(self) -> NDArray[np.int16]:
        """The samples, in order."""

    @property
    def rate(self) -> int:
        """Samples a second."""


class Description(Protocol):
    """What a voice says of itself; with the text it decides the sound, so it is also the key to a cached one."""

    @property
    def engine(self) -> str:
        """The engine's name: "eSpeak NG"."""

    @property
    def version(self) -> str:
        """The engine's version: "1.52.0"."""

    @property
    def id(self) -> str:
        """The engine's own name for the voice: "gmw/en"."""

    @property
    def language(self) -> str:
        """The BCP 47 tag of the language that the voice speaks."""


class Voice(Protocol):
    """Someone who reads one sentence at a time."""

    @property
    def description(self) -> Description:
        """What the voice says of itself."""

    @property
    def at_once(self) -> int:
        """How many sentences it may be asked for at a time, from as many threads; 1 for most."""

    def speak(self, sentence: str, words_a_minute: int) -> Sound:
        """Return the sentence as sound, read at about so many words a minute.

        Plain text without markup. Raises an error of the voice's own, with the remedy in its text, when it cannot.
        """

    def renew(self) -> None:
        """Start over with a fresh engine: called when a sound was wrong, before the sentence is asked for again."""


class SpeechError(Exception):
    """A recording cannot be made. The text says why, and what to do."""


class BadSoundError(SpeechError):
    """A voice returned a sound that cannot be the sentence, and did so again with a fresh engine."""

    def __init__(self, voice: str, sentence: str, fault: str) -> None:
        """Say which voice, what is wrong, and with which sentence."""
        super().__init__(voice, sentence, fault)
        self.voice, self.sentence, self.fault = voice, sentence, fault

    def __str__(self) -> str:
        """Return what is wrong, with the sentence and the remedy."""
        return (
            f"the voice {self.voice} {self.fault} for the sentence {shortened(self.sentence)!r}\n"
            "  hint: choose another voice (`pamphlet voices` lists them), or reword the sentence"
        )


class NoVoiceForLanguageError(SpeechError):
    """A run of text is in a language for which the recording was given no voice."""

    def __init__(self, language: str, text: str) -> None:
        """Say which language, and for which text."""
        super().__init__(language, text)
        self.language, self.text = language, text

    def __str__(self) -> str:
        """Return the language, the text and the remedy."""
        return (
            f"there is no voice for the language {self.language!r} of {shortened(self.text)!r}\n"
            "  hint: install one (`pamphlet voices` lists what this machine has)"
        )


_LONGEST_QUOTE = 60


def shortened(text: str) -> str:
    """Return a text short enough to quote in an error."""
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


_LOWEST_RATE, _HIGHEST_RATE = 8_000, 192_000
_SILENCE = 64
"""Samples below this (−54 dB) are taken for silence by the check for a sound at all."""


def fault_in(sound: Sound, sentence: str, words_a_minute: int) -> str | None:
    """Say what is wrong with a sound for a sentence, or return ``None`` if it is plausible.

    A sound must have samples at a usable rate, must not be silent, and must be roughly as long as the sentence
    takes. Whether it was cut off is told more sharply once all of a recording is spoken
    (:func:`pamphlet.speech.pace.cut_off`).
    """
    import numpy as np  # noqa: PLC0415 - loaded by recordings only, never by `pamphlet --help`

    samples, rate = sound.samples, sound.rate
    if samples.dtype != np.int16 or samples.ndim != 1:
        return f"returned {samples.ndim}-dimensional samples of the type {samples.dtype}"
    if not _LOWEST_RATE <= rate <= _HIGHEST_RATE:
        return f"returned sound with {rate} samples a second"
    if not samples.size:
        return "returned no sound"
    loud = np.flatnonzero((samples > _SILENCE) | (samples < -_SILENCE))
    if not loud.size:
        return "returned silence"
    seconds = float(loud[-1] - loud[0] + 1) / rate
    expected = seconds_expected(sentence, words_a_minute)
    if seconds < expected * SHORTEST or samples.size / rate > expected * LONGEST + SPARE_SECONDS:
        return wrong_length(seconds, expected)
    return None


def wrong_length(seconds: float, expected: float) -> str:
    """Say that a sound has the wrong length."""
    return f"returned {seconds:.1f} seconds of sound where about {expected:.1f} were expected"
