"""A whole recording by the real voice: every sentence is in it, where and as the captions, tags and levels say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pamphlet import speech
from pamphlet.article.model import LanguageTag, Run, plain
from pamphlet.plan import Medium, Paragraph, texts
from pamphlet.speech import Speed, record
from pamphlet.speech.pace import seconds_expected
from pamphlet.speech.script import Source
from pamphlet.system.voices import open_voice
from tests import articles
from tests.speech.plans import paragraphs, plan_of, section
from tests.speech.test_mp3 import decoded
from tests.speech.test_sound import ebur128
from tests.speech.test_tags import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from pamphlet.speech.recording import Recording
    from pamphlet.system.voices import InstalledVoice

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="eSpeak NG is brought along on Linux only")

PLAN = articles.plan()
PROSE = (
    "Almost everyone feels sore after doing more activity than usual. This is called delayed onset muscle soreness, "
    "and it is a normal part of getting stronger. It often begins within a day of exercise, feels worst after two "
    "or three days, and then settles on its own. You do not need any tests or special treatment in most cases. When "
    "you use a muscle in a new way, tiny tears appear in the muscle fibres. Your body repairs them, and the muscle "
    "becomes stronger. Walking downhill, lowering weights, running on hard ground, and starting a new sport are "
    "common triggers. Soreness is more likely if you have had a long break from exercise, if you increase your "
    "effort too quickly, or if you do not drink enough water on a hot day."
)


@pytest.fixture(scope="module")
def voice() -> Iterator[InstalledVoice]:
    with open_voice("en-GB") as opened:
        yield opened


@pytest.fixture(scope="module")
def recording(voice: InstalledVoice) -> Recording:
    return record(PLAN, voice)


@pytest.fixture(scope="module")
def file(recording: Recording, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recording") / "x.mp3"
    path.write_bytes(recording.mp3)
    return path


@pytest.fixture(scope="module")
def heard(file: Path, tool: Callable[[str], str]) -> NDArray[np.float32]:
    return decoded(file, tool("ffmpeg"))


def test_every_sentence_of_the_plan_is_in_the_transcript(recording: Recording) -> None:
    printed = [word for text in texts(PLAN, Medium.SPEECH) for word in plain(text).split()]
    assert len(printed) > 100
    said = [s.utterance.printed for s in recording.stretches if s.utterance.source is Source.TEXT]
    assert " ".join(said).split() == printed
    transcript = recording.transcript.split("\n")
    assert [line for line in transcript if line] == [s.utterance.printed for s in recording.stretches]


def test_every_sentence_has_a_stretch_of_its_own_in_order(recording: Recording) -> None:
    at = 0
    for stretch in recording.stretches:
        assert stretch.start > at
        seconds = (stretch.end - stretch.start) / recording.sample_rate
        expected = sum(seconds_expected(breath.spoken, 150) for breath in stretch.utterance.breaths)
        assert 0.6 < seconds / expected < 1.7, stretch.utterance.printed
        at = stretch.end
    assert at < recording.seconds * recording.sample_rate


@pytest.mark.tool
def test_each_stretch_is_heard_and_each_pause_is_silent(recording: Recording, heard: NDArray[np.float32]) -> None:
    assert heard.size == pytest.approx(recording.seconds * recording.sample_rate, abs=3000)
    margin = recording.sample_rate * 60 // 1000
    at = 0
    for stretch in recording.stretches:
        sound, pause = heard[stretch.start : stretch.end], heard[at + margin : stretch.start - margin]
        assert 20 * np.log10(np.sqrt((sound**2).mean())) > -30, stretch.utterance.printed
        assert np.abs(pause).max() < 10 ** (-60 / 20), stretch.utterance.printed
        at = stretch.end


@pytest.mark.tool
def test_the_captions_are_within_50_ms_of_the_sound(recording: Recording, heard: NDArray[np.float32]) -> None:
    cues = re.findall(r"(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})\n(.*)", recording.vtt)
    assert len(cues) == len(recording.stretches)
    loud = np.flatnonzero(np.abs(heard) > 0.01)
    for cue, stretch in zip(cues, recording.stretches, strict=True):
        start, end = (int(h) * 3600 + int(m) * 60 + float(s) for h, m, s in (cue[:3], cue[3:6]))
        inside = loud[(loud >= stretch.start - 3000) & (loud <= stretch.end + 3000)] / recording.sample_rate
        assert abs(float(inside[0]) - start) < 0.05
        assert abs(float(inside[-1]) - end) < 0.06
        assert cue[6].replace("&amp;", "&") == stretch.utterance.printed


@pytest.mark.tool
def test_it_is_level(file: Path, tool: Callable[[str], str]) -> None:
    loudness, peak = ebur128(file, tool)
    assert loudness == pytest.approx(-19, abs=0.5)
    assert peak <= -3


@pytest.mark.tool
def test_ffprobe_finds_the_chapters_and_the_tags(
    recording: Recording, file: Path, tool: Callable[[str], str]
) -> None:
    arguments = [tool("ffprobe"), "-v", "error", "-show_format", "-show_chapters", "-show_streams", "-of", "json"]
    found = json.loads(subprocess.run([*arguments, str(file)], capture_output=True, check=True).stdout)
    said, stream = found["format"]["tags"], found["streams"][0]
    assert (said["title"], said["artist"], said["language"]) == (PLAN.title, PLAN.publisher, "eng")
    assert (stream["codec_name"], stream["channels"], stream["bit_rate"]) == ("mp3", 1, "64000")
    sections = [section.name for section in PLAN.sections if section.medium & Medium.SPEECH]
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == sections
    times = [(float(chapter["start_time"]), float(chapter["end_time"])) for chapter in found["chapters"]]
    assert times[0][0] == 0
    assert [end for _, end in times[:-1]] == [start for start, _ in times[1:]]
    assert times[-1][1] == pytest.approx(recording.seconds, abs=0.01)
    assert float(found["format"]["duration"]) == pytest.approx(recording.seconds, abs=0.1)


def test_a_chapter_begins_before_its_first_word(recording: Recording) -> None:
    firsts: dict[int, float] = {}
    for stretch in recording.stretches:
        firsts.setdefault(stretch.utterance.chapter, stretch.start / recording.sample_rate * 1000)
    for chapter, first in zip(recording.chapters[1:], list(firsts.values())[1:], strict=True):
        assert chapter.start == pytest.approx(first - 500, abs=1)


def test_the_transcript_is_in_the_file(recording: Recording) -> None:
    assert read(recording.mp3)["USLT::eng"].text == recording.transcript
    assert [text for text, _ in read(recording.mp3)["SYLT::eng"].text] == [
        s.utterance.printed for s in recording.stretches
    ]


def test_it_opens_and_closes_as_a_listener_expects(recording: Recording) -> None:
    said = [stretch.utterance.printed for stretch in recording.stretches]
    assert said[:2] == ["Sore shins after running", "From Example Clinic."]
    assert said[3].startswith("This recording has 8 parts: The main thing; Introduction;")
    minutes = round(recording.seconds / 60)
    assert said[4] == f"It lasts about {minutes} minutes."
    assert said[-1] == "This is the end of the recording."
    assert "Next review 1 October 2029." in said


def test_the_same_plan_and_voice_give_the_same_bytes(recording: Recording, voice: InstalledVoice) -> None:
    voice.renew()
    again = record(PLAN, voice)
    assert again.mp3 == recording.mp3
    assert again.vtt == recording.vtt


@pytest.mark.parametrize("at_once", [1, 4])
def test_the_bytes_do_not_depend_on_how_many_engines_speak(recording: Recording, at_once: int) -> None:
    with open_voice("en-GB", at_once=at_once) as own:
        assert record(PLAN, own).mp3 == recording.mp3


@pytest.mark.parametrize("speed", list(Speed))
def test_the_pace_is_as_measured(voice: InstalledVoice, speed: Speed) -> None:
    made = record(paragraphs(PROSE), voice, speed=speed)
    words = len(PROSE.split())
    first, last = made.stretches[0], made.stretches[-2]
    seconds = (last.end - first.start) / made.sample_rate + 0.4
    assert words * 60 / seconds == pytest.approx(speed.value, rel=0.05)
    assert made.words_a_minute == pytest.approx(speed.value, rel=0.06)


def test_the_length_it_gives_is_about_right(voice: InstalledVoice) -> None:
    made = record(paragraphs(*[PROSE] * 6), voice)
    said = next(s.utterance.printed for s in made.stretches if s.utterance.source is Source.LENGTH)
    assert abs(int(said.split()[3]) - made.seconds / 60) < 0.6


def test_progress_is_told(voice: InstalledVoice) -> None:
    told: list[tuple[int, int]] = []
    record(paragraphs("One. Two."), voice, progress=lambda done, all_: told.append((done, all_)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_run_in_another_language_is_read_by_its_own_voice(voice: InstalledVoice) -> None:
    text = (Run("She said: "), Run("Buenos días, señora.", language=LanguageTag("es")))
    with open_voice("es") as spanish:
        made = record(plan_of(section(Paragraph(text))), voice, others=lambda _: spanish)
    assert made.stretches[0].utterance.printed == "She said: Buenos días, señora."


def test_nothing_heavy_is_loaded_with_the_package() -> None:
    program = (
        "import sys, pamphlet.speech, pamphlet.speech.script, pamphlet.system.voices\n"
        "heavy = {'numpy', 'pyttsx3', 'lameenc', 'espeakng_loader', 'reportlab'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert set(speech.__all__) <= set(dir(speech)) | {"Recording", "record"}
