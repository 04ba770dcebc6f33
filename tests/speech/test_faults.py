"""A voice that fails or lies: a whole recording or an error, never a shorter recording. In real processes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from pamphlet.article.model import LanguageTag, Run
from pamphlet.plan import Paragraph
from pamphlet.speech import BadSoundError, NoVoiceForLanguageError, SpeechError, record
from pamphlet.speech.pace import cut_off, seconds_expected
from pamphlet.speech.voice import fault_in
from pamphlet.system import voices
from pamphlet.system.voices import VoiceDescription, VoiceError, open_voice
from pamphlet.system.voices_process import Patience
from pamphlet.system.voices_sound import Sound
from tests.speech.plans import LEAFLET, paragraphs, plan_of, section, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from pamphlet.speech.recording import Recording

SPEAKER = Path(__file__).parents[1] / "system" / "faulty_speaker.py"
VICTIM = "Take 400 milligrams"
IMPATIENT = Patience(start=30, answer=0.2, character=0)

FAULTS = {
    "crash": "crashed (SIGSEGV)",
    "exit": "ended with status 3: the library is gone",
    "hang": "did not answer in",
    "nothing": "returned no sound",
    "half a frame": "stopped in the middle of an answer",
    "half the sound": "seconds of sound where about",
    "silence": "returned silence",
    "garbage": "answered with garbage",
    "odd bytes": "ends in the middle of a sample",
    "no rate": "invalid literal",
    "wrong rate": "5 samples a second",
    "not a WAV": "not a WAV file",
    "unknown format": "unknown format, 'mp3'",
    "an error": "the engine is tired",
    "endless": "seconds of sound where about",
}
"""Each with what the error says of it."""


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Recording]:
    """Return a function that records the leaflet with a voice that goes wrong on one sentence."""

    def make(fault: str, when: str) -> Recording:
        arguments = (sys.executable, str(SPEAKER), str(tmp_path / f"{fault}-{when}"), fault, when, VICTIM)
        monkeypatch.setattr(voices, "command", lambda _: arguments)
        with open_voice("en-GB", patience=IMPATIENT) as voice:
            return record(LEAFLET, voice)

    return make


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Return the recording by the same voice without a fault."""
    arguments = (
        sys.executable,
        str(SPEAKER),
        str(tmp_path_factory.mktemp("whole") / "x"),
        "none",
        "ONCE",
        "no such sentence",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(voices, "command", lambda _: arguments)
        with open_voice("en-GB") as voice:
            return record(LEAFLET, voice)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_passes_leaves_no_trace(
    recorded: Callable[[str, str], Recording], whole: Recording, fault: str
) -> None:
    made = recorded(fault, "ONCE")
    assert made.mp3 == whole.mp3
    assert made.vtt == whole.vtt


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_stays_is_an_error_that_names_the_sentence(
    recorded: Callable[[str, str], Recording], fault: str
) -> None:
    with pytest.raises((VoiceError, SpeechError)) as failed:
        recorded(fault, "ALWAYS")
    assert VICTIM in str(failed.value)
    assert FAULTS[fault] in str(failed.value)
    assert "hint:" in str(failed.value)


def test_a_slow_voice_is_waited_for(recorded: Callable[[str, str], Recording], whole: Recording) -> None:
    assert recorded("slow", "ALWAYS").mp3 == whole.mp3


class Tone:
    """A voice in this process: a tone as long as the sentence takes, times a factor for some sentences."""

    def __init__(self, factors: dict[str, float] | None = None, *, pace: float = 1.0, rate: int = 22050) -> None:
        self.description = VoiceDescription("Tone", "1", "tone", "Tone", "en-GB")
        self.factors, self.pace, self.rate = factors or {}, pace, rate
        self.at_once = 1
        self.renewed = 0
        self.spoken: list[str] = []

    def speak(self, sentence: str, words_a_minute: int) -> Sound:
        self.spoken.append(sentence)
        factor = next((f for word, f in self.factors.items() if word in sentence), 1.0)
        seconds = seconds_expected(sentence, words_a_minute) * self.pace * factor
        at = np.arange(int(seconds * self.rate))
        return Sound((9000 * np.sin(at * 2 * np.pi * 440 / self.rate)).astype(np.int16), self.rate)

    def renew(self) -> None:
        self.renewed += 1


@pytest.mark.parametrize("pace", [0.75, 1.0, 1.3, 2.0])
def test_half_a_sentence_is_noticed_whatever_the_voices_pace(pace: float) -> None:
    voice = Tone({VICTIM: 0.5}, pace=pace)
    with pytest.raises(BadSoundError, match=VICTIM):
        record(LEAFLET, voice)
    assert voice.renewed == 2


@pytest.mark.parametrize("pace", [0.75, 1.0, 1.3, 2.0])
def test_a_voice_may_be_fast_or_slow(pace: float) -> None:
    voice = Tone(pace=pace)
    assert record(LEAFLET, voice).seconds > 10
    assert not voice.renewed


def test_a_voice_that_is_always_cut_off_is_noticed() -> None:
    with pytest.raises(BadSoundError):
        record(LEAFLET, Tone(pace=0.3))


def test_a_language_without_a_voice_is_an_error() -> None:
    run = Run("Llame al médico.", language=LanguageTag("es"))
    plan = plan_of(section(Paragraph((*words("Say: "), run))))
    with pytest.raises(NoVoiceForLanguageError, match="'es'"):
        record(plan, Tone())
    main, spanish = Tone(), Tone(rate=16000)
    made = record(plan, main, others=lambda language: {"es": spanish}[language])
    assert spanish.spoken == ["Llame al médico."]
    assert made.sample_rate == 22050


def test_a_plan_without_words_is_an_error() -> None:
    with pytest.raises(SpeechError, match="no words"):
        record(paragraphs("***"), Tone())


@pytest.mark.parametrize(
    ("samples", "rate", "fault"),
    [
        (np.zeros(0, np.int16), 22050, "no sound"),
        (np.zeros(22050, np.int16), 22050, "silence"),
        (np.full(22050, 30, np.int16), 22050, "silence"),
        (np.full(400, 9000, np.int16), 22050, "0.0 seconds"),
        (np.full(22050 * 60, 9000, np.int16), 22050, "60.0 seconds"),
        (np.full(22050, 9000, np.int16), 100, "100 samples a second"),
        (np.full(22050, 0.5), 22050, "float64"),
        (np.full((22050, 2), 9000, np.int16), 22050, "2-dimensional"),
    ],
)
def test_what_cannot_be_the_sentence(samples: NDArray[Any], rate: int, fault: str) -> None:
    found = fault_in(Sound(samples, rate), "Rest the leg for two days.", 150)
    assert found is not None
    assert fault in found


def test_what_can_be_the_sentence() -> None:
    assert fault_in(Sound(np.full(33000, 9000, np.int16), 22050), "Rest the leg for two days.", 150) is None


def test_short_sounds_are_not_judged_beside_others() -> None:
    assert cut_off([(1.0, 1.0)] * 10 + [(0.2, 0.4)]) == ()
    assert cut_off([(1.0, 1.0)] * 10 + [(0.5, 1.0), (1.2, 2.0)]) == (10, 11)
    assert cut_off([(0.5, 1.0)] * 10) == ()
    assert cut_off([]) == ()
