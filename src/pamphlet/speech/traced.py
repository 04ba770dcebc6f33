"""Text that remembers where it came from.

A captions file shows the printed words while the voice says others ("400 mg", "400 milligrams"). So a rule never
edits a plain string: it rewrites a :class:`Traced`, in which every character knows which printed characters it stands
for. The rules may then be many and simple, each reading what the one before it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    Replace = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of speech and the printed characters ``[start, end)`` that it stands for."""

    spoken: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Traced:
    """A text under rewriting.

    ``origins`` holds one printed range for each character of ``text``; ``final`` marks the characters that no later
    rule may touch (a telephone number already spelled out must not be read as an amount of money).
    """

    text: str
    origins: tuple[tuple[int, int], ...]
    final: tuple[bool, ...]

    def rewrite(self, pattern: re.Pattern[str], replace: Replace, *, final: bool = False) -> Traced:
        """Return the text with each match replaced; ``None`` from ``replace`` leaves a match as it is."""
        parts: list[tuple[int, int, str]] = []
        for match in pattern.finditer(self.text):
            start, end = match.span()
            if start == end or any(self.final[start:end]):
                continue
            said = replace(match)
            if said is not None and (said != match[0] or final):
                parts.append((start, end, said))
        return self._with(parts, final=final) if parts else self

    def _with(self, parts: list[tuple[int, int, str]], *, final: bool) -> Traced:
        texts: list[str] = []
        origins: list[tuple[int, int]] = []
        marks: list[bool] = []
        done = 0
        for start, end, said in parts:
            texts += (self.text[done:start], said)
            origins += self.origins[done:start]
            marks += self.final[done:start]
            covered = (min(o[0] for o in self.origins[start:end]), max(o[1] for o in self.origins[start:end]))
            origins += [covered] * len(said)
            marks += [final] * len(said)
            done = end
        texts.append(self.text[done:])
        return Traced("".join(texts), (*origins, *self.origins[done:]), (*marks, *self.final[done:]))

    def pieces(self) -> tuple[Piece, ...]:
        """Return the spoken text in order, in the smallest stretches that stand for printed ranges of their own.

        Characters that are spoken as they are printed run together. Printed characters that nobody says (a bullet, a
        web address's path) belong to no piece.
        """
        found: list[Piece] = []
        plain = False
        for (start, end), group in groupby(zip(self.origins, self.text, strict=True), key=itemgetter(0)):
            said = "".join(char for _, char in group)
            as_printed = len(said) == 1 == end - start
            if as_printed and plain and found[-1].end == start:
                found[-1] = Piece(found[-1].spoken + said, found[-1].start, end)
            else:
                found.append(Piece(said, start, end))
            plain = as_printed
        return tuple(found)


def traced(text: str) -> Traced:
    """Return ``text`` standing for itself."""
    return Traced(text, tuple((at, at + 1) for at in range(len(text))), (False,) * len(text))
