"""ReadingPlan → recording: what is said, by which voice, with which pauses, and when.

The core is pure: a plan and a voice go in, bytes come out. Nothing here starts a program or touches a file; the
voices of the machine live in :mod:`pamphlet.system.voices`. Importing this package loads neither numpy nor an
encoder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pamphlet.speech.doubts import doubts
from pamphlet.speech.script import Script, script
from pamphlet.speech.voice import BadSoundError, NoVoiceForLanguageError, SpeechError, Speed, Voice

if TYPE_CHECKING:
    from pamphlet.speech.recording import Recording, record

__all__ = [
    "BadSoundError",
    "NoVoiceForLanguageError",
    "Recording",
    "Script",
    "SpeechError",
    "Speed",
    "Voice",
    "doubts",
    "record",
    "script",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Load what needs numpy when it is first asked for."""
    if name in {"Recording", "record"}:
        from pamphlet.speech import recording  # noqa: PLC0415

        return getattr(recording, name)
    raise AttributeError(name)
