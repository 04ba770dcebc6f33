"""One speaking process as the program sees it: questions with a time limit, and an end that is always reached.

The process is started with :mod:`subprocess` (never forked from the program, whose threads it would not have), in a
session of its own: Ctrl-C reaches the program alone, and ending the session ends whatever the process started.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from pamphlet.system.voices_frames import BrokenFrameError, Frame, packed, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LAST_WORDS = 20
"""Lines of standard error that are kept for an error's text."""


class ProcessFailedError(Exception):
    """The speaking process crashed, hung, or answered with garbage. It has been ended."""


class ProcessHungError(ProcessFailedError):
    """The speaking process did not answer in time."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait before the process counts as hung, in seconds.

    ``character`` is added for each character of a sentence. A voice takes a fraction of that; the limits are for a
    machine that is busy, not for one that works.
    """

    start: float = 60.0
    answer: float = 20.0
    character: float = 0.1

    def limit(self, text: str) -> float:
        """Return the seconds that a sentence may take."""
        return self.answer + self.character * len(text)


def command(driver: str) -> tuple[str, ...]:
    """Return the command that starts a speaking process.

    ``-P`` keeps the working folder off the path: a ``wave.py`` beside a clinic's articles is never run.
    """
    return (sys.executable, "-P", "-m", "pamphlet.system.voices_child", driver)


class SpeakingProcess:
    """A running speaking process. Starting it does not wait for it; the first question does."""

    def __init__(self, arguments: Sequence[str], patience: Patience) -> None:
        self._patience = patience
        self._hello: Mapping[str, Any] | None = None
        self._answers: queue.Queue[Frame | ProcessFailedError] = queue.Queue()
        self._complaints: deque[str] = deque(maxlen=_LAST_WORDS)
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by the running interpreter
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._threads = [threading.Thread(target=each, daemon=True) for each in (self._listen, self._overhear)]
        for thread in self._threads:
            thread.start()

    def hello(self) -> Mapping[str, Any]:
        """Return what the engine says of itself, once it is up.

        Raises :class:`ProcessFailedError` if it does not come up.
        """
        if self._hello is None:
            self._hello = self._next(self._patience.start).message
        return self._hello

    def ask(self, question: Mapping[str, Any], seconds: float) -> Frame:
        """Return the answer to a question.

        Raises :class:`ProcessFailedError`, with the process ended, if none comes in so many seconds.
        """
        self.hello()
        try:
            for part in packed(question):
                self._input.write(part)
            self._input.flush()
        except OSError:
            pass  # it is gone; how it went is the next answer
        return self._next(seconds)

    @property
    def _input(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdin)

    def _next(self, seconds: float) -> Frame:
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            self.end()
            raise ProcessHungError(f"did not answer in {seconds:.0f} seconds") from None
        if isinstance(answer, ProcessFailedError):
            self.end()
            raise answer
        return answer

    def _listen(self) -> None:
        stream = cast("BinaryIO", self._process.stdout)
        try:
            while (frame := read(stream)) is not None:
                self._answers.put(frame)
            self._answers.put(ProcessFailedError(self._how_it_ended()))
        except BrokenFrameError as broken:
            self._answers.put(ProcessFailedError(str(broken)))
        except (OSError, ValueError):
            self._answers.put(ProcessFailedError("was ended"))  # the pipe was closed on this side

    def _overhear(self) -> None:
        stream = cast("BinaryIO", self._process.stderr)
        with contextlib.suppress(OSError, ValueError):
            for line in stream:
                self._complaints.append(line.decode("utf-8", "replace").rstrip())

    def _how_it_ended(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        status = self._process.returncode
        self._threads[1].join(timeout=1)
        last = next((line for line in reversed(self._complaints) if line.strip()), "")
        how = f"crashed ({_signal_name(-status)})" if status and status < 0 else f"ended with status {status}"
        return f"{how}: {last}" if last else how

    def close(self) -> None:
        """Let the process end by itself, now that nothing more is asked, and end it if it does not."""
        if self._process.returncode is None:
            with contextlib.suppress(OSError):
                self._input.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=1)
        self.end()

    def end(self) -> None:
        """End the process and everything that it started, and wait until it is gone."""
        if self._process.returncode is None:  # not reaped: its number is still its own
            if hasattr(os, "killpg"):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join(timeout=5)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
