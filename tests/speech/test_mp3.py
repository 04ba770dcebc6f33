"""MP3 frames, decoded by a program that is not ours."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pamphlet.speech.assemble import Clip, Levelled
from pamphlet.speech.mp3 import GAIN, encoded, joints, nearest_rate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray


def recording(rate: int, sounds: list[tuple[float, float]], seconds: float) -> Levelled:
    """Return a recording of a tone between some seconds."""
    clips = []
    for start, end in sounds:
        samples = (9000 * np.sin(np.arange(int((end - start) * rate)) * 2 * np.pi * 500 / rate)).astype(np.int16)
        clips.append(Clip(samples, int(start * rate), "a"))
    return Levelled(rate, int(seconds * rate), tuple(clips), {"a": 1.0}, 1.0)


def decoded(path: Path, ffmpeg: str) -> NDArray[np.float32]:
    """Return what a player hears; a word of complaint from it is an error."""
    arguments = [ffmpeg, "-v", "warning", "-i", str(path), "-f", "f32le", "-ac", "1", "-"]
    done = subprocess.run(arguments, capture_output=True, check=True)
    complaints = [line for line in done.stderr.decode().splitlines() if "Estimating duration" not in line]
    assert not complaints
    return np.frombuffer(done.stdout, np.float32)


@pytest.mark.tool
@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000])
def test_a_player_hears_each_sample_where_and_as_loud_as_it_is(
    tmp_path: Path, tool: Callable[[str], str], rate: int
) -> None:
    sounds: list[tuple[float, float]] = [(1, 2), *((at, at + 1.5) for at in range(3, 130, 3))]
    made = recording(rate, sounds, 132)
    assert len(joints(made)) == 5
    path = tmp_path / "x.mp3"
    path.write_bytes(b"".join(encoded(made)))
    heard = decoded(path, tool("ffmpeg"))
    assert heard.size == pytest.approx(132 * rate, abs=3 * 1152)
    for start, end in sounds:
        stretch = heard[int((start - 0.4) * rate) : int((end + 0.4) * rate)]
        loud = np.flatnonzero(np.abs(stretch) > 0.1)
        assert abs(int(loud[0]) - 0.4 * rate) < rate * 0.003
        assert abs(int(loud[-1]) - (end - start + 0.4) * rate) < rate * 0.003
        middle = stretch[int(0.6 * rate) : int(0.9 * rate)]
        assert np.sqrt((middle**2).mean() * 2) * 32768 == pytest.approx(9000 * GAIN, rel=0.01)
        assert np.abs(stretch[: int(0.3 * rate)]).max() < 0.001, "a joint is silent"


def test_the_stream_is_one_bit_rate_and_the_same_on_any_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = recording(22050, [(at, at + 2) for at in range(1, 100, 3)], 102)
    made = encoded(spoken)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert encoded(spoken) == made
    assert len(b"".join(made)) == pytest.approx(64_000 / 8 * 102, rel=0.01)


def test_sections_begin_in_long_pauses_only() -> None:
    assert joints(recording(22050, [(1, 200)], 202)) == [0]
    assert joints(recording(22050, [(1, 20)], 60)) == [0], "nothing is left to say"
    (first, second) = joints(recording(22050, [(1, 40), (40.5, 80), (82, 90)], 92))
    assert first == 0
    assert 80.8 < second * 576 / 22050 < 81.2


@pytest.mark.parametrize(
    ("given_", "rate"), [(22050, 22050), (16000, 16000), (47999, 44100), (96000, 48000), (1, 8000)]
)
def test_a_rate_that_mp3_has(given_: int, rate: int) -> None:
    assert nearest_rate(given_) == rate
