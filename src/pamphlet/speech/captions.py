"""Captions: the printed words of each sentence, from its first sample to its last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pamphlet.speech.id3 import Caption


def vtt(captions: Iterable[Caption]) -> str:
    """Return WebVTT (W3C), a cue for each sentence."""
    cues = [
        f"{number}\n{_clock(caption.start)} --> {_clock(caption.end)}\n{_escaped(caption.text)}\n"
        for number, caption in enumerate(captions, 1)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(milliseconds: int) -> str:
    seconds, fraction = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02d}:{minute:02d}:{second:02d}.{fraction:03d}"


def _escaped(text: str) -> str:
    """Return a cue's text with the characters that WebVTT would take for markup as entities (§4.2.2)."""
    flat = " ".join(text.split())
    return flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def lrc(captions: Iterable[Caption], title: str, publisher: str) -> str:
    """Return the captions as LRC, which many music players show line by line."""
    lines = [f"[ti:{_bracketless(title)}]", f"[ar:{_bracketless(publisher)}]"]
    for caption in captions:
        minutes, milliseconds = divmod(caption.start, 60_000)
        lines.append(f"[{minutes:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000 // 10:02d}]{caption.text}")
    return "\n".join(lines) + "\n"


def _bracketless(text: str) -> str:
    return text.replace("[", "(").replace("]", ")")
