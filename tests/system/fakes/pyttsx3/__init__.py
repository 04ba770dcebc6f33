"""A pyttsx3 that stands in for the one on Windows and macOS: the same calls, and the same faults on demand.

What it does is told by environment variables, because the speaking process is a real one. ``FAKE_LOG`` names a file
that gets a line for each sentence; ``FAKE_FAULT`` is one of the faults of :class:`Engine`.
"""

from __future__ import annotations

import math
import os
import struct
import sys
import time
import wave
from array import array
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 22050


def init(driver: str) -> Engine:
    """Return an engine, as pyttsx3 does."""
    print("pyttsx3 chatters on standard output")  # noqa: T201 - as the real one does
    if os.environ.get("FAKE_FAULT") == "no engine":
        raise OSError("no such engine")
    return Engine(driver)


class Engine:
    """What pyttsx3.init returns."""

    def __init__(self, driver: str) -> None:
        self.driver = driver
        self.fault = os.environ.get("FAKE_FAULT", "")
        self.listeners: list[Callable[..., None]] = []
        self.runs = 0
        self.properties: dict[str, object] = {}
        self.waiting: tuple[str, str] | None = None

    def connect(self, topic: str, listener: Callable[..., None]) -> None:
        """Remember a listener."""
        assert topic == "error"
        self.listeners.append(listener)

    def getProperty(self, name: str) -> list[SimpleNamespace]:  # noqa: N802 - pyttsx3's name
        """List voices as the two systems do."""
        assert name == "voices"
        if self.driver == "sapi5":
            return [
                SimpleNamespace(id="HKEY\\HAZEL", name="Microsoft Hazel", languages=["en-GB"]),
                SimpleNamespace(id="HKEY\\ODD", name="Odd", languages=["Unknown Locale: 1"]),
                SimpleNamespace(id="HKEY\\NONE", name="None", languages=[]),
            ]
        return [SimpleNamespace(id="com.apple.Daniel", name="Daniel", languages=["en_GB"])]

    def setProperty(self, name: str, value: object) -> None:  # noqa: N802 - the same
        """Remember a property."""
        self.properties[name] = value

    def save_to_file(self, text: str, filename: str) -> None:
        """Queue a sentence."""
        assert isinstance(filename, str), "pyttsx3 silently writes nothing for a Path"
        self.waiting = (text, filename)

    def runAndWait(self) -> None:  # noqa: N802 - the same
        """Write the sentence, or go wrong."""
        self.runs += 1
        assert self.waiting
        text, filename = self.waiting
        print(f"Audio saved to {filename}")  # noqa: T201 - the same
        with Path(os.environ["FAKE_LOG"]).open("a", encoding="utf-8") as log:
            log.write(f"{self.properties['voice']}|{self.properties['rate']}|{text}\n")
        if self.fault == "hangs in its second run" and self.runs > 1:
            time.sleep(60)
        if self.fault == "an error event":
            self.listeners[0](name=None, exception=RuntimeError("no audio device"))
            return
        if self.fault == "no file":
            return
        samples = tone(float(os.environ["FAKE_SECONDS"]))
        data = wav(samples) if self.driver == "sapi5" else aiff(samples)
        Path(filename).write_bytes(data[:-4000] if self.fault == "half a file" else data)


def tone(seconds: float) -> array[int]:
    """Return a sound that is not silence."""
    return array("h", (int(9000 * math.sin(at / 9)) for at in range(int(seconds * RATE))))


def wav(samples: array[int]) -> bytes:
    """Return a WAV file."""
    path = Path(os.environ["FAKE_LOG"] + ".wav")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return path.read_bytes()


def aiff(samples: array[int]) -> bytes:
    """Return an AIFF file as the Mac writes it: AIFF-C with 16-bit samples, the high byte first."""
    big = array("h", samples)
    if sys.byteorder == "little":
        big.byteswap()
    exponent = 16383 + 14
    rate = struct.pack(">HQ", exponent, RATE << (63 - 14))
    common = struct.pack(">hIh", 1, len(samples), 16) + rate + b"twos" + b"\x00\x00"
    sound = struct.pack(">II", 0, 0) + big.tobytes()
    chunks = b"".join(
        name + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in ((b"FVER", struct.pack(">I", 0xA2805140)), (b"COMM", common), (b"SSND", sound))
    )
    return b"FORM" + struct.pack(">I", len(chunks) + 4) + b"AIFC" + chunks
