"""The speaking process: reads sentences on its standard input, answers with sound on its standard output.

Started as ``python -P -m pamphlet.system.voices_child DRIVER`` and by nothing else. pyttsx3 runs here and not in the
program because its drivers can crash, hang, print to standard output and leave threads behind; all of that ends with
this process. It ends by itself when its input does, so none is left when the program is killed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pamphlet.system.voices_frames import Frame, packed, read

if TYPE_CHECKING:
    from collections.abc import Mapping

_FASTEST = 449
"""eSpeak NG's highest rate; 450 is slower (another algorithm)."""


class _Engine(Protocol):
    def hello(self) -> dict[str, Any]:
        """Describe the engine."""

    def voices(self) -> list[dict[str, str]]:
        """List the voices."""

    def speak(self, request: Mapping[str, Any]) -> Frame:
        """Return a sentence as sound."""


class _Espeak:
    """eSpeak NG through pyttsx3, with the library that the `espeakng-loader` package brings."""

    def __init__(self) -> None:
        import pyttsx3  # noqa: PLC0415 - only here

        from pamphlet.system import voices_espeak  # noqa: PLC0415 - loads the library

        self._espeak = voices_espeak
        self._engine = pyttsx3.init(voices_espeak.NAME)
        self._engine.runAndWait()  # an engine is busy, and only queues what it is told, until its first run

    def hello(self) -> dict[str, Any]:
        return {"engine": "eSpeak NG", "version": self._espeak.version()}

    def voices(self) -> list[dict[str, str]]:
        return self._espeak.listed()

    def speak(self, request: Mapping[str, Any]) -> Frame:
        def speak() -> bytes:
            self._choose(request["voice"])
            # pyttsx3 measures nothing: these are eSpeak's own words a minute (see docs/speech.md, "Pace").
            self._engine.setProperty("rate", min(_FASTEST, setting(request["words_a_minute"])))
            self._engine.save_to_file(request["text"], "in memory")
            self._engine.runAndWait()
            return bytes(self._engine.proxy._driver.take())  # noqa: SLF001 - the driver is ours

        # Voice and rate are set in the copy too: even setting the same rate again changes what eSpeak says next.
        sound = self._espeak.in_a_copy(speak, request["seconds"])
        return Frame({"format": "pcm", "rate": self._espeak.Driver.rate}, sound)

    def _choose(self, voice: str) -> None:
        # A voice that does not exist is only an event to pyttsx3, and the last one goes on speaking.
        self._engine.setProperty("voice", voice)
        now = self._espeak.current_voice().lower()
        if voice.lower() not in (now, now.rpartition("/")[2]):
            raise LookupError(f"eSpeak NG has no voice {voice!r}")


def setting(words_a_minute: int) -> int:
    """Return eSpeak NG's rate for so many words a minute of running text, sentence pauses included."""
    return round((words_a_minute - 10) / 1.026)


class _Installed:
    """The voices of Windows (``sapi5``) and of macOS (``nsss``) through pyttsx3, by way of a file."""

    _NAMES = {"sapi5": ("Windows speech", "wav"), "nsss": ("macOS speech", "aiff")}  # noqa: RUF012 - a constant

    def __init__(self, driver: str) -> None:
        import pyttsx3  # noqa: PLC0415 - only here

        self._name, self._format = self._NAMES[driver]
        self._driver = driver
        self._errors: list[BaseException] = []
        self._engine = pyttsx3.init(driver)
        self._engine.connect("error", self._failed)
        self._voice = ""

    def _failed(self, exception: BaseException, name: object = None) -> None:  # noqa: ARG002 - pyttsx3 passes both
        self._errors.append(exception)

    def hello(self) -> dict[str, Any]:
        import platform  # noqa: PLC0415 - slow to load, and not needed on Linux

        return {"engine": self._name, "version": platform.version()}

    def voices(self) -> list[dict[str, str]]:
        found = []
        for voice in self._engine.getProperty("voices"):
            languages = [str(language).replace("_", "-") for language in voice.languages or () if language]
            found.append({"id": voice.id, "name": voice.name or voice.id, "language": (languages or [""])[0]})
        return found

    def speak(self, request: Mapping[str, Any]) -> Frame:
        import tempfile  # noqa: PLC0415 - not needed on Linux

        self._errors.clear()
        with tempfile.TemporaryDirectory(prefix="pamphlet-") as folder:
            path = str(Path(folder) / f"sentence.{self._format}")  # a Path is silently not written
            if request["voice"] != self._voice:
                self._engine.setProperty("voice", request["voice"])
                self._voice = request["voice"]
            self._engine.setProperty("rate", request["words_a_minute"])
            self._engine.save_to_file(harmless(self._driver, request["text"]), path)
            self._engine.runAndWait()
            if self._errors:
                raise RuntimeError(f"{self._name}: {self._errors[0]}")
            if not Path(path).is_file():
                raise RuntimeError(f"{self._name} wrote no sound")
            return Frame({"format": self._format}, Path(path).read_bytes())


def harmless(driver: str, text: str) -> str:
    """Return a text in which the engine finds no markup, whatever an author wrote.

    SAPI takes a text that begins with ``<`` for SSML; the Mac's voices obey ``[[slnc 500]]``.
    """
    if driver == "sapi5":
        return text.replace("<", " ")
    return text.replace("[[", "[ [").replace("]]", "] ]")


def _answer(engine: _Engine, request: Mapping[str, Any]) -> Frame:
    match request["do"]:
        case "voices":
            return Frame({"voices": engine.voices()})
        case "speak":
            return engine.speak(request)
        case unknown:
            raise ValueError(f"cannot {unknown!r}")


def main(driver: str) -> None:
    """Serve until the input ends."""
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints goes to standard error; the answers' pipe stays clean
    requests = sys.stdin.buffer

    def send(frame: Frame) -> None:
        for part in packed(frame.message, frame.payload):
            rest = memoryview(part)
            while rest:
                rest = rest[os.write(answers, rest) :]

    try:
        engine: _Engine = _Espeak() if driver == "espeak" else _Installed(driver)
        send(Frame(engine.hello()))
    except Exception as problem:  # noqa: BLE001 - reported to the program, which says what to do
        send(Frame({"error": f"{type(problem).__name__}: {problem}"}))
        return
    while (request := read(requests)) is not None:
        try:
            frame = _answer(engine, request.message)
        except Exception as problem:  # noqa: BLE001 - the same
            frame = Frame({"error": f"{type(problem).__name__}: {problem}"})
        send(frame)


if __name__ == "__main__":
    main(sys.argv[1])
