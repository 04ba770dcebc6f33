"""A speech engine of this machine: a speaking process that is started again when it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pamphlet.system.voices_errors import VoiceStartError
from pamphlet.system.voices_process import Patience, ProcessFailedError, SpeakingProcess

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pamphlet.system.voices_frames import Frame


@dataclass(frozen=True, slots=True)
class VoiceDescription:
    """A voice of this machine. ``id`` is the engine's own name for it, ``language`` a BCP 47 tag."""

    engine: str
    version: str
    id: str
    name: str
    language: str


class Engine:
    """A speaking process that is started again when it fails."""

    def __init__(self, arguments: Sequence[str], patience: Patience) -> None:
        """Start it. ``arguments`` are the command; starting does not wait, the first question does."""
        self._arguments, self.patience = arguments, patience
        self._process = SpeakingProcess(arguments, patience)

    def again(self) -> None:
        """End the process and start a fresh one."""
        self._process.end()
        self._process = SpeakingProcess(self._arguments, self.patience)

    def another(self) -> Engine:
        """Return one more engine of the same kind."""
        return Engine(self._arguments, self.patience)

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


def _written(tag: str) -> str:
    """Return a tag in the usual letters (RFC 5646 §2.1.1): en-GB, zh-Hant."""
    first, *rest = tag.split("-")
    sizes = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(sizes.get(len(part), str.lower)(part) for part in rest)])
