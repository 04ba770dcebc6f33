"""WAV and AIFF as the engines write them, whole or cut off."""

from __future__ import annotations

import contextlib
import io
import struct
import subprocess
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlet.system.voices_frames import BrokenFrameError, packed, read
from pamphlet.system.voices_sound import MalformedSoundError, decoded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

SAMPLES = (9000 * np.sin(np.arange(4410) / 9)).astype(np.int16)


def wav(samples: NDArray[np.int16], channels: int = 1, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(channels)
        writer.setsampwidth(width)
        writer.setframerate(22050)
        writer.writeframes(samples.tobytes())
    return file.getvalue()


def aiff(body: bytes, *, kind: bytes = b"twos", bits: int = 16, channels: int = 1) -> bytes:
    rate = struct.pack(">HQ", 16383 + 14, 22050 << (63 - 14))
    common = struct.pack(">hIh", channels, SAMPLES.size, bits) + rate + kind + b"\0\0"
    sound = struct.pack(">II", 0, 0) + body
    chunks = b"".join(
        name + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in ((b"COMM", common), (b"NAME", b"odd"), (b"SSND", sound))
    )
    return b"FORM" + struct.pack(">I", len(chunks) + 4) + b"AIFC" + chunks


def test_wav() -> None:
    sound = decoded("wav", wav(SAMPLES))
    assert sound.rate == 22050
    assert np.array_equal(sound.samples, SAMPLES)


def test_two_channels_become_one() -> None:
    both = np.stack([SAMPLES, SAMPLES // 2], axis=1).ravel()
    assert np.abs(decoded("wav", wav(both, 2)).samples - SAMPLES * 0.75).max() <= 1


@pytest.mark.parametrize(
    ("kind", "body", "bits"),
    [
        (b"twos", SAMPLES.astype(">i2").tobytes(), 16),
        (b"NONE", SAMPLES.astype(">i2").tobytes(), 16),
        (b"sowt", SAMPLES.astype("<i2").tobytes(), 16),
        (b"fl32", (SAMPLES / 32767).astype(">f4").tobytes(), 32),
    ],
)
def test_aiff(kind: bytes, body: bytes, bits: int) -> None:
    sound = decoded("aiff", aiff(body, kind=kind, bits=bits))
    assert sound.rate == 22050
    assert np.abs(sound.samples.astype(int) - SAMPLES).max() <= 1


def test_plain_aiff_has_no_kind() -> None:
    data = aiff(SAMPLES.astype(">i2").tobytes()).replace(b"AIFC", b"AIFF")
    common = data.index(b"COMM")
    data = data[: common + 4] + struct.pack(">I", 18) + data[common + 8 : common + 26] + data[common + 32 :]
    assert np.array_equal(decoded("aiff", data).samples, SAMPLES)


@pytest.mark.tool
@pytest.mark.parametrize("form", ["aiff", "wav"])
def test_what_another_program_writes(tmp_path: Path, tool: Callable[[str], str], form: str) -> None:
    (tmp_path / "x.wav").write_bytes(wav(SAMPLES))
    subprocess.run([tool("sox"), "-D", str(tmp_path / "x.wav"), str(tmp_path / f"y.{form}")], check=True)
    sound = decoded(form, (tmp_path / f"y.{form}").read_bytes())
    assert (sound.rate, np.array_equal(sound.samples, SAMPLES)) == (22050, True)


BIG = SAMPLES.astype(">i2").tobytes()


@pytest.mark.parametrize(
    ("container", "data", "message"),
    [
        ("wav", b"", "not a WAV file"),
        ("wav", b"RIFF....WAVE", "not a WAV file"),
        ("wav", wav(SAMPLES)[:-100], "shorter than it says"),
        ("wav", wav(SAMPLES)[:30], "not a WAV file"),
        ("wav", wav(SAMPLES, width=1), "8 bits a sample"),
        ("aiff", b"", "not an AIFF file"),
        ("aiff", wav(SAMPLES), "not an AIFF file"),
        ("aiff", aiff(BIG)[:-100], "shorter than it says"),
        ("aiff", aiff(BIG)[:40], "no sound"),
        ("aiff", aiff(BIG, kind=b"ulaw", bits=8), "unknown kind (ulaw, 8 bits)"),
        ("aiff", aiff(BIG, bits=24), "unknown kind"),
        ("aiff", aiff(BIG, channels=0), "unknown kind"),
        ("pcm", b"\0\0\0", "middle of a sample"),
        ("ogg", b"", "unknown format, 'ogg'"),
    ],
)
def test_a_broken_file_is_an_error(container: str, data: bytes, message: str) -> None:
    with pytest.raises(MalformedSoundError) as broken:
        decoded(container, data)
    assert message in str(broken.value)


@given(st.binary(max_size=200), st.sampled_from(["wav", "aiff", "pcm"]))
def test_no_bytes_end_in_anything_else(data: bytes, container: str) -> None:
    for body in (data, b"FORM\0\0\0\0AIFF" + data):
        with contextlib.suppress(MalformedSoundError):
            decoded(container, body, 22050)


def stream(*parts: bytes | bytearray) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(b"".join(bytes(part) for part in parts)))


def test_a_frame_comes_back_as_it_went() -> None:
    pipe = stream(*packed({"text": "schön 😀 \ud800"}, b"\0\1"), *packed({}))
    first, second = read(pipe), read(pipe)
    assert first is not None
    assert second is not None
    assert (first.message, bytes(first.payload)) == ({"text": "schön 😀 \ud800"}, b"\0\1")
    assert (second.message, bytes(second.payload)) == ({}, b"")
    assert read(pipe) is None


@given(st.binary(min_size=1, max_size=60))
def test_anything_but_a_frame_is_broken(data: bytes) -> None:
    with pytest.raises(BrokenFrameError):
        read(stream(data))


@given(st.integers(1, 30))
def test_a_part_of_a_frame_is_broken(size: int) -> None:
    whole = b"".join(bytes(part) for part in packed({"a": 1}, b"12345678"))
    with pytest.raises(BrokenFrameError):
        read(stream(whole[: min(size, len(whole) - 1)]))


def test_a_frame_of_absurd_size_is_refused_before_it_is_read() -> None:
    with pytest.raises(BrokenFrameError):
        read(stream(b"SAY1" + struct.pack(">II", 2, 1 << 31) + b"{}"))
