"""The voices of the machine: the real one, and every way in which one can go wrong, in real processes."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pamphlet.system import voices
from pamphlet.system.voices import (
    InstalledVoice,
    NoVoiceError,
    UnspeakableTextError,
    VoiceDescription,
    VoiceFailedError,
    VoiceStartError,
    choose,
    open_voice,
)
from pamphlet.system.voices_child import harmless
from pamphlet.system.voices_process import Patience, command

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
SENTENCE = "It does not replace advice from your own doctor or nurse."
espeak = pytest.mark.skipif(sys.platform != "linux", reason="eSpeak NG is brought along on Linux only")


def voice_called(identity: str, language: str, name: str = "") -> VoiceDescription:
    return VoiceDescription("Test", "1", identity, name or identity, language)


class TestChoosing:
    """Never another language's voice."""

    LIST = (
        voice_called("gmw/en-029", "en-029"),
        voice_called("gmw/en", "en-GB", "English (Great Britain)"),
        voice_called("gmw/en-US", "en-US"),
        voice_called("roa/es", "es"),
        voice_called("roa/es-419", "es-419"),
        voice_called("sit/cmn", "cmn"),
        voice_called("sit/yue", "yue"),
        voice_called("gmq/nb", "nb"),
        voice_called("odd", ""),
    )

    @pytest.mark.parametrize(
        ("language", "identity"),
        [
            ("en-GB", "gmw/en"),
            ("EN-gb", "gmw/en"),
            ("en_GB", "gmw/en"),
            ("en-US", "gmw/en-US"),
            ("en", "gmw/en"),
            ("en-AU", "gmw/en"),
            ("es-MX", "roa/es"),
            ("es-419", "roa/es-419"),
            ("zh", "sit/cmn"),
            ("zh-CN", "sit/cmn"),
            ("zh-HK", "sit/yue"),
            ("no", "gmq/nb"),
            ("nb-NO", "gmq/nb"),
        ],
    )
    def test_the_nearest_of_the_same_language(self, language: str, identity: str) -> None:
        voice = choose(language, self.LIST)
        assert voice is not None
        assert voice.id == identity

    @pytest.mark.parametrize("language", ["fr", "de-DE", "e", "eng", "", "esp"])
    def test_none_rather_than_another_languages(self, language: str) -> None:
        assert choose(language, self.LIST) is None

    def test_a_region_is_not_taken_where_regions_do_not_understand_each_other(self) -> None:
        assert choose("zh-TW", [voice_called("x", "zh-CN")]) is None

    def test_the_hint_decides_among_equals(self) -> None:
        both = (voice_called("a", "en-GB"), voice_called("group/b", "en-GB"))
        assert [v.id for v in (choose("en-GB", both, hint="b"), choose("en-GB", both)) if v] == ["group/b", "a"]


@pytest.fixture(scope="module")
def voice() -> Iterator[InstalledVoice]:
    with open_voice("en-GB") as opened:
        yield opened


