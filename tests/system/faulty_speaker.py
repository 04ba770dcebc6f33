"""A speaking process that goes wrong on purpose: ``python faulty_speaker.py STATE FAULT ONCE|ALWAYS SENTENCE``.

It speaks the protocol of the real one and says every sentence as a tone of the right length, but for the one that has
SENTENCE in it. STATE is a file in which it counts across restarts how often it has been asked for that one.
"""

from __future__ import annotations

import importlib.util
import math
import os
import signal
import sys
import time
from array import array
from pathlib import Path
from typing import Any

import pamphlet
from pamphlet.system.voices_frames import packed, read

# Loaded alone: the package around it would double the time that this process takes to start.
_SPEC = importlib.util.spec_from_file_location("pace", Path(pamphlet.__file__).parent / "speech" / "pace.py")
assert _SPEC is not None
assert _SPEC.loader is not None
pace = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(pace)

RATE = 22050
STATE, FAULT, WHEN, SENTENCE = sys.argv[1:]


PERIOD = array("h", (int(9000 * math.sin(at * math.tau / 50)) for at in range(50)))


def tone(seconds: float) -> bytes:
    """Return a sound that is not silence."""
    return (PERIOD * (int(seconds * RATE) // len(PERIOD) + 1)).tobytes()


def send(data: bytes) -> None:
    """Write to standard output, past Python's buffer."""
    while data:
        data = data[os.write(1, data) :]


def answer(message: dict[str, Any], payload: bytes = b"") -> None:
    """Send a frame."""
    send(b"".join(bytes(part) for part in packed(message, payload)))


def goes_wrong(text: str) -> bool:
    """Tell whether it is this sentence's turn, counting the times."""
    if SENTENCE not in text:
        return False
    state = Path(STATE)
    times = int(state.read_text()) + 1 if state.exists() else 1
    state.write_text(str(times))
    return WHEN == "ALWAYS" or times == 1


def fault(sound: bytes) -> None:  # noqa: C901, PLR0912 - one case a fault
    """Go wrong."""
    good = {"format": "pcm", "rate": RATE}
    match FAULT:
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            sys.stderr.write("the library is gone\n")
            sys.exit(3)
        case "hang":
            time.sleep(60)
        case "nothing":
            answer(good)
        case "half a frame":
            whole = b"".join(bytes(part) for part in packed(good, sound))
            send(whole[: len(whole) // 2])
            sys.exit(0)
        case "half the sound":
            answer(good, sound[: len(sound) // 4 * 2])
        case "silence":
            answer(good, bytes(len(sound)))
        case "garbage":
            send(b"Audio saved to /tmp/x.wav\n" * 50)
        case "odd bytes":
            answer(good, sound + b"\1")
        case "no rate":
            answer({"format": "pcm", "rate": "fast"}, sound)
        case "wrong rate":
            answer({"format": "pcm", "rate": 5}, sound)
        case "not a WAV":
            answer({"format": "wav"}, sound)
        case "unknown format":
            answer({"format": "mp3"}, sound)
        case "an error":
            answer({"error": "RuntimeError: the engine is tired"})
        case "slow":
            time.sleep(0.1)
            answer(good, sound)
        case "endless":
            answer(good, sound * 40)
        case _:
            raise ValueError(FAULT)


def main() -> None:
    """Serve until the input ends."""
    answer({"engine": "Faulty", "version": "1"})
    while (request := read(sys.stdin.buffer)) is not None:
        question = request.message
        if question["do"] == "voices":
            answer({"voices": [{"id": "faulty", "name": "Faulty", "language": "en-GB"}]})
            continue
        sound = tone(pace.seconds_expected(question["text"], question["words_a_minute"]))
        if goes_wrong(question["text"]):
            fault(sound)
        else:
            answer({"format": "pcm", "rate": RATE}, sound)


main()
