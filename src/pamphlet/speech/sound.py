"""One voice's sound made ready: its own silence trimmed, its edges smoothed, its rate made the recording's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.int16]

_FLOOR_DB = -50.0
"""What is this far below a sentence's peak, at its edges, is silence or an engine's hiss, not speech."""
_QUIETEST = 16
_LEAD_MS, _TRAIL_MS = 15, 40
"""Milliseconds kept before and after what is loud: the breath of an "f", the end of a vowel."""
_FADE_MS = 5
"""Milliseconds of rising from and sinking to zero, so that no join can click."""


def trimmed(samples: Samples, rate: int) -> Samples:
    """Return the sound from just before its first loud sample to just after its last, fading in and out."""
    peak = int(np.abs(samples.astype(np.int32)).max(initial=0))
    floor = max(_QUIETEST, int(peak * 10 ** (_FLOOR_DB / 20)))
    loud = np.flatnonzero((samples > floor) | (samples < -floor))
    if not loud.size:
        return samples[:0]
    start = max(0, int(loud[0]) - rate * _LEAD_MS // 1000)
    end = min(samples.size, int(loud[-1]) + 1 + rate * _TRAIL_MS // 1000)
    return _faded(samples[start:end].copy(), rate)


def _faded(samples: Samples, rate: int) -> Samples:
    size = min(rate * _FADE_MS // 1000, samples.size // 2)
    if size:
        ramp = 0.5 - 0.5 * np.cos(np.pi * np.arange(size) / size)
        samples[:size] = np.round(samples[:size] * ramp)
        samples[-size:] = np.round(samples[-size:] * ramp[::-1])
    return samples


_TAPS = 32
"""Half the length, in samples of the lower rate, of the filter that changes the rate."""


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """Return the sound at another rate, by a windowed sinc: frequencies that the lower rate cannot hold are gone."""
    if rate == wanted or not samples.size:
        return samples
    count = int(samples.size * wanted / rate)
    cutoff = min(1.0, wanted / rate) * 0.95
    half = int(np.ceil(_TAPS / cutoff))
    padded = np.concatenate([np.zeros(half), samples.astype(np.float64), np.zeros(half + 1)])
    out = np.empty(count)
    offsets = np.arange(-half + 1, half + 1)
    for first in range(0, count, _BLOCK):
        position = np.arange(first, min(first + _BLOCK, count)) * (rate / wanted)
        base = position.astype(np.int64)
        distance = (position - base)[:, None] - offsets
        window = 0.5 + 0.5 * np.cos(np.pi * np.clip(distance / half, -1, 1))
        weights = cutoff * np.sinc(cutoff * distance) * window
        out[first : first + _BLOCK] = (padded[base[:, None] + offsets + half] * weights).sum(axis=1)
    return np.clip(np.round(out), -32768, 32767).astype(np.int16)


_BLOCK = 1 << 14
