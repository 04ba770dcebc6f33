"""The voices of this machine, behind pyttsx3 in a process of its own.

Linux speaks with the eSpeak NG that comes with the package `espeakng-loader`, Windows and macOS with the voices
they have. A voice that crashes, hangs or answers with garbage is started again and asked again; when that does not
help the error says so, and no sound is returned. Nothing here knows what a recording is: :class:`InstalledVoice` is
a ``pamphlet.speech.voice.Voice`` by its shape.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from typing import TYPE_CHECKING

from pamphlet.system.voices_engine import Engine, VoiceDescription
from pamphlet.system.voices_errors import (
    NoVoiceError,
    UnspeakableTextError,
    VoiceError,
    VoiceFailedError,
    VoiceStartError,
)
from pamphlet.system.voices_installed import InstalledVoice
from pamphlet.system.voices_process import Patience, command

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "InstalledVoice",
    "NoVoiceError",
    "Patience",
    "UnspeakableTextError",
    "VoiceDescription",
    "VoiceError",
    "VoiceFailedError",
    "VoiceStartError",
    "choose",
    "default_driver",
    "open_voice",
    "voices",
]


def default_driver() -> str:
    """Return the name of pyttsx3's driver for this system."""
    return {"win32": "sapi5", "darwin": "nsss"}.get(sys.platform, "espeak")


def voices(driver: str | None = None, *, patience: Patience | None = None) -> tuple[VoiceDescription, ...]:
    """Return the voices of this machine, by language and name.

    Raises :class:`VoiceStartError` where the engine cannot be asked.
    """
    with contextlib.closing(Engine(command(driver or default_driver()), patience or Patience())) as engine:
        return engine.voices()


def choose(language: str, available: Iterable[VoiceDescription], hint: str | None = None) -> VoiceDescription | None:
    """Return the voice for a language: its own, else its parent's (en for en-GB), else the same language's elsewhere.

    ``hint`` is the engine's name for the voice to prefer among equals. Returns ``None`` where the machine has none:
    an article is never read by another language's voice.
    """
    ranked = [(rank, voice) for voice in available if (rank := _distance(language, voice.language)) is not None]
    if not ranked:
        return None

    def order(entry: tuple[int, VoiceDescription]) -> tuple[int, bool, int, str]:
        rank, voice = entry
        return (rank, not _is_called(voice, hint or ""), len(voice.id), voice.id)

    return min(ranked, key=order)[1]


_SAME = {"cmn": "zh", "nb": "no"}
"""Names for one language: Mandarin and Norwegian Bokmål are what "zh" and "no" mean to an engine."""
_SPOKEN_THERE: dict[tuple[str, ...], tuple[str, ...]] = {("zh", "hk"): ("yue",), ("zh", "mo"): ("yue",)}
"""Cantonese is what people speak, and engines call a language of its own, where a text is tagged like this."""
_ELSEWHERE = 10
_REGIONS_DIFFER_TOO_MUCH = frozenset({"zh"})
"""Languages whose regions do not understand each other's speech: a Hong Kong text is not for a Mandarin voice."""


def _distance(wanted: str, offered: str) -> int | None:
    """Return how far a voice's language is from the wanted one; ``None`` if it is another language."""
    want, offer = _subtags(wanted), _subtags(offered)
    if not want or not offer or want[0] != offer[0]:
        return None
    if want[: len(offer)] == offer:
        return len(want) - len(offer)
    if want[0] in _REGIONS_DIFFER_TOO_MUCH and len(want) > 1:
        return None
    return _ELSEWHERE + len(offer)


def _subtags(tag: str) -> tuple[str, ...]:
    first, *rest = tag.lower().replace("_", "-").split("-")
    subtags = (_SAME.get(first, first), *rest) if first else ()
    return _SPOKEN_THERE.get(subtags, subtags)


def _is_called(voice: VoiceDescription, name: str) -> bool:
    """Tell whether ``name`` is the voice's id, the last part of it (``en`` of ``gmw/en``), or its name."""
    asked, own = name.lower().partition("+")[0], voice.id.lower()
    return bool(asked) and asked in (own, own.rpartition("/")[2], voice.name.lower())


def open_voice(  # noqa: PLR0913 - each is a choice of its own, and only the language must be made
    language: str,
    *,
    voice: str | None = None,
    hint: str | None = None,
    driver: str | None = None,
    at_once: int | None = None,
    patience: Patience | None = None,
) -> InstalledVoice:
    """Start the engine and return the voice for a language; close it, or use it in a ``with`` statement.

    ``voice`` is the one that was asked for, by id or name; on eSpeak NG with a variant if wanted (``en+f3``).
    ``hint`` is the locale's name for the voice to prefer among equals. ``at_once`` is how many sentences it may speak
    at a time, each in a process of its own; else two for eSpeak NG, where the machine has cores for them.

    Raises :class:`NoVoiceError` or :class:`VoiceStartError`.
    """
    driver = driver or default_driver()
    engine = Engine(command(driver), patience or Patience())
    try:
        described = _chosen(language, voice, hint, engine.voices())
        if at_once is None:
            at_once = min(_AT_ONCE.get(driver, 1), os.cpu_count() or 1)
        return InstalledVoice(engine, described, at_once)
    except BaseException:
        engine.close()
        raise


def _chosen(
    language: str, asked: str | None, hint: str | None, available: Sequence[VoiceDescription]
) -> VoiceDescription:
    if asked is None:
        voice = choose(language, available, hint)
        if voice is None:
            raise NoVoiceError(
                f"this machine has no voice for the language {language!r}\n"
                "  hint: install one in the system's settings; `pamphlet voices` lists what there is"
            )
        return voice
    named = [voice for voice in available if _is_called(voice, asked)]
    if not named:
        near = difflib.get_close_matches(asked, [voice.id for voice in available], n=1)
        also = f"; did you mean {near[0]!r}?" if near else ""
        raise NoVoiceError(
            f"this machine has no voice {asked!r}{also}\n  hint: `pamphlet voices` lists what there is"
        )
    fitting = [voice for voice in named if _distance(language, voice.language) is not None]
    if not fitting:
        raise NoVoiceError(
            f"the voice {asked!r} speaks {named[0].language!r}, and the text is in {language!r}\n"
            "  hint: `pamphlet voices` lists the voices by language"
        )
    first = fitting[0]
    variant = asked.partition("+")[2]
    identity = f"{first.id}+{variant}" if variant else first.id
    return VoiceDescription(first.engine, first.version, identity, first.name, first.language)


_AT_ONCE = {"espeak": 2}
"""Only where a sentence is known to sound the same whichever process speaks it."""
