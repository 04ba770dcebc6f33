"""ID3 tags and captions, read back by programs that are not ours."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import ID3

from pamphlet.speech.captions import lrc, vtt
from pamphlet.speech.id3 import Caption, Chapter, Tags, iso_639_2, tag
from pamphlet.speech.mp3 import encoded
from tests.speech.test_mp3 import recording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


TITLES = ("Introduction", "Causes — and why", "Tips", "Zzz", "Aaa", "痛み")
CHAPTERS = tuple(Chapter(title, 1000 * n, 1000 * (n + 1)) for n, title in enumerate(TITLES))
CAPTIONS = (Caption("Müscle soreness.", 0, 900), Caption("a < b & c --> d", 1000, 1900))


def tags(**changes: object) -> Tags:
    fields: dict[str, object] = {
        "title": "Müscle soreness – and you",
        "publisher": "Clinic",
        "language": "en-GB",
        "year": 2026,
        "milliseconds": 6000,
        "transcript": "One.\nTwo “three”.",
        "chapters": CHAPTERS,
        "captions": CAPTIONS,
    }
    return Tags(**{**fields, **changes})  # type: ignore[arg-type]  # the fields are as Tags'


def read(data: bytes) -> ID3:
    return ID3(io.BytesIO(data), translate=False)  # type: ignore[no-untyped-call]


def test_every_frame_is_read_by_mutagen() -> None:
    found = read(tag(tags()))
    assert found.version == (2, 3, 0)
    assert {key: str(found[key]) for key in ("TIT2", "TPE1", "TALB", "TLAN", "TYER", "TLEN")} == {
        "TIT2": "Müscle soreness – and you",
        "TPE1": "Clinic",
        "TALB": "Müscle soreness – and you",
        "TLAN": "eng",
        "TYER": "2026",
        "TLEN": "6000",
    }
    assert found["TCON"].genres == ["Speech"]
    assert found["USLT::eng"].text == "One.\nTwo “three”."
    assert found["SYLT::eng"].text == [("Müscle soreness.", 0), ("a < b & c --> d", 1000)]
    assert (found["SYLT::eng"].format, found["SYLT::eng"].type) == (2, 2)


def test_chapters_are_listed_in_order() -> None:
    found = read(tag(tags()))
    names = found["CTOC:toc"].child_element_ids
    chapters = [found[f"CHAP:{name}"] for name in names]
    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == list(TITLES)
    assert [(c.start_time, c.end_time) for c in chapters] == [(c.start, c.end) for c in CHAPTERS]
    assert found["CTOC:toc"].flags == 3


def test_latin_text_is_latin_1_for_old_players() -> None:
    body = tag(tags(title="Sore shins", transcript="Rest.", captions=(), chapters=()))
    assert b"\xff\xfe" not in body
    assert b"Sore shins" in body


def test_the_sizes_are_right() -> None:
    data = tag(tags(transcript="word " * 50_000))
    size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    assert all(byte < 0x80 for byte in data[6:10])
    assert size == len(data) - 10
    at = 10
    while at < len(data):
        name, length = struct.unpack(">4sI", data[at : at + 8])
        assert name.isalnum()
        at += 10 + length
    assert at == len(data)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), st.integers(1, 300))
def test_any_title_and_any_number_of_chapters_parse(title: str, count: int) -> None:
    made = tags(title=title, chapters=tuple(Chapter(title, n, n + 1) for n in range(count)), captions=())
    found = read(tag(made))
    expected = title.replace("\0", " ")
    assert "\n".join(found["TIT2"].text) == expected
    assert len([key for key in found if key.startswith("CHAP:")]) == count
    assert len(found["CTOC:toc"].child_element_ids) == min(count, 255)


@pytest.mark.parametrize(
    ("tag_", "code"), [("en-GB", "eng"), ("es-419", "spa"), ("cmn", "cmn"), ("zh", "zho"), ("qq", "und")]
)
def test_language_codes(tag_: str, code: str) -> None:
    assert iso_639_2(tag_) == code


@pytest.mark.tool
def test_ffprobe_lists_title_artist_language_and_chapters(tmp_path: Path, tool: Callable[[str], str]) -> None:
    path = tmp_path / "x.mp3"
    path.write_bytes(b"".join([tag(tags()), *encoded(recording(22050, [(1, 6)], 6))]))
    arguments = [tool("ffprobe"), "-v", "error", "-show_format", "-show_chapters", "-of", "json", str(path)]
    found = json.loads(subprocess.run(arguments, capture_output=True, check=True).stdout)
    said = found["format"]["tags"]
    assert (said["title"], said["artist"], said["language"]) == ("Müscle soreness – and you", "Clinic", "eng")
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == list(TITLES)
    assert [float(chapter["start_time"]) for chapter in found["chapters"]] == [0, 1, 2, 3, 4, 5]
    assert float(found["format"]["duration"]) == pytest.approx(6, abs=0.1)


def test_captions_are_web_vtt() -> None:
    assert vtt([*CAPTIONS, Caption("Late", 3_723_456, 3_724_000)]) == (
        "WEBVTT\n\n"
        "1\n00:00:00.000 --> 00:00:00.900\nMüscle soreness.\n\n"
        "2\n00:00:01.000 --> 00:00:01.900\na &lt; b &amp; c --&gt; d\n\n"
        "3\n01:02:03.456 --> 01:02:04.000\nLate\n"
    )
    assert vtt([]) == "WEBVTT\n"


@pytest.mark.tool
def test_ffmpeg_reads_the_captions(tmp_path: Path, tool: Callable[[str], str]) -> None:
    (tmp_path / "x.vtt").write_text(vtt(CAPTIONS), encoding="utf-8")
    arguments = [tool("ffmpeg"), "-v", "error", "-i", str(tmp_path / "x.vtt"), "-f", "srt", "-"]
    said = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^(?:Müscle|a ).*", said, re.MULTILINE) == ["Müscle soreness.", "a < b & c --> d"]


def test_captions_are_lrc() -> None:
    assert lrc([Caption("Rest.", 61_234, 62_000)], "Sore [shins]", "Clinic") == (
        "[ti:Sore (shins)]\n[ar:Clinic]\n[01:01.23]Rest.\n"
    )
