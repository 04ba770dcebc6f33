"""Samples → MP3 by LAME, on all cores, so that a player shows each sample at the time where the recording has it.

LAME works on one core and takes most of a recording's time. So the recording is encoded in sections that begin in the
long pauses, and their frames are put one behind the other. An encoder that starts anew owes nothing to the frames
before it, and both sides of the joint are silent. Where the joints are depends on the recording alone: the bytes are
the same on any number of cores.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pamphlet.speech.assemble import Levelled

BIT_RATE = 64
"""Kilobits a second, constant: what every talking-book player and car radio takes."""
RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
"""Samples a second that MPEG-1, 2 and 2.5 layer III have."""
DECODER_DELAY = 1105
"""Samples by which a player hears the sound late: LAME's 576, and the 529 of every decoder. The file says nothing of
it (lameenc writes no LAME header), so players do not make up for it. The recording begins with more silence than
that, and so much of it is left out."""
GAIN = 0.95
"""LAME multiplies every sample by this at this bit rate, against clipping. Measured; a test keeps watch on it."""
_QUALITY = 5
"""As good as LAME's own default by every measure that was taken (docs/speech.md), and no slower."""
_SECTION_SECONDS = 30
_JOINT_SECONDS = 0.8
"""The shortest pause that may hold a joint; it must be longer than the frames that a sound reaches into."""
_SPARE_FRAMES = 4
_MPEG_1_FROM = 32_000
_MOST_THREADS = 4


def nearest_rate(rate: int) -> int:
    """Return the rate (samples a second) to record a voice at: its own if MP3 has it, else the next lower."""
    return max((each for each in RATES if each <= rate), default=RATES[0])


def encoded(recording: Levelled) -> list[bytes]:
    """Return a recording as a stream of MP3 frames, in sections to be put one behind the other, without tags."""
    starts = joints(recording)
    total = -(-(recording.end + DECODER_DELAY) // _frame_samples(recording.rate))
    sections = zip(starts, [*starts[1:], total], strict=True)
    with ThreadPoolExecutor(max_workers=min(_MOST_THREADS, os.cpu_count() or 1)) as threads:
        return list(threads.map(lambda section: _section(recording, *section), sections))


def joints(recording: Levelled) -> list[int]:
    """Return the numbers of the frames at which sections begin: 0, and one in a long pause every half minute."""
    found = [0]
    frame = _frame_samples(recording.rate)
    for start, end in recording.silences():
        middle = (start + end - DECODER_DELAY) // 2 // frame
        long = end - start >= _JOINT_SECONDS * recording.rate and end < recording.end
        if long and (middle - found[-1]) * frame >= _SECTION_SECONDS * recording.rate:
            found.append(middle)
    return found


def _frame_samples(rate: int) -> int:
    """ISO 11172-3 and 13818-3: a frame has 1152 samples in MPEG-1, and 576 in MPEG-2 and 2.5."""
    return 1152 if rate >= _MPEG_1_FROM else 576


def _section(recording: Levelled, first: int, last: int) -> bytes:
    """Return the frames ``[first, last)``.

    A frame is heard :data:`DECODER_DELAY` samples after its number says, so the section's first sample is as much
    later in the recording. The encoder is given more silence than it needs, and the frames of that are left out.
    """
    import lameenc  # noqa: PLC0415 - loaded by recordings only

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(BIT_RATE)
    encoder.set_in_sample_rate(recording.rate)
    encoder.set_out_sample_rate(recording.rate)
    encoder.set_channels(1)
    encoder.set_quality(_QUALITY)
    frame = _frame_samples(recording.rate)
    stream = bytearray()
    for piece in recording.samples(first * frame + DECODER_DELAY, last * frame + DECODER_DELAY):
        stream += encoder.encode(piece.tobytes())
    stream += encoder.encode(bytes(2 * frame * _SPARE_FRAMES))
    stream += encoder.flush()
    return bytes(stream[: _size(stream, last - first, recording.rate)])


def _size(stream: bytearray, frames: int, rate: int) -> int:
    """Return how many bytes the first frames of a stream take (ISO 11172-3 §2.4.3.1: 144 or 72 bits rate / rate)."""
    whole = _frame_samples(rate) // 8 * BIT_RATE * 1000 // rate
    at = 0
    for _ in range(frames):
        if not stream.startswith(b"\xff", at):  # the header's first eight bits are ones
            raise ValueError("LAME wrote something else than frames")
        at += whole + (stream[at + 2] >> 1 & 1)  # the padding bit
    return at
