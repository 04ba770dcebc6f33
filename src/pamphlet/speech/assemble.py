"""Sounds → one recording: each sentence at its place, the pauses between them, all at one level.

The sounds are kept once, as 16-bit samples. Pauses are never stored, and the levelled recording is made clip by clip
while it is encoded, so a long article needs little more memory than its speech.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pamphlet.speech.loudness import TARGET, Meter, as_float, as_int16, limited, limiter_loss
from pamphlet.speech.sound import resampled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from pamphlet.speech.loudness import Levels
    from pamphlet.speech.speaker import Take

BREATH_MS = 150
"""Milliseconds between the breaths of one long sentence."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound at its place: ``at`` is its first sample's number in the recording."""

    samples: NDArray[np.int16]
    at: int
    voice: str

    @property
    def end(self) -> int:
        """The number of the first sample after it."""
        return self.at + self.samples.size


class Track:
    """A recording under assembly: sounds are laid one after the other with gaps between them."""

    def __init__(self, rate: int) -> None:
        """Assemble at so many samples a second."""
        self.rate = rate
        self.end = 0
        self._clips: list[Clip] = []
        self._levels: list[Levels] = []

    def rest(self, milliseconds: int) -> None:
        """Add silence."""
        self.end += self.rate * milliseconds // 1000

    def lay(self, takes: Sequence[Take]) -> tuple[int, int]:
        """Add one sentence, whose breaths may be different voices'; return the samples ``[start, end)`` it fills."""
        first = len(self._clips)
        for take in takes:
            if len(self._clips) > first:
                self.rest(BREATH_MS)
            clip = Clip(resampled(take.samples, take.rate, self.rate), self.end, take.voice)
            self._clips.append(clip)
            self._levels.append(take.levels)
            self.end = clip.end
        return (self._clips[first].at if takes else self.end), self.end

    def gains(self) -> dict[str, float]:
        """Return each voice's gain in dB to the target loudness, what the limiter will take off included."""
        return {voice: self._gain(voice) for voice in dict.fromkeys(clip.voice for clip in self._clips)}

    def _gain(self, voice: str) -> float:
        meter, levels = Meter(), []
        for clip, measured in zip(self._clips, self._levels, strict=True):
            if clip.voice == voice:
                meter.add(measured.heard, clip.at / self.rate)
                levels.append(measured)
        gain = wanted = TARGET - meter.loudness()
        for _ in range(_ROUNDS):
            # The energy that the limiter takes tells the loudness it takes to a hundredth of a decibel.
            gain = round(wanted - limiter_loss(levels, _factor(gain)), 2)
        return gain

    def levelled(self, encoder_gain: float = 1.0) -> Levelled:
        """Return the recording at its level. ``encoder_gain``, by which the encoder multiplies, is made up for."""
        factors = {voice: _factor(gain) for voice, gain in self.gains().items()}
        return Levelled(self.rate, self.end, tuple(self._clips), factors, encoder_gain)


@dataclass(frozen=True, slots=True)
class Levelled:
    """A recording that is complete. Its samples are made when they are asked for, by any thread."""

    rate: int
    end: int
    clips: tuple[Clip, ...] = field(repr=False)
    factors: Mapping[str, float]
    encoder_gain: float

    def silences(self) -> list[tuple[int, int]]:
        """Return the stretches ``[start, end)`` between the sounds, in order."""
        starts = [0, *(clip.end for clip in self.clips)]
        ends = [*(clip.at for clip in self.clips), self.end]
        return list(zip(starts, ends, strict=True))

    def samples(self, first: int = 0, last: int | None = None) -> Iterator[NDArray[np.int16]]:
        """Yield the samples ``[first, last)`` in pieces; beyond the end they are silent.

        No sound may lie across either of the two.
        """
        at = first
        for clip in self.clips:
            if first <= clip.at and (last is None or clip.end <= last):
                yield from _silence(clip.at - at)
                level = limited(as_float(clip.samples, self.factors[clip.voice]), self.rate)
                yield as_int16(level / np.float32(self.encoder_gain))
                at = clip.end
        yield from _silence((self.end if last is None else last) - at)


_ROUNDS = 3
_LONGEST_SILENCE = 1 << 16


def _silence(count: int) -> Iterator[NDArray[np.int16]]:
    while count > 0:
        size = min(count, _LONGEST_SILENCE)
        yield np.zeros(size, np.int16)
        count -= size


def _factor(gain: float) -> float:
    """Return decibels as a factor."""
    return float(10 ** (gain / 20))
