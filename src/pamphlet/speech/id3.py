"""ID3v2.3 tags, written by hand: title, publisher, language, transcript, chapters in order, captions.

Version 2.3 because talking-book players and car radios know no other; text is Latin-1 where that has its characters,
for the same reason. The library that is usually taken (mutagen) sorts chapters by frame content, so that players list
them out of order; it reads what this writes in the tests. Sections are those of the "ID3 tag version 2.3.0" standard
and of the "ID3v2 Chapter Frame Addendum" 1.0.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LATIN_1, _UTF_16 = b"\x00", b"\x01"
_SPEECH_GENRE = "(101)"
"""Appendix A: number 101 is "Speech"."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter from ``start`` to ``end`` in milliseconds."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Caption:
    """A sentence from ``start`` to ``end`` in milliseconds."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player is told about a recording. ``milliseconds`` is its length, ``language`` a BCP 47 tag."""

    title: str
    publisher: str
    language: str
    year: int
    milliseconds: int
    transcript: str
    chapters: Sequence[Chapter] = field(default_factory=tuple)
    captions: Sequence[Caption] = field(default_factory=tuple)


def tag(tags: Tags) -> bytes:
    """Return the tag that goes before the first MP3 frame."""
    language = iso_639_2(tags.language)
    frames = [
        _text("TIT2", tags.title),
        _text("TPE1", tags.publisher),
        _text("TALB", tags.title),
        _text("TLAN", language),
        _text("TYER", f"{tags.year:04d}"),
        _text("TCON", _SPEECH_GENRE),
        _text("TLEN", str(tags.milliseconds)),
        _table_of_contents(tags.title, tags.chapters),
        *(_chapter(number, chapter) for number, chapter in enumerate(tags.chapters)),
        _captions(language, tags.captions),
        _transcript(language, tags.transcript),
    ]
    body = b"".join(frames)
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _syncsafe(size: int) -> bytes:
    """Return the tag's size in four times seven bits (§3.1). Frames' sizes are plain in version 2.3 (§3.3)."""
    return bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">IH", len(body), 0) + body


def _encoded(*texts: str) -> tuple[bytes, list[bytes]]:
    """Return the encoding's number and the texts in it: Latin-1 if it has all their characters (§3.3)."""
    clean = [text.replace("\0", " ") for text in texts]
    try:
        return _LATIN_1, [text.encode("latin-1") for text in clean]
    except UnicodeEncodeError:
        return _UTF_16, [b"\xff\xfe" + text.encode("utf-16-le") for text in clean]


def _ended(text: bytes, encoding: bytes) -> bytes:
    return text + (b"\0" if encoding == _LATIN_1 else b"\0\0")


def _text(name: str, value: str) -> bytes:
    """§4.2: a text information frame."""
    encoding, (text,) = _encoded(value)
    return _frame(name, encoding + text)


def _transcript(language: str, text: str) -> bytes:
    """§4.9: unsynchronised text, with an empty description. Lines end in a line feed."""
    encoding, (empty, whole) = _encoded("", text)
    return _frame("USLT", encoding + language.encode("ascii") + _ended(empty, encoding) + whole)


def _captions(language: str, captions: Sequence[Caption]) -> bytes:
    """§4.10: the sentences with their times (format 2: milliseconds; type 2: transcription)."""
    if not captions:
        return b""
    encoding, (empty, *texts) = _encoded("", *(caption.text for caption in captions))
    timed = (
        _ended(text, encoding) + struct.pack(">I", caption.start)
        for text, caption in zip(texts, captions, strict=True)
    )
    head = encoding + language.encode("ascii") + b"\x02\x02" + _ended(empty, encoding)
    return _frame("SYLT", head + b"".join(timed))


def _table_of_contents(title: str, chapters: Sequence[Chapter]) -> bytes:
    """Chapter addendum §3.2: one top-level, ordered table. It has one byte for the number of its entries."""
    if not chapters:
        return b""
    listed = chapters[:255]
    entries = b"".join(_name(number) for number in range(len(listed)))
    return _frame("CTOC", b"toc\0" + bytes([0b11, len(listed)]) + entries + _text("TIT2", title))


def _chapter(number: int, chapter: Chapter) -> bytes:
    """Chapter addendum §3.1: times in milliseconds; byte offsets of all ones mean that the times hold."""
    times = struct.pack(">IIII", chapter.start, chapter.end, 0xFFFFFFFF, 0xFFFFFFFF)
    return _frame("CHAP", _name(number) + times + _text("TIT2", chapter.title))


def _name(number: int) -> bytes:
    """Return a chapter's identifier: sorted by name, they are still in order."""
    return f"chp{number:03d}".encode("ascii") + b"\0"


_ISO_639_2 = {
    "ar": "ara",
    "bg": "bul",
    "bn": "ben",
    "ca": "cat",
    "cs": "ces",
    "cy": "cym",
    "da": "dan",
    "de": "deu",
    "el": "ell",
    "en": "eng",
    "es": "spa",
    "et": "est",
    "eu": "eus",
    "fa": "fas",
    "fi": "fin",
    "fr": "fra",
    "ga": "gle",
    "gd": "gla",
    "gl": "glg",
    "gu": "guj",
    "he": "heb",
    "hi": "hin",
    "hr": "hrv",
    "hu": "hun",
    "hy": "hye",
    "id": "ind",
    "is": "isl",
    "it": "ita",
    "ja": "jpn",
    "ka": "kat",
    "ko": "kor",
    "ku": "kur",
    "lt": "lit",
    "lv": "lav",
    "mk": "mkd",
    "ms": "msa",
    "mt": "mlt",
    "nb": "nob",
    "ne": "nep",
    "nl": "nld",
    "nn": "nno",
    "no": "nor",
    "pa": "pan",
    "pl": "pol",
    "ps": "pus",
    "pt": "por",
    "ro": "ron",
    "ru": "rus",
    "si": "sin",
    "sk": "slk",
    "sl": "slv",
    "so": "som",
    "sq": "sqi",
    "sr": "srp",
    "sv": "swe",
    "sw": "swa",
    "ta": "tam",
    "te": "tel",
    "th": "tha",
    "ti": "tir",
    "tl": "tgl",
    "tr": "tur",
    "uk": "ukr",
    "ur": "urd",
    "uz": "uzb",
    "vi": "vie",
    "zh": "zho",
}


def iso_639_2(language: str) -> str:
    """Return the three-letter code of a BCP 47 tag's language (§4.2.1, TLAN); ``und`` if it has none here."""
    primary = language.split("-", maxsplit=1)[0].lower()
    return primary if len(primary) == 3 else _ISO_639_2.get(primary, "und")  # noqa: PLR2004 - three letters
