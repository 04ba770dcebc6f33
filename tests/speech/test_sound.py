"""Trimming, resampling, loudness and limiting, on samples."""

from __future__ import annotations

import re
import subprocess
import wave
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlet.speech.assemble import Track
from pamphlet.speech.loudness import CEILING_DB, TARGET, Meter, as_float, as_int16, levels_of, limited, limiter_loss
from pamphlet.speech.script import Breath
from pamphlet.speech.sound import resampled, trimmed
from pamphlet.speech.speaker import Take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from pamphlet.article.model import LanguageTag

RATE = 22050


def sine(seconds: float, level: float = 0.3, frequency: float = 440, rate: int = RATE) -> NDArray[np.int16]:
    at = np.arange(int(seconds * rate))
    return (32767 * level * np.sin(2 * np.pi * frequency * at / rate)).astype(np.int16)


def speechlike(seconds: float, seed: int = 1) -> NDArray[np.int16]:
    """Return noise in syllables, with the peaks 18 dB above its loudness that a synthetic voice has."""
    random = np.random.default_rng(seed)
    noise = random.laplace(size=int(seconds * RATE)) * (1 + np.sin(np.arange(int(seconds * RATE)) / 900))
    samples: NDArray[np.int16] = np.clip(noise * 1500, -32000, 32000).astype(np.int16)
    return samples


def silence(seconds: float) -> NDArray[np.int16]:
    return np.zeros(int(seconds * RATE), np.int16)


class TestTrimming:
    """The voice's own silence goes, its words stay, and no join can click."""

    def test_silence_goes_from_both_ends(self) -> None:
        sound = np.concatenate([silence(0.5), sine(1), silence(0.7)])
        assert 1.0 <= trimmed(sound, RATE).size / RATE <= 1.06

    def test_silence_inside_stays(self) -> None:
        sound = np.concatenate([sine(0.5), silence(0.5), sine(0.5)])
        assert trimmed(sound, RATE).size >= 1.5 * RATE

    def test_a_quiet_consonant_stays(self) -> None:
        sound = np.concatenate([silence(0.2), sine(0.1, 0.003), sine(1, 0.5), sine(0.1, 0.003), silence(0.2)])
        assert trimmed(sound, RATE).size >= 1.2 * RATE

    def test_an_engines_hiss_goes(self) -> None:
        hiss = (np.random.default_rng(1).normal(size=RATE) * 8).astype(np.int16)
        sound = np.concatenate([hiss, sine(1, 0.5), hiss])
        assert trimmed(sound, RATE).size <= 1.1 * RATE

    def test_it_starts_and_ends_at_zero(self) -> None:
        sound = np.concatenate([silence(0.1), np.full(RATE, 20000, np.int16), silence(0.1)])
        cut = trimmed(sound, RATE).astype(int)
        assert (cut[0], abs(cut[-1]) < 20) == (0, True)
        assert np.abs(np.diff(cut[:200])).max() <= 20000, "the lead-in keeps the silence before the first sample"
        whole = trimmed(np.full(RATE, 20000, np.int16), RATE).astype(int)
        assert np.abs(np.diff(whole)).max() < 400, "a sound that starts at once is faded in"

    def test_silence_alone_leaves_nothing(self) -> None:
        assert trimmed(silence(1), RATE).size == 0
        assert trimmed(silence(0), RATE).size == 0

    def test_the_voices_own_samples_are_not_changed(self) -> None:
        sound = sine(0.2)
        before = sound.copy()
        trimmed(sound, RATE)
        assert np.array_equal(sound, before)


