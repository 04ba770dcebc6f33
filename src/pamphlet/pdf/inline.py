"""Running text → lines: words are measured once, lines are broken greedily and kept ragged on the right.

Nothing is hyphenated and nothing is squeezed (UKAAF: no split words). A line may break at a space, after a hyphen
between letters, and, only where one word alone is wider than the line, inside that word: at the punctuation of a web
address if it can, else between two characters. A number is not parted from its unit, nor a phone number cut in two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.pdf.fonts import Weight

if TYPE_CHECKING:
    from pamphlet.article.model import Inline
    from pamphlet.pdf.fonts import FontSet, Word

MAX_CHARACTERS = 75
"""The longest line, in characters, that stays easy to follow (RNIB asks for 60 to 70)."""

_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])")
_IN_ADDRESS = re.compile(r"(?<=[/.?&=_#:@])(?=[^/.?&=_#:@])")
_NUMBER = re.compile(r".*[\d½¼¾]\)?")
_UNIT = re.compile(
    r"\d.*|(?:mg|mcg|µg|μg|g|kg|ml|l|mm|cm|m|km|mmHg|mmol(?:/L)?|IU|kcal|kJ|%|°[CF]|[ap]m|(?:hour|hr|minute|min|second"
    r"|day|week|month|year|time|tablet)s?|st|lb|oz)[.,;:!?)]*"
)


class Face(NamedTuple):
    """How running text is set: ``size`` and ``leading`` in pt; ``strong`` sets all of it in bold."""

    size: float
    leading: float
    strong: bool = False
    max_characters: int = MAX_CHARACTERS

    def weight(self, *, strong: bool) -> Weight:
        """Return the weight of a run set in this face."""
        return Weight.BOLD if self.strong or strong else Weight.REGULAR


class Part(NamedTuple):
    """A stretch of one run inside an atom; ``run`` is the run's index in its paragraph."""

    run: int
    text: str
    word: Word


@dataclass(slots=True)
class Atom:
    """What a line is made of: a word, or a piece of one. ``width`` in pt.

    ``space`` is the run in which the space behind it was typed (``None`` where none was) and ``gap`` that space's
    width; ``bound`` forbids a break behind it.
    """

    parts: list[Part]
    width: float
    characters: int
    space: int | None = None
    gap: float = 0.0
    bound: bool = False


class Line(NamedTuple):
    """One line of a paragraph; ``width`` in pt without the space at its end."""

    atoms: list[Atom]
    width: float


def atoms_of(text: Inline, face: Face, fonts: FontSet) -> list[Atom]:
    """Cut the runs into atoms: every character of the text is in one part, or is a space behind an atom."""
    atoms: list[Atom] = []
    scale = face.size / 1000
    joined = False  # whether the next piece belongs to the last atom, no break being allowed between
    for index, run in enumerate(text):
        weight = face.weight(strong=run.strong)
        gap = fonts.face(0, weight).space * scale
        for number, token in enumerate(run.text.split(" ")):
            if number:
                joined = False
                if atoms:
                    atoms[-1].space = index
                    atoms[-1].gap = gap
            if not token:
                continue
            for piece in _pieces_of(token):
                word = fonts.word(piece, weight)
                if joined:
                    last = atoms[-1]
                    last.parts.append(Part(index, piece, word))
                    last.width += word.width * scale
                    last.characters += len(piece)
                    joined = False
                else:
                    atoms.append(Atom([Part(index, piece, word)], word.width * scale, len(piece)))
            joined = True
    _bind_units(atoms)
    return atoms


def _pieces_of(token: str) -> list[str]:
    """Part a word after its hyphens; in a web address a hyphen at a line's end would be taken for one of ours."""
    if "-" not in token or "/" in token or "@" in token:
        return [token]
    return _AFTER_HYPHEN.split(token)


def _bind_units(atoms: list[Atom]) -> None:
    for atom, following in pairwise(atoms):
        last = atom.parts[-1].text
        if last[-1] in "0123456789½¼¾)" and atom.space is not None:
            atom.bound = bool(_NUMBER.fullmatch(last) and _UNIT.fullmatch(following.parts[0].text))


class Measure(NamedTuple):
    """How wide a paragraph's lines may be, in pt: the first ``beside`` lines stand beside a picture: ``narrow``."""

    width: float
    narrow: float = 0.0
    beside: int = 0

    def of(self, line: int) -> float:
        """Return the width of the line with this index."""
        return self.narrow if line < self.beside else self.width


def break_lines(atoms: list[Atom], measure: Measure, face: Face, fonts: FontSet) -> list[Line]:
    """Break a paragraph into lines no wider than the measure and no longer than the face's number of characters."""
    todo = list(atoms)
    lines: list[Line] = []
    start = at = best = 0  # ``best`` is the last place on this line where it may break
    width = 0.0
    length = 0
    while at < len(todo):
        atom = todo[at]
        room = measure.of(len(lines))
        too_long = atom.width > room or atom.characters > face.max_characters
        if too_long and (pieces := _pieces(atom, face, fonts)):
            todo[at : at + 1] = pieces
            continue
        gap = todo[at - 1].gap if at > start else 0.0
        fits = width + gap + atom.width <= room + 1e-6 and length + bool(gap) + atom.characters <= face.max_characters
        if fits or at == start:
            width += gap + atom.width
            length += bool(gap) + atom.characters
            at += 1
            if not atom.bound:
                best = at
            continue
        end = best if best > start else at
        lines.append(_line(todo[start:end]))
        start = at = best = end
        width, length = 0.0, 0
    if start < len(todo):
        lines.append(_line(todo[start:]))
    return lines


def _line(atoms: list[Atom]) -> Line:
    return Line(atoms, sum(atom.width + atom.gap for atom in atoms) - atoms[-1].gap)


def _pieces(atom: Atom, face: Face, fonts: FontSet) -> list[Atom]:
    """Part a word that no line can hold: at an address's punctuation, else between characters."""
    addressed = [piece for part in atom.parts for piece in _split(part, _IN_ADDRESS.split(part.text), face, fonts)]
    if len(addressed) == 1:
        addressed = [piece for part in atom.parts for piece in _split(part, list(part.text), face, fonts)]
    if len(addressed) == 1:
        return []
    last = addressed[-1]
    last.space, last.gap, last.bound = atom.space, atom.gap, atom.bound
    return addressed


def _split(part: Part, texts: list[str], face: Face, fonts: FontSet) -> list[Atom]:
    weight = part.word.pieces[0].page.face.weight
    words = [(text, fonts.word(text, weight)) for text in texts]
    return [
        Atom([Part(part.run, text, word)], word.width * face.size / 1000, len(text)) for text, word in words if text
    ]


def balanced(atoms: list[Atom], width: float, face: Face, fonts: FontSet) -> list[Line]:
    """Break a heading into as few lines as ``width`` allows, of lengths as equal as they can be."""
    lines = break_lines(atoms, Measure(width), face, fonts)
    if len(lines) < 2:  # noqa: PLR2004
        return lines
    low, high = max(line.width for line in lines) / len(lines), width
    while high - low > 2:  # noqa: PLR2004 - pt
        middle = (low + high) / 2
        tried = break_lines(atoms, Measure(middle), face, fonts)
        if len(tried) <= len(lines) and all(line.width <= middle for line in tried):
            high, lines = middle, tried
        else:
            low = middle
    return lines
