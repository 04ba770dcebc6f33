"""A pyttsx3 driver for eSpeak NG that is derived from pyttsx3's own; it is loaded in the speaking process only.

pyttsx3's driver lets eSpeak NG speak in a thread of its own, and returns before that thread is done (its first
``runAndWait`` loses the file), copies the sound again for each buffer, sleeps 10 ms a sentence, and tells eSpeak that
the text is ten times as long as it is, which crashes on 16,000 bytes. This one asks for eSpeak's synchronous mode:
the call returns when the sentence is spoken, there is no thread, and nothing is to be waited for.

Having no thread, the process may also copy itself for each sentence. eSpeak keeps the place in its pitch flutter
from one sentence to the next, nothing resets it, and so a sentence would sound different after another one. In a
fresh copy the sound depends on the text, the voice and the rate alone: it can be cached, and asked for again, byte
for byte. A sentence that crashes or hangs takes only its copy with it.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import espeakng_loader

if TYPE_CHECKING:
    from collections.abc import Callable

os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
# pyttsx3 asks the loader for "libespeak-ng.so.1"; a library of that name that is loaded already is the one it gets.
ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)

from pyttsx3.drivers import _espeak  # noqa: E402 - the library must be there first
from pyttsx3.drivers.espeak import EspeakDriver  # noqa: E402

NAME = "pamphlet_espeak"
PIPE_SIZE = 1 << 20
"""Bytes: a sentence fits, so that writer and reader need not take turns."""
_VOLUME = 80
"""Per cent. At 100, eSpeak clips."""


class Driver(EspeakDriver):  # type: ignore[misc] # pyttsx3 has no types
    """Speaks synchronously into memory. pyttsx3's own methods list the voices and set the properties."""

    rate = 0
    """Samples a second, as eSpeak NG gives it."""

    def __init__(self, proxy: Any) -> None:  # noqa: ANN401 - pyttsx3 has no types
        initialize = _espeak.Initialize

        def synchronously(_mode: int, buffer: int) -> int:
            Driver.rate = initialize(_espeak.AUDIO_OUTPUT_SYNCHRONOUS, buffer)
            return Driver.rate

        _espeak.Initialize = synchronously
        super().__init__(proxy)
        _espeak.SetParameter(_espeak.VOLUME, _VOLUME, 0)
        self._sound: list[bytes] = []
        self._complete = False
        self._text_to_say: str | None = None

    def startLoop(self) -> None:  # noqa: N802 - pyttsx3's name
        """Run what is queued, speak what is to be spoken, and return."""
        self._proxy.setBusy(False)
        text, self._text_to_say = self._text_to_say, None
        if text:
            self._start_synthesis(text)

    def _start_synthesis(self, text: str) -> None:
        encoded = text.encode()
        self._sound, self._complete = [], False
        # size: the buffer with its closing zero; eSpeak copies so many bytes.
        outcome = _espeak.cSynth(
            encoded, len(encoded) + 1, 0, _espeak.POS_CHARACTER, 0, _espeak.CHARS_UTF8, None, None
        )
        if outcome != _espeak.EE_OK:
            raise RuntimeError(f"eSpeak NG refused the sentence (code {outcome})")
        if not self._complete:
            raise RuntimeError("eSpeak NG stopped before the end of the sentence")

    def _onSynth(self, wav: Any, count: int, _events: Any) -> int:  # noqa: ANN401, N802 - pyttsx3's name
        if not wav:  # a null pointer: "synthesis has been completed" (speak_lib.h, t_espeak_callback)
            self._complete = True
        elif count > 0:
            self._sound.append(ctypes.string_at(wav, count * ctypes.sizeof(ctypes.c_short)))
        return 0

    def take(self) -> bytes:
        """Return the sound of the last sentence."""
        sound, self._sound = b"".join(self._sound), []
        return sound


buildDriver = Driver  # noqa: N816 - the name that pyttsx3 looks for
sys.modules[f"pyttsx3.drivers.{NAME}"] = sys.modules[__name__]


def version() -> str:
    """Return eSpeak NG's version."""
    return str(_espeak.Info().decode("ascii", "replace").split()[0])


def current_voice() -> str:
    """Return the voice that is set: its file's name, and its variant's."""
    return str(_espeak.GetCurrentVoice().contents.identifier.decode())


def listed() -> list[dict[str, str]]:
    """Return the voices that can speak: three of the list have no dictionary and would spell or stay silent."""
    found = []
    for voice in _espeak.ListVoices():
        identifier, language = voice.identifier.decode(), voice.languages[1:].decode("utf-8", "ignore")
        if _has_dictionary(identifier, language):
            found.append({"id": identifier, "name": voice.name.decode(), "language": language})
    return found


def _has_dictionary(identifier: str, language: str) -> bool:
    data = Path(espeakng_loader.get_data_path())
    if (data / f"{language.split('-', maxsplit=1)[0]}_dict").is_file():
        return True
    for folder in ("lang", "voices"):  # a voice may name another's: Norwegian Bokmål (nb) has "dictionary no"
        file = data / folder / identifier
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else ()
        for line in lines:
            key, _, value = line.partition(" ")
            if key == "dictionary":
                return (data / f"{value.split()[0]}_dict").is_file()
    return False


def in_a_copy(speak: Callable[[], bytes], seconds: float) -> bytes:
    """Run ``speak`` in a copy of this process and return its bytes.

    Raises :class:`RuntimeError` if the copy fails, crashes, or takes longer than so many seconds.
    """
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
    copy = os.fork()
    if not copy:
        _be_a_copy(speak, writing, seconds)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        spoken = stream.read()
    _, status = os.waitpid(copy, 0)
    if os.WIFSIGNALED(status):
        raise RuntimeError(f"eSpeak NG was ended by {signal.Signals(os.WTERMSIG(status)).name}")
    if os.WEXITSTATUS(status):
        raise RuntimeError(spoken.decode("utf-8", "replace") or f"eSpeak NG ended with {os.WEXITSTATUS(status)}")
    return spoken


def _be_a_copy(speak: Callable[[], bytes], writing: int, seconds: float) -> None:
    """Speak, write, and end without ever returning to what the original was doing."""
    status = 1
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)  # SIGALRM ends a copy that hangs, whoever else is gone
        with os.fdopen(writing, "wb") as stream:
            try:
                stream.write(speak())
                status = 0
            except Exception as problem:  # noqa: BLE001 - it is sent to the original, which raises it
                stream.write(str(problem).encode())
    finally:
        os._exit(status)