class TestResampling:
    """Natural voices speak at 16, 22.05 or 48 kHz; a recording has one rate."""

    @pytest.mark.parametrize(("given", "wanted"), [(16000, 22050), (48000, 22050), (22050, 16000), (44100, 22050)])
    def test_a_tone_stays_the_tone(self, given: int, wanted: int) -> None:
        made = resampled(sine(1, 0.5, 1000, given), given, wanted)
        assert made.size == wanted
        spectrum = np.abs(np.fft.rfft(made * np.hanning(made.size)))
        assert abs(int(spectrum.argmax()) - 1000) <= 1
        middle = made[wanted // 4 : -wanted // 4].astype(float)
        assert np.sqrt((middle**2).mean() * 2) == pytest.approx(0.5 * 32767, rel=0.02)

    def test_what_the_lower_rate_cannot_hold_is_gone(self) -> None:
        made = resampled(sine(1, 0.5, 15000, 48000), 48000, 16000)
        assert np.abs(made[1000:-1000].astype(int)).max() < 150

    def test_the_same_rate_is_the_same_sound(self) -> None:
        sound = sine(0.1)
        assert resampled(sound, RATE, RATE) is sound


def loudness(samples: NDArray[np.int16], rate: int = RATE) -> float:
    meter = Meter()
    meter.add(levels_of(samples, rate).heard, 0)
    return meter.loudness()


def ebur128(path: Path, tool: Callable[[str], str]) -> tuple[float, float]:
    """Return what ffmpeg says of a file: integrated loudness in LUFS, and true peak in dB of full scale."""
    arguments = [
        tool("ffmpeg"),
        "-hide_banner",
        "-nostats",
        "-i",
        str(path),
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
    ]
    said = subprocess.run([*arguments, "-"], capture_output=True, text=True, check=True).stderr
    summary = said[said.rindex("Summary:") :]
    loudness, peak = re.search(r"I:\s+(\S+) LUFS", summary), re.search(r"Peak:\s+(\S+) dBFS", summary)
    assert loudness
    assert peak
    return float(loudness[1]), float(peak[1])


def written(path: Path, samples: NDArray[np.int16], rate: int = RATE) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


class TestLoudness:
    """ITU-R BS.1770, with ffmpeg as the oracle."""

    def test_the_standards_own_example(self) -> None:
        # BS.1770-4: a 997 Hz sine at 0 dB of full scale in one channel reads −3.01 LKFS.
        assert loudness(sine(20, 1.0, 997, 48000), 48000) == pytest.approx(-3.01, abs=0.05)

    @pytest.mark.tool
    @pytest.mark.parametrize("rate", [16000, 22050, 48000])
    def test_it_agrees_with_ffmpeg(self, tmp_path: Path, tool: Callable[[str], str], rate: int) -> None:
        sound = np.concatenate([speechlike(6), silence(3), speechlike(2, 2) // 8, silence(1), speechlike(5, 3) // 2])
        assert loudness(sound, rate) == pytest.approx(
            ebur128(written(tmp_path / "x.wav", sound, rate), tool)[0], abs=0.15
        )

    def test_pieces_measure_as_the_whole_does(self) -> None:
        sound = speechlike(12)
        pieces = Meter()
        for at in range(0, sound.size, 12_345):
            pieces.add(levels_of(sound[at : at + 12_345], RATE).heard, at / RATE)
        assert pieces.loudness() == pytest.approx(loudness(sound), abs=0.02)

    def test_silence_has_no_loudness(self) -> None:
        assert loudness(silence(2)) == float("-inf")
        assert Meter().loudness() == float("-inf")

    def test_what_the_limiter_takes_is_known_beforehand(self) -> None:
        sound = speechlike(5)
        loud = as_float(sound, 6.0)
        lost = loudness(as_int16(limited(loud, RATE))) - loudness(sound) - 20 * np.log10(6)
        assert lost < -1
        assert limiter_loss([levels_of(sound, RATE)], 6.0) == pytest.approx(lost, abs=0.1)

    @given(st.integers(0, 3000), st.floats(0.01, 8), st.integers(0, 99))
    def test_nothing_is_above_the_ceiling(self, size: int, level: float, seed: int) -> None:
        sound = (np.random.default_rng(seed).normal(size=size) * level).astype(np.float32)
        shaped = limited(sound, RATE)
        assert shaped.size == size
        assert np.abs(shaped).max(initial=0) <= 10 ** (CEILING_DB / 20) * 1.0001

    def test_what_is_below_the_ceiling_is_not_touched(self) -> None:
        sound = as_float(sine(1, 0.5))
        assert limited(sound, RATE) is sound

    def test_a_peak_is_turned_down_smoothly(self) -> None:
        sound = np.full(RATE, 0.4, np.float32)
        sound[RATE // 2] = 1.0
        shaped = limited(sound, RATE)
        gain = shaped / sound
        assert gain.min() < 0.65
        assert np.abs(np.diff(gain)).max() < 0.01
        assert np.array_equal(shaped[: RATE // 4], sound[: RATE // 4])


def take(samples: NDArray[np.int16], voice: str = "a", rate: int = RATE) -> Take:
    language: LanguageTag = "en"  # type: ignore[assignment]  # a tag is a str
    return Take(Breath("x", language), samples, rate, voice, levels_of(samples, rate))


class TestAssembly:
    """Every sound at its place, at the level, with nothing between."""

    def test_every_sound_is_where_the_track_says(self) -> None:
        track = Track(RATE)
        places = []
        for length in (1.0, 0.5, 2.0):
            track.rest(400)
            places.append(track.lay([take(sine(length))]))
        track.rest(1000)
        made = np.concatenate(list(track.levelled().samples()))
        assert made.size == track.end
        at = 0
        for start, end in places:
            assert not made[at:start].any()
            assert np.abs(made[start:end].astype(int)).mean() > 1000
            at = end
        assert [end - start for start, end in places] == [RATE, RATE // 2, RATE * 2]
        assert places[0][0] == RATE * 4 // 10

    @pytest.mark.parametrize("quieter", [1, 4, 20])
    def test_it_comes_out_at_the_target_however_it_goes_in(self, quieter: int) -> None:
        track = Track(RATE)
        for seed in range(4):
            track.lay([take(speechlike(3, seed) // quieter)])
            track.rest(600)
        made = np.concatenate(list(track.levelled().samples()))
        assert loudness(made) == pytest.approx(TARGET, abs=0.2)
        assert 20 * np.log10(np.abs(made.astype(int)).max() / 32768) <= CEILING_DB + 0.01

    def test_two_voices_come_out_equally_loud(self) -> None:
        track = Track(RATE)
        loud, soft = speechlike(4, 1), speechlike(4, 2) // 10
        first = track.lay([take(loud, "loud")])
        track.rest(500)
        second = track.lay([take(soft, "soft")])
        made = np.concatenate(list(track.levelled().samples()))
        levels = [loudness(made[start:end]) for start, end in (first, second)]
        assert levels[0] == pytest.approx(levels[1], abs=0.3)

    def test_breaths_of_one_sentence_are_one_stretch(self) -> None:
        track = Track(RATE)
        track.rest(100)
        start, end = track.lay([take(sine(1)), take(sine(1, rate=16000), rate=16000)])
        assert (start, end) == (2205, 2205 + RATE + RATE * 150 // 1000 + RATE)

    def test_a_sentence_without_breath_takes_no_time(self) -> None:
        track = Track(RATE)
        track.rest(100)
        assert track.lay([]) == (2205, 2205)

    def test_rounding_never_clips(self) -> None:
        assert as_int16(np.array([1.5, -1.5, 0.0], np.float32)).tolist() == [32767, -32768, 0]
