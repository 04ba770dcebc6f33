"""What can go wrong with the voices of this machine: a class for each thing that a person can do something about."""

from __future__ import annotations

import sys

ATTEMPTS = 3
"""How often a sentence is tried, each time with a fresh engine."""


class VoiceError(Exception):
    """A voice cannot be used. The text says why, and what to do."""


class NoVoiceError(VoiceError):
    """This machine has no such voice, or none for the language; another language's voice is never taken."""


class VoiceStartError(VoiceError):
    """The speech engine does not come up."""

    def __init__(self, reason: str) -> None:
        """Keep the reason, which is the engine's."""
        super().__init__(reason)

    def __str__(self) -> str:
        """Return the reason with the remedy for this system."""
        remedies = {
            "linux": "reinstall the package `espeakng-loader`, which brings eSpeak NG",
            "win32": "check that Windows can speak: Settings, Time & language, Speech",
            "darwin": "check that the Mac can speak: System Settings, Accessibility, Spoken Content",
        }
        remedy = remedies.get(sys.platform, "speech works on Linux, Windows and macOS")
        return f"the speech engine does not start: {self.args[0]}\n  hint: {remedy}"


class VoiceFailedError(VoiceError):
    """The voice failed on a sentence, again and again."""

    def __init__(self, voice: str, sentence: str, reason: str) -> None:
        """Say which voice, which sentence, and how it failed the last time."""
        super().__init__(voice, sentence, reason)
        self.voice, self.sentence, self.reason = voice, sentence, reason

    def __str__(self) -> str:
        """Return what happened and what to do."""
        return (
            f"the voice {self.voice} failed {ATTEMPTS} times on the sentence {self.sentence!r}: {self.reason}\n"
            "  hint: choose another voice (`pamphlet voices` lists them), or reword the sentence"
        )


class UnspeakableTextError(VoiceError, ValueError):
    """A text that no engine may be given."""
