"""The voices of this machine, behind pyttsx3 in a process of its own.

Linux speaks with the eSpeak NG that comes with the package `espeakng-loader`, Windows and macOS with the voices
they have. A voice that crashes, hangs or answers with garbage is started again and asked again; when that does not
help the error says so, and no sound is returned. Nothing here knows what a recording is: :class:`InstalledVoice` is
a ``pamphlet.speech.voice.Voice`` by its shape.
"""

from __future__ import annotations

import contextlib
import difflib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pamphlet.system.voices_process import Patience, ProcessFailedError, ProcessHungError, SpeakingProcess, command

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from pamphlet.system.voices_frames import Frame
    from pamphlet.system.voices_sound import Sound

LONGEST_TEXT = 2_000
"""Characters in one call. eSpeak NG's own limit is about 16,000 bytes."""
_ATTEMPTS = 3
_HANGS_UNTIL_FRESH = 2


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
            f"the voice {self.voice} failed {_ATTEMPTS} times on the sentence {self.sentence!r}: {self.reason}\n"
            "  hint: choose another voice (`pamphlet voices` lists them), or reword the sentence"
        )


class UnspeakableTextError(VoiceError, ValueError):
    """A text that no engine may be given."""


@dataclass(frozen=True, slots=True)
class VoiceDescription:
    """A voice of this machine. ``id`` is the engine's own name for it, ``language`` a BCP 47 tag."""

    engine: str
    version: str
    id: str
    name: str
    language: str


def default_driver() -> str:
    """Return the name of pyttsx3's driver for this system."""
    return {"win32": "sapi5", "darwin": "nsss"}.get(sys.platform, "espeak")


def voices(driver: str | None = None, *, patience: Patience | None = None) -> tuple[VoiceDescription, ...]:
    """Return the voices of this machine, by language and name.

    Raises :class:`VoiceStartError` where the engine cannot be asked.
    """
    with contextlib.closing(_Engine(command(driver or default_driver()), patience or Patience())) as engine:
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


def _written(tag: str) -> str:
    """Return a tag in the usual letters (RFC 5646 §2.1.1): en-GB, zh-Hant."""
    first, *rest = tag.split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(sizes.get(len(part), str.lower)(part) for part in rest)])


def _is_called(voice: VoiceDescription, name: str) -> bool:
    """Tell whether ``name`` is the voice's id, the last part of it (``en`` of ``gmw/en``), or its name."""
    asked, own = name.lower().partition("+")[0], voice.id.lower()
    return bool(asked) and asked in (own, own.rpartition("/")[2], voice.name.lower())


def open_voice(
    language: str,
    *,
    voice: str | None = None,
    hint: str | None = None,
    driver: str | None = None,
    patience: Patience | None = None,
) -> InstalledVoice:
    """Start the engine and return the voice for a language; close it, or use it in a ``with`` statement.

    ``voice`` is the one that was asked for, by id or name; on eSpeak NG with a variant if wanted (``en+f3``).
    ``hint`` is the locale's name for the voice to prefer among equals.

    Raises :class:`NoVoiceError` or :class:`VoiceStartError`.
    """
    engine = _Engine(command(driver or default_driver()), patience or Patience())
    try:
        return InstalledVoice(engine, _chosen(language, voice, hint, engine.voices()))
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


class _Engine:
    """A speaking process that is started again when it fails."""

    def __init__(self, arguments: Sequence[str], patience: Patience) -> None:
        self._arguments, self.patience = arguments, patience
        self._process = SpeakingProcess(arguments, patience)

    def again(self) -> None:
        """End the process and start a fresh one."""
        self._process.end()
        self._process = SpeakingProcess(self._arguments, self.patience)

    def close(self) -> None:
        """Let the process end."""
        self._process.close()

    def hello(self) -> Mapping[str, Any]:
        """Return what the engine says of itself."""
        try:
            hello = self._process.hello()
        except ProcessFailedError as failed:
            raise VoiceStartError(f"it {failed}") from failed
        if "error" in hello:
            raise VoiceStartError(str(hello["error"]))
        return hello

    def ask(self, question: Mapping[str, Any], seconds: float) -> Frame:
        """Return the answer; raises :class:`ProcessFailedError` if there is none."""
        return self._process.ask(question, seconds)

    def voices(self) -> tuple[VoiceDescription, ...]:
        """Return the engine's voices by language and name."""
        hello = self.hello()
        try:
            answer = self.ask({"do": "voices"}, self.patience.start).message
        except ProcessFailedError as failed:
            raise VoiceStartError(f"it {failed}") from failed
        if "voices" not in answer:
            raise VoiceStartError(str(answer.get("error", "it lists no voices")))
        engine, version = str(hello.get("engine")), str(hello.get("version"))
        found = (
            VoiceDescription(engine, version, v["id"], v["name"], _written(v["language"])) for v in answer["voices"]
        )
        return tuple(sorted(found, key=lambda voice: (voice.language.lower(), voice.name, voice.id)))


class InstalledVoice:
    """A voice of this machine, ready to speak."""

    def __init__(self, engine: _Engine, description: VoiceDescription) -> None:
        """Take over a running engine; :func:`open_voice` makes these."""
        self._engine = engine
        self._description = description
        self._spoken_since_start = 0
        self._hangs_after_first = 0

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
        """Let the engine end."""
        self._engine.close()

    def renew(self) -> None:
        """Start over with a fresh engine."""
        self._engine.again()
        self._spoken_since_start = 0

    def speak(self, sentence: str, words_a_minute: int) -> Sound:
        """Return a sentence as sound, read at about so many words a minute.

        Raises :class:`UnspeakableTextError` for a text that no engine may be given, and :class:`VoiceFailedError`
        when the engine fails on it three times, each time a fresh one.
        """
        _refuse_unspeakable(sentence)
        reason = ""
        for _ in range(_ATTEMPTS):
            if self._hangs_after_first >= _HANGS_UNTIL_FRESH and self._spoken_since_start:
                self.renew()  # an engine that hangs in its second sentence (pyttsx3 #22, macOS) gets one each
            try:
                return self._once(sentence, words_a_minute)
            except (ProcessFailedError, _AnswerError) as failed:
                if isinstance(failed, ProcessHungError) and self._spoken_since_start:
                    self._hangs_after_first += 1
                reason = str(failed)
                self.renew()
        raise VoiceFailedError(self._description.id, sentence, reason)

    def _once(self, sentence: str, words_a_minute: int) -> Sound:
        from pamphlet.system.voices_sound import MalformedSoundError, decoded  # noqa: PLC0415 - loads numpy

        seconds = self._engine.patience.limit(sentence)
        question = {
            "do": "speak",
            "text": sentence,
            "voice": self._description.id,
            "words_a_minute": words_a_minute,
            "seconds": seconds,
        }
        answer = self._engine.ask(question, seconds + 1)
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
