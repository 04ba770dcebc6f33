"""Samples → MP3 by LAME, so that a player shows each sample at the time where the recording has it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    import numpy as np
    from numpy.typing import NDArray

BIT_RATE = 64
"""Kilobits a second, constant: what every talking-book player and car radio takes."""
RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Samples a second that MPEG-1, 2 and 2.5 layer III have."""
DECODER_DELAY = 1105
"""Samples by which a player hears the sound late: LAME's 576, and the 529 of every decoder. The file says nothing
of it (lameenc writes no LAME header), so players do not make up for it. The recording begins with more silence than
that, and so much of it is left out."""
GAIN = 0.95
"""LAME multiplies every sample by this at this bit rate, against clipping. Measured; a test keeps watch on it."""
_QUALITY = 5


def nearest_rate(rate: int) -> int:
    """Return the rate (samples a second) to record a voice at: its own if MP3 has it, else the next lower."""
    return max((each for each in RATES if each <= rate), default=RATES[0])


def encoded(pieces: Iterable[NDArray[np.int16]], rate: int) -> bytes:
    """Return a recording as a stream of MP3 frames, without tags."""
    import lameenc  # noqa: PLC0415 - loaded by recordings only

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(_QUALITY)
    stream = bytearray()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder") as beside:
        coming: Future[bytearray] | None = None
        for piece in _without(pieces, DECODER_DELAY):
            following = beside.submit(encoder.encode, piece.tobytes())  # LAME works without the interpreter's lock
            if coming:
                stream += coming.result()
            coming = following
        if coming:
            stream += coming.result()
    stream += encoder.flush()
    return bytes(stream)


def _without(pieces: Iterable[NDArray[np.int16]], early: int) -> Iterator[NDArray[np.int16]]:
    """Yield the pieces without the first ``early`` samples."""
    for piece in pieces:
        kept = piece[early:]
        early -= piece.size - kept.size
        if kept.size:
            yield kept
