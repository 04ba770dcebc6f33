"""The frames that go between the program and its speaking process: a line of JSON about a stretch of bytes.

Every frame begins with a mark and the two lengths. Anything else on the pipe (a library's chatter, half a frame
from a process that died) is recognised as garbage at once and never taken for sound. Both sides import this module,
and the speaking process must start fast, so it imports little.
"""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADER = struct.Struct(">4sII")
_MARK = b"SAY1"
_LONGEST_MESSAGE = 1 << 20
_LONGEST_PAYLOAD = 1 << 29
"""Half a gigabyte: an hour of sound. A longer frame is a broken one."""


class BrokenFrameError(Exception):
    """What came is not a frame, or only a part of one."""


class Frame(NamedTuple):  # not a dataclass: that module alone costs a tenth of the speaking process's start
    """A message and the bytes that go with it."""

    message: Mapping[str, Any]
    payload: bytes | bytearray = b""


def packed(message: Mapping[str, Any], payload: bytes | bytearray = b"") -> tuple[bytes, bytes | bytearray]:
    """Return a frame as its head and its payload, which is not copied."""
    text = json.dumps(message).encode("ascii")
    return _HEADER.pack(_MARK, len(text), len(payload)) + text, payload


def read(stream: BinaryIO) -> Frame | None:
    """Read one frame, or return ``None`` where the stream ends between two frames.

    Raises :class:`BrokenFrameError` on anything else.
    """
    head = stream.read(_HEADER.size)
    if not head:
        return None
    if len(head) < _HEADER.size:
        raise BrokenFrameError("the speaking process stopped in the middle of an answer")
    mark, message_size, payload_size = _HEADER.unpack(head)
    if mark != _MARK or message_size > _LONGEST_MESSAGE or payload_size > _LONGEST_PAYLOAD:
        raise BrokenFrameError("the speaking process answered with garbage")
    try:
        message = json.loads(_exactly(stream, message_size))
    except ValueError as broken:
        raise BrokenFrameError("the speaking process answered with garbage") from broken
    if not isinstance(message, dict):
        raise BrokenFrameError("the speaking process answered with garbage")
    return Frame(message, _exactly(stream, payload_size))


def _exactly(stream: BinaryIO, size: int) -> bytearray:
    """Read exactly ``size`` bytes into one buffer."""
    buffer = bytearray(size)
    view, done = memoryview(buffer), 0
    while done < size:
        count: int | None = stream.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            raise BrokenFrameError("the speaking process stopped in the middle of an answer")
        done += count
    return buffer
