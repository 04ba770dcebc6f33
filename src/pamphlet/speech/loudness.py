"""Loudness as people hear it (ITU-R BS.1770-4), and a limiter that keeps peaks below a ceiling without distortion.

A synthetic voice has peaks 16 to 20 dB above its loudness. Making it as loud as other spoken recordings (−19 LUFS for
mono) would clip it, so the few highest peaks are turned down for some milliseconds each.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Float = NDArray[np.float32]

TARGET = -19.0
"""LUFS: the level of spoken mono recordings (AES TD1004)."""
CEILING_DB = -4.2
"""The highest sample, in dB of full scale. The peaks between samples, and those that MP3 adds, stay below −3 dB."""
_FULL_SCALE = 32768.0


@dataclass(frozen=True, slots=True)
class Levels:
    """How loud a sound is, in small steps: enough to level a recording without going through its samples again.

    ``heard`` is the energy as the ear weighs it (mean square times seconds) in steps of 10 ms; ``peaks`` and
    ``power`` are the highest sample and the sum of squares in steps of 1 ms.
    """

    heard: NDArray[np.float64]
    peaks: Float
    power: Float


def levels_of(samples: NDArray[np.int16], rate: int) -> Levels:
    """Measure a sound."""
    sound = as_float(samples)
    grid = _in_steps(sound, max(1, round(rate * _LIMITER_STEP)))
    return Levels(_heard(sound, rate), np.abs(grid).max(axis=1, initial=0), np.square(grid).sum(axis=1))


def _in_steps(sound: Float, step: int) -> Float:
    """Return the sound as rows of ``step`` samples, the last one filled up with silence."""
    grid = np.zeros((-(-sound.size // step), step), np.float32)
    grid.ravel()[: sound.size] = sound
    return grid


_STEPS_A_SECOND = 100
_STEPS_A_BLOCK, _STEPS_A_HOP = 40, 10
"""BS.1770-4: blocks of 400 ms that overlap by 75 %."""


class Meter:
    """Measures the integrated loudness of a mono recording that is given in pieces.

    BS.1770-4 Annex 1: K-weighting, mean squares over overlapping blocks, an absolute gate at −70 LUFS and a relative
    one 10 LU below the mean of what passes the first. What is not added is silence.
    """

    def __init__(self) -> None:
        """Start with silence."""
        self._energy = np.zeros(1024)
        self._end = 0

    def add(self, heard: NDArray[np.float64], seconds: float) -> None:
        """Add what :class:`Levels` calls ``heard``, of a sound that begins at so many seconds."""
        first = round(seconds * _STEPS_A_SECOND)
        self._end = max(self._end, first + heard.size)
        if self._end > self._energy.size:
            self._energy = np.concatenate([self._energy, np.zeros(self._end)])
        self._energy[first : first + heard.size] += heard

    def loudness(self) -> float:
        """Return the integrated loudness in LUFS; −inf for silence."""
        steps = np.concatenate([[0.0], np.cumsum(self._energy[: max(self._end, _STEPS_A_BLOCK)])])
        sums = steps[_STEPS_A_BLOCK:] - steps[:-_STEPS_A_BLOCK]
        blocks = sums[::_STEPS_A_HOP] * (_STEPS_A_SECOND / _STEPS_A_BLOCK)
        blocks = blocks[_lufs(blocks) > -70.0]  # noqa: PLR2004 - BS.1770-4, the absolute gate
        if not blocks.size:
            return float("-inf")
        relative = _lufs(blocks.mean()) - 10.0
        return float(_lufs(blocks[_lufs(blocks) > relative].mean()))


def _heard(sound: Float, rate: int) -> NDArray[np.float64]:
    """Return the K-weighted energy of a sound in steps of 10 ms, the filter's tail included."""
    power = np.square(_k_weighted(sound, rate))
    edges = np.arange(0, power.size, rate / _STEPS_A_SECOND).astype(np.int64)
    energy: NDArray[np.float64] = np.add.reduceat(power, edges).astype(np.float64) / rate
    return energy


