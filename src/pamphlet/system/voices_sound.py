"""Sound as the engines hand it over (raw, WAV, AIFF) → mono 16-bit samples, every length checked.

An engine that was cut off leaves a file whose header promises more than there is: that is an error here, never a
shorter sentence. Python's own AIFF reader left the standard library in 3.13, hence the small one here.
"""

from __future__ import annotations

import io
import struct
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FULL_SCALE = 32767
_SAMPLE_BYTES = 2


class MalformedSoundError(Exception):
    """What an engine returned is not a whole sound file of a kind that is known."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono sound: 16-bit samples, ``rate`` of them a second."""

    samples: NDArray[np.int16]
    rate: int


def decoded(container: str, data: bytes | bytearray, rate: int = 0) -> Sound:
    """Return the sound in ``data``: ``pcm`` (native 16-bit mono at ``rate``), ``wav`` or ``aiff``."""
    match container:
        case "pcm":
            if len(data) % _SAMPLE_BYTES:
                raise MalformedSoundError("the sound ends in the middle of a sample")
            return Sound(np.frombuffer(data, dtype=np.int16), rate)
        case "wav":
            return _wav(data)
        case "aiff":
            return _aiff(data)
        case _:
            raise MalformedSoundError(f"the sound is in an unknown format, {container!r}")


def _wav(data: bytes | bytearray) -> Sound:
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate, promised = file.getparams()[:4]
            frames = file.readframes(promised)
    except (wave.Error, EOFError, struct.error) as broken:
        raise MalformedSoundError(f"the sound is not a WAV file ({type(broken).__name__}: {broken})") from broken
    if width != _SAMPLE_BYTES:
        raise MalformedSoundError(f"the WAV file has {8 * width} bits a sample instead of 16")
    if len(frames) != promised * channels * width:
        raise MalformedSoundError("the WAV file is shorter than it says")
    return Sound(_mono(np.frombuffer(frames, dtype="<i2"), channels), rate)


def _aiff(data: bytes | bytearray) -> Sound:
    """Read AIFF and AIFF-C (Apple, "Audio Interchange File Format", 1989 and 1991): integers and 32-bit floats."""
    if data[:4] != b"FORM" or data[8:12] not in (b"AIFF", b"AIFC"):
        raise MalformedSoundError("the sound is not an AIFF file")
    chunks = _chunks(data)
    common, body = chunks.get(b"COMM", b""), chunks.get(b"SSND", b"")
    if len(common) < 18 or len(body) < 8:  # noqa: PLR2004 - the chunks' fixed parts
        raise MalformedSoundError("the AIFF file has no sound in it")
    channels, promised, bits, rate = struct.unpack(">hIh10s", common[:18])
    kind = bytes(common[18:22]) or b"NONE"
    offset = 8 + struct.unpack(">I", body[:4])[0]
    types = {b"NONE": ">i2", b"twos": ">i2", b"sowt": "<i2", b"fl32": ">f4", b"FL32": ">f4"}
    stored = types.get(kind)
    if stored is None or bits != 8 * np.dtype(stored).itemsize or channels < 1:
        raise MalformedSoundError(
            f"the AIFF file is of an unknown kind ({kind.decode('ascii', 'replace')}, {bits} bits)"
        )
    size = promised * channels * np.dtype(stored).itemsize
    frames = body[offset : offset + size]
    if len(frames) != size:
        raise MalformedSoundError("the AIFF file is shorter than it says")
    samples = np.frombuffer(frames, dtype=stored)
    if samples.dtype.kind == "f":
        samples = np.clip(np.nan_to_num(samples) * _FULL_SCALE, -_FULL_SCALE, _FULL_SCALE)
    return Sound(_mono(samples, channels), _extended(rate))


def _chunks(data: bytes | bytearray) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack(">4sI", data[at : at + 8])
        found.setdefault(name, bytes(data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return found


def _extended(number: bytes) -> int:
    """Return an 80-bit IEEE 754 extended number, which is how AIFF writes its rate, as a whole number."""
    sign_exponent, mantissa = struct.unpack(">HQ", number)
    exponent = (sign_exponent & 0x7FFF) - 16383
    if sign_exponent & 0x8000 or not 0 <= exponent < 32:  # noqa: PLR2004 - beyond any sample rate
        raise MalformedSoundError("the AIFF file has an impossible sample rate")
    return int(mantissa >> (63 - exponent))


def _mono(samples: NDArray[np.generic], channels: int) -> NDArray[np.int16]:
    if channels > 1:
        samples = samples.reshape(-1, channels).mean(axis=1)
    return samples.astype(np.int16)