@espeak
class TestEspeak:
    """The real engine, in its real process."""

    def test_it_describes_itself(self, voice: InstalledVoice) -> None:
        about = voice.description
        assert (about.engine, about.id, about.language) == ("eSpeak NG", "gmw/en", "en-GB")
        assert about.version[0].isdigit()

    def test_it_speaks(self, voice: InstalledVoice) -> None:
        sound = voice.speak(SENTENCE, 150)
        assert sound.rate == 22050
        assert sound.samples.dtype == np.int16
        assert 3 < sound.samples.size / sound.rate < 5
        assert 10_000 < np.abs(sound.samples.astype(int)).max() < 32_000, "loud, and not clipped"

    def test_a_sentence_sounds_the_same_whatever_came_before(self, voice: InstalledVoice) -> None:
        first = voice.speak(SENTENCE, 150).samples
        voice.speak("Something else, and at another pace.", 180)
        again = voice.speak(SENTENCE, 150).samples
        voice.renew()
        renewed = voice.speak(SENTENCE, 150).samples
        assert np.array_equal(first, again)
        assert np.array_equal(first, renewed)

    def test_the_pace_is_what_was_asked_for(self, voice: InstalledVoice) -> None:
        lengths = [voice.speak(SENTENCE, pace).samples.size for pace in (125, 150, 180)]
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[0] / lengths[2] == pytest.approx(180 / 125, rel=0.12)

    @pytest.mark.parametrize(
        "text",
        [
            "Take care 😀 and rest.",
            "خذ قسطا من الراحة",
            '<speak>Hello <break time="2s"/> there</speak>',
            "Say [[h@l'oU]] now",
            "&lt; &amp; <",
            "a" * 2000,
            "Rest the leg, " * 140,
            "... !!! ???",
            "é" * 1500,
            "line\nbreak\ttab",
        ],
    )
    def test_odd_texts_are_spoken(self, voice: InstalledVoice, text: str) -> None:
        assert voice.speak(text, 150).samples.size > 1000

    def test_markup_is_not_obeyed(self, voice: InstalledVoice) -> None:
        plain = voice.speak("Stop here", 150).samples.size
        assert voice.speak('Stop <break time="20s"/> here', 150).samples.size < plain + 22050 * 5

    @pytest.mark.parametrize("text", ["", "   ", "Before.\0After.", "bad \ud800 char", "a" * 2001])
    def test_what_no_engine_may_be_given_is_refused(self, voice: InstalledVoice, text: str) -> None:
        with pytest.raises(UnspeakableTextError):
            voice.speak(text, 150)
        assert voice.speak("Still here.", 150).samples.size

    def test_a_process_that_is_killed_is_started_again(self, voice: InstalledVoice) -> None:
        whole = voice.speak(SENTENCE, 150).samples
        os.kill(voice._lanes[0].engine._process._process.pid, signal.SIGKILL)
        assert np.array_equal(voice.speak(SENTENCE, 150).samples, whole)

    def test_a_process_that_hangs_is_started_again(self) -> None:
        with open_voice("en-GB", patience=Patience(start=30, answer=0.5, character=0)) as opened:
            whole = opened.speak(SENTENCE, 150).samples
            os.kill(opened._lanes[0].engine._process._process.pid, signal.SIGSTOP)
            assert np.array_equal(opened.speak(SENTENCE, 150).samples, whole)

    def test_voices_that_lack_their_dictionary_are_not_offered(self) -> None:
        found = voices.voices()
        identities = {voice.id for voice in found}
        assert {"gmw/en", "gmw/en-US", "roa/es", "gmq/nb"} <= identities
        assert not {"gmq/fo", "trk/kaa", "art/xex"} & identities
        assert list(found) == sorted(found, key=lambda v: (v.language.lower(), v.name, v.id))

    def test_another_language_speaks_with_its_own_voice(self, voice: InstalledVoice) -> None:
        with open_voice("es") as spanish:
            assert spanish.description.language == "es"
            text = "Llame al médico."
            assert not np.array_equal(spanish.speak(text, 150).samples, voice.speak(text, 150).samples)

    def test_a_variant_may_be_asked_for(self) -> None:
        with open_voice("en-GB", voice="en+f3") as variant:
            assert variant.description.id == "gmw/en+f3"
            assert variant.speak(SENTENCE, 150).samples.size

    def test_a_variant_that_does_not_exist_is_an_error(self) -> None:
        with open_voice("en-GB", voice="en+nobody") as variant, pytest.raises(VoiceFailedError) as failed:
            variant.speak("Hello.", 150)
        assert "en+nobody" in str(failed.value)

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ("gmw/enn", "has no voice 'gmw/enn'; did you mean 'gmw/en'?"),
            ("roa/es", "the voice 'roa/es' speaks 'es', and the text is in 'en-GB'"),
        ],
    )
    def test_a_voice_that_is_not_there_is_never_replaced(self, asked: str, message: str) -> None:
        with pytest.raises(NoVoiceError) as refused:
            open_voice("en-GB", voice=asked)
        assert message in str(refused.value)
        assert "hint: `pamphlet voices`" in str(refused.value)

    def test_a_language_without_a_voice_is_an_error(self) -> None:
        with pytest.raises(NoVoiceError, match="no voice for the language 'xx'"):
            open_voice("xx")

    def test_voices_speak_side_by_side(self, voice: InstalledVoice) -> None:
        whole = voice.speak(SENTENCE, 150).samples

        def speak(_: int) -> bool:
            with open_voice("en-GB") as own:
                return all(np.array_equal(own.speak(SENTENCE, 150).samples, whole) for _ in range(3))

        with ThreadPoolExecutor(3) as pool:
            assert all(pool.map(speak, range(3)))

    def test_a_file_in_the_working_folder_is_not_run(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("wave", "json", "pyttsx3", "struct"):
            (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the working folder')")
        monkeypatch.chdir(tmp_path)
        with open_voice("en-GB") as opened:
            assert opened.speak("Hello.", 150).samples.size

    def test_it_needs_no_espeak_on_the_machine(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setenv("ESPEAK_DATA_PATH", "/nowhere")
        with open_voice("en-GB") as opened:
            assert opened.speak("Hello.", 150).samples.size

    def test_nothing_is_printed_and_nothing_is_left_behind(self) -> None:
        program = (
            "from pamphlet.system.voices import open_voice\n"
            "v = open_voice('en-GB')\n"
            "v.speak('Hello.', 150)\n"
            "import sys; print(v._lanes[0].engine._process._process.pid, file=sys.stderr, flush=True)\n"
            "sys.stdin.read()\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as parent:
            assert parent.stderr is not None
            assert parent.stdout is not None
            child = int(parent.stderr.readline())
            parent.kill()
            assert parent.stdout.read() == b""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and _runs(child):
            time.sleep(0.02)
        assert not _runs(child), "the speaking process outlives the program"


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


COPY = "from pamphlet.system.voices_espeak import in_a_copy\nimport os, time, signal\n"


@espeak
@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("in_a_copy(lambda: b'sound', 5)", "b'sound'"),
        ("in_a_copy(lambda: os.kill(os.getpid(), signal.SIGSEGV), 5)", "eSpeak NG was ended by SIGSEGV"),
        ("in_a_copy(lambda: time.sleep(60), 0.2)", "eSpeak NG was ended by SIGALRM"),
        ("in_a_copy(lambda: 1 / 0, 5)", "division by zero"),
        ("in_a_copy(lambda: os._exit(4), 5)", "eSpeak NG ended with 4"),
        ("len(in_a_copy(lambda: bytes(5_000_000), 5))", "5000000"),
    ],
)
def test_a_sentence_takes_only_its_copy_with_it(body: str, outcome: str) -> None:
    program = f"{COPY}try:\n  print({body})\nexcept RuntimeError as problem:\n  print(problem)\n"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == outcome


def test_an_error_of_the_voice_survives_the_way_home_from_a_worker() -> None:
    for error in (VoiceFailedError("en", "Hello.", "it crashed"), VoiceStartError("gone"), NoVoiceError("none")):
        assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own
    assert "hint:" in str(VoiceStartError("gone"))


def test_the_speaking_process_is_this_python_and_never_reads_the_working_folder() -> None:
    assert command("espeak")[:3] == (sys.executable, "-P", "-m")


class TestOtherSystems:
    """Windows and macOS: the real speaking process with a stand-in for the pyttsx3 of those systems."""

    @pytest.fixture(autouse=True)
    def _fake(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.log = tmp_path / "log"
        monkeypatch.setenv("PYTHONPATH", str(HERE / "fakes"))
        monkeypatch.setenv("FAKE_LOG", str(self.log))
        monkeypatch.setenv("FAKE_SECONDS", "1.5")

    @pytest.mark.parametrize(
        ("driver", "identity", "engine"),
        [("sapi5", "HKEY\\HAZEL", "Windows speech"), ("nsss", "com.apple.Daniel", "macOS speech")],
    )
    def test_a_sentence_comes_by_way_of_a_file(self, driver: str, identity: str, engine: str) -> None:
        with open_voice("en-GB", driver=driver) as opened:
            assert (opened.description.engine, opened.description.id) == (engine, identity)
            sounds = [opened.speak(text, 150) for text in ("Hello.", "Goodbye.")]
        assert [(sound.rate, sound.samples.size) for sound in sounds] == [(22050, 33075)] * 2
        assert int(np.abs(sounds[0].samples).max()) == 9000 - 1
        assert self.log.read_text() == f"{identity}|150|Hello.\n{identity}|150|Goodbye.\n"

    def test_a_voice_whose_language_is_unknown_is_never_chosen(self) -> None:
        listed = voices.voices("sapi5")
        assert {voice.id for voice in listed} == {"HKEY\\HAZEL", "HKEY\\ODD", "HKEY\\NONE"}
        with pytest.raises(NoVoiceError):
            open_voice("fr", driver="sapi5")

    @pytest.mark.parametrize("fault", ["an error event", "no file", "half a file"])
    @pytest.mark.parametrize("driver", ["sapi5", "nsss"])
    def test_a_fault_that_pyttsx3_swallows_is_an_error(
        self, driver: str, fault: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FAKE_FAULT", fault)
        with open_voice("en-GB", driver=driver) as opened, pytest.raises(VoiceFailedError) as failed:
            opened.speak("Hello.", 150)
        expected = {"an error event": "no audio device", "no file": "no sound", "half a file": "shorter than it says"}
        assert expected[fault] in str(failed.value)
        assert len(self.log.read_text().splitlines()) == 3

    def test_an_engine_that_hangs_in_its_second_run_gets_one_sentence_each(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FAKE_FAULT", "hangs in its second run")
        patience = Patience(start=30, answer=0.3, character=0)
        with open_voice("en-GB", driver="nsss", patience=patience) as opened:
            for number in range(8):
                assert opened.speak(f"Sentence {number}.", 150).samples.size
        asked = self.log.read_text().splitlines()
        assert len(asked) == 8 + 2, "after two hangs it is known, and nothing more is waited for"

    def test_an_engine_that_does_not_start_is_an_error(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FAKE_FAULT", "no engine")
        with pytest.raises(VoiceStartError, match="no such engine"):
            open_voice("en-GB", driver="sapi5")

    @pytest.mark.parametrize(
        ("driver", "given", "spoken"),
        [
            ("sapi5", "<speak>Hi</speak>", " speak>Hi /speak>"),
            ("nsss", "Hi [[slnc 500]] there", "Hi [ [slnc 500] ] there"),
        ],
    )
    def test_markup_never_reaches_an_engine_that_obeys_it(self, driver: str, given: str, spoken: str) -> None:
        assert harmless(driver, given) == spoken
        with open_voice("en-GB", driver=driver) as opened:
            opened.speak(given, 150)
        assert self.log.read_text().rstrip("\n").split("|")[2] == spoken
