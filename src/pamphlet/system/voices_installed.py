"""A voice of this machine at work: it speaks sentences, several at once if wanted, and survives engines' faults."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pamphlet.system.voices_errors import ATTEMPTS, UnspeakableTextError, VoiceFailedError
from pamphlet.system.voices_process import ProcessFailedError, ProcessHungError

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from pamphlet.system.voices_engine import Engine, VoiceDescription
    from pamphlet.system.voices_sound import Sound

LONGEST_TEXT = 2_000
"""Characters in one call. eSpeak NG's own limit is about 16,000 bytes."""
_HANGS_UNTIL_FRESH = 2


class InstalledVoice:
    """A voice of this machine, ready to speak. ``at_once`` sentences may be asked for at a time, from any threads."""

    def __init__(self, engine: Engine, description: VoiceDescription, at_once: int = 1) -> None:
        """Take over a running engine; :func:`~pamphlet.system.voices.open_voice` makes these."""
        self._description = description
        self.at_once = at_once
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(at_once)
        self._lanes = [_Lane(engine, description)]
        self._free = list(self._lanes)
        self._generation = 0

    @property
    def description(self) -> VoiceDescription:
        """What the voice says of itself."""
        return self._description

    def __enter__(self) -> Self:
        """Return the voice."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the voice."""
        self.close()

    def close(self) -> None:
        """Let the engines end."""
        for lane in self._lanes:
            lane.engine.close()

    def renew(self) -> None:
        """Have every sentence from now on spoken by an engine that is started afresh."""
        with self._lock:
            self._generation += 1

    def speak(self, sentence: str, words_a_minute: int) -> Sound:
        """Return a sentence as sound, read at about so many words a minute.

        Raises :class:`UnspeakableTextError` for a text that no engine may be given, and :class:`VoiceFailedError`
        when the engine fails on it three times, each time a fresh one.
        """
        _refuse_unspeakable(sentence)
        with self._places:
            lane, generation = self._take()
            try:
                return lane.speak(sentence, words_a_minute, generation)
            finally:
                with self._lock:
                    self._free.append(lane)

    def _take(self) -> tuple[_Lane, int]:
        """Return an engine that is free, starting one more if all others are at work."""
        with self._lock:
            if not self._free:
                self._lanes.append(_Lane(self._lanes[0].engine.another(), self._description, self._generation))
                self._free.append(self._lanes[-1])
            return self._free.pop(), self._generation


class _Lane:
    """One engine, and what is known of how it fails."""

    def __init__(self, engine: Engine, description: VoiceDescription, generation: int = 0) -> None:
        self.engine, self._description, self._generation = engine, description, generation
        self._spoken_since_start = 0
        self._hangs_after_first = 0

    def speak(self, sentence: str, words_a_minute: int, generation: int) -> Sound:
        """Return the sentence's sound, from an engine that was started in this generation."""
        if generation != self._generation:
            self._renew()
            self._generation = generation
        reason = ""
        for _ in range(ATTEMPTS):
            if self._hangs_after_first >= _HANGS_UNTIL_FRESH and self._spoken_since_start:
                self._renew()  # an engine that hangs in its second sentence (pyttsx3 #22, macOS) gets one each
            try:
                return self._once(sentence, words_a_minute)
            except (ProcessFailedError, _AnswerError) as failed:
                if isinstance(failed, ProcessHungError) and self._spoken_since_start:
                    self._hangs_after_first += 1
                reason = str(failed)
                self._renew()
        raise VoiceFailedError(self._description.id, sentence, reason)

    def _renew(self) -> None:
        self.engine.again()
        self._spoken_since_start = 0

    def _once(self, sentence: str, words_a_minute: int) -> Sound:
        from pamphlet.system.voices_sound import MalformedSoundError, decoded  # noqa: PLC0415 - loads numpy

        seconds = self.engine.patience.limit(sentence)
        question = {
            "do": "speak",
            "text": sentence,
            "voice": self._description.id,
            "words_a_minute": words_a_minute,
            "seconds": seconds,
        }
        answer = self.engine.ask(question, seconds + 1)
        if "error" in answer.message:
            raise _AnswerError(str(answer.message["error"]))
        try:
            sound = decoded(str(answer.message.get("format")), answer.payload, int(answer.message.get("rate", 0)))
        except (MalformedSoundError, TypeError, ValueError) as broken:
            raise _AnswerError(str(broken)) from broken
        self._spoken_since_start += 1
        return sound


class _AnswerError(Exception):
    """The engine answered, and the answer is not a sound."""


def _refuse_unspeakable(text: str) -> None:
    """Refuse what makes engines crash or stop early, before they see it."""
    if not text.strip():
        raise UnspeakableTextError("there is nothing to say")
    if len(text) > LONGEST_TEXT:
        raise UnspeakableTextError(f"a text of {len(text):,} characters is too long to be spoken at once")
    for char in text:
        if char == "\0" or "\ud800" <= char <= "\udfff":
            raise UnspeakableTextError(f"the text has a character that cannot be spoken (U+{ord(char):04X})")