def _lufs(power: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return mean square power in LUFS (BS.1770-4, equation 2, one channel of weight 1)."""
    loudness: NDArray[np.float64] = -0.691 + 10 * np.log10(np.maximum(power, 1e-20))
    return loudness


_FFT = 1 << 15
_TAIL_SECONDS = 0.05
"""The K-weighting filter's response falls below −100 dB within this time."""


@functools.cache
def _response(rate: int) -> NDArray[np.complex64]:
    """Return the K-weighting's frequency response at ``rate`` (the analogue origin of BS.1770-4, tables 1 and 2)."""
    w = np.exp(-2j * np.pi * np.arange(_FFT // 2 + 1) / _FFT)
    k, q = np.tan(np.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    shelf = high + band * k / q + k * k + 2 * (k * k - high) * w + (high - band * k / q + k * k) * w * w
    shelf /= 1 + k / q + k * k + 2 * (k * k - 1) * w + (1 - k / q + k * k) * w * w
    k, q = np.tan(np.pi * 38.13547087602444 / rate), 0.5003270373238773
    a0 = 1 + k / q + k * k
    high_pass = (1 - 2 * w + w * w) / (1 + 2 * (k * k - 1) / a0 * w + (1 - k / q + k * k) / a0 * w * w)
    response: NDArray[np.complex64] = (shelf * high_pass).astype(np.complex64)
    return response


def _k_weighted(samples: Float, rate: int) -> Float:
    """Return the sound as the ear weighs it, with the filter's tail behind it (overlap-add in single precision)."""
    tail = int(rate * _TAIL_SECONDS)
    hop = _FFT - tail
    response = _response(rate)
    out = np.zeros(samples.size + tail, np.float32)
    for start in range(0, samples.size, hop):
        block = samples[start : start + hop]
        filtered = np.fft.irfft(np.fft.rfft(block, _FFT) * response, _FFT)
        size = block.size + tail
        out[start : start + size] += filtered[:size]
    return out


def as_float(samples: NDArray[np.int16], gain: float = 1.0) -> Float:
    """Return 16-bit samples as numbers of which 1.0 is full scale, times ``gain``."""
    return samples.astype(np.float32) * np.float32(gain / _FULL_SCALE)


def as_int16(samples: Float) -> NDArray[np.int16]:
    """Return samples as 16-bit integers, rounded."""
    whole: NDArray[np.int16] = np.clip(np.rint(samples * np.float32(_FULL_SCALE)), -32768, 32767).astype(np.int16)
    return whole


_LIMITER_STEP = 0.001
_REACH = 4
"""Milliseconds before and after a peak over which the gain sinks and rises."""


def limited(samples: Float, rate: int, ceiling_db: float = CEILING_DB) -> Float:
    """Return the sound with no sample above the ceiling.

    The gain goes in straight lines from one millisecond to the next. At each of them it is an average of the
    smallest gains that the milliseconds around need; each of those covers the peak, so the average does too.
    """
    step = max(1, round(rate * _LIMITER_STEP))
    grid = _in_steps(samples, step)
    gains = _gains(np.abs(grid).max(axis=1, initial=0), ceiling_db)
    if gains is None:
        return samples
    slopes = np.diff(gains) / np.float32(step)
    grid *= gains[:-1, None] + slopes[:, None] * np.arange(step, dtype=np.float32)
    return grid.ravel()[: samples.size]


def limiter_loss(levels: Sequence[Levels], factor: float, ceiling_db: float = CEILING_DB) -> float:
    """Return by how many dB (at most 0) the limiter lowers sounds that are first multiplied by ``factor``."""
    before = after = 0.0
    for each in levels:
        gains = _gains(each.peaks * np.float32(factor), ceiling_db)
        power = float(each.power.sum())
        before += power
        after += power if gains is None else float((each.power * np.square((gains[:-1] + gains[1:]) / 2)).sum())
    return 10 * float(np.log10(after / before)) if after and before else 0.0


def _gains(peaks: Float, ceiling_db: float) -> Float | None:
    """Return the gain at the start of each millisecond, and at the end of the last; ``None`` if none is needed."""
    ceiling = 10 ** (ceiling_db / 20)
    if peaks.max(initial=0) <= ceiling:
        return None
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    edge = np.ones(2 * _REACH + 1)
    padded = np.concatenate([edge, needed, edge])
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * _REACH + 2).min(axis=1)
    window = np.hanning(2 * _REACH + 3)[1:-1]
    return np.convolve(around, window / window.sum(), mode="valid").astype(np.float32)
