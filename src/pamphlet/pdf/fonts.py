"""Typefaces: which characters they have, how wide words are, and how they are embedded.

ReportLab's ``TTFontFace`` reads and subsets the files; HarfBuzz gives the kerning. What differs from ReportLab's
``TTFont`` is that a character's code is fixed by the font alone, not by the document that happens to use it: each
typeface is cut once into *code pages* of at most 255 characters, so a word's codes, its width, and the embedded font
program itself are the same bytes in every document of a batch, and are made once.
"""

from __future__ import annotations

import functools
import struct
import zlib
from enum import IntEnum
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz
from reportlab.pdfbase.pdfdoc import PDFError
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, TTFontFace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pamphlet.pdf.objects import Objects, Ref


class Weight(IntEnum):
    """The two weights that a leaflet uses; italics hinder readers with low vision."""

    REGULAR = 400
    BOLD = 700


_ALIASES = {0x00A0: 0x0020, 0x202F: 0x0020, 0x2010: 0x002D, 0x2011: 0x002D, 0x00B5: 0x03BC, 0x03BC: 0x00B5}
"""Characters drawn with another's glyph where the font has none of their own. They keep their own Unicode value."""

_PREFERRED = "“”‘’–—…•·†°½¼¾¹²³£€¥§©®™×÷±µμ≤≥−≈¡¿«»ªº\u00a0\u2011ŒœŠšŽž"
"""After ASCII, what Western European leaflets use: with Latin-1's letters it fills the first code page."""

_SHAPING = {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False, "locl": False}
"""Kerning only: one glyph a character, so that text extracted is text written (ligatures also read worse)."""

_ESCAPES = {ord("("): "\\(", ord(")"): "\\)", ord("\\"): "\\\\", ord("\r"): "\\r", ord("\n"): "\\n"}


class Piece(NamedTuple):
    """Text in one code page: ``show`` is the inside of a TJ array's string, kerning included.

    ``width`` is in thousandths of the font size that the run is set in; ``scale`` is what that size is multiplied by
    so that a fallback face has the same x-height.
    """

    page: CodePage
    show: str
    width: float


class CodePage:
    """At most 255 characters of a typeface under one-byte codes: one font object in the file."""

    def __init__(self, face: Typeface, index: int, codes: list[int]) -> None:
        self.face = face
        self.codes = codes
        self.name = f"{face.tag}{index}"
        self.is_first = index == 0
        prefix = "".join(chr(ord("A") + int(digit)) for digit in f"{index:06d}")
        self._base_font = f"{prefix}+{face.name}"

    @functools.cached_property
    def _program(self) -> tuple[bytes, int]:
        program: bytes = self.face.truetype.makeSubset(self.codes)
        return zlib.compress(program), len(program)

    @functools.cached_property
    def _to_unicode(self) -> bytes:
        return zlib.compress(_to_unicode_cmap(self.codes))

    def embed(self, objects: Objects) -> Ref:
        """Add the font, its descriptor, program and Unicode map to the file (ISO 14289-1 §7.21)."""
        program, length = self._program
        file = objects.add(_deflated(program, f"/Length1 {length}"))[0]
        unicode = objects.add(_deflated(self._to_unicode))[0]
        descriptor = objects.add(self.face.descriptor(self._base_font, file))[0]
        font = f"<<{self._entries}/FontDescriptor {descriptor}/ToUnicode {unicode}>>"
        return objects.add(font.encode("ascii"))[0]

    @functools.cached_property
    def _entries(self) -> str:
        widths = " ".join(f"{self.face.width(code):g}" for code in self.codes)
        return (
            f"/Type/Font/Subtype/TrueType/BaseFont/{self._base_font}/FirstChar 0/LastChar {len(self.codes) - 1}"
            f"/Widths[{widths}]"
        )


class Typeface:
    """One TrueType font file.

    ``characters`` are those that it draws. ``x_height``, ``cap_height`` and ``space`` (a word space) are in
    thousandths of the font size; ``scale`` multiplies the size that it is set in.
    """

    def __init__(self, tag: str, weight: Weight, data: bytes) -> None:
        self.tag = tag
        self.weight = weight
        self.truetype = _truetype(data)
        self.name: str = self.truetype.name.decode("ascii")
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(data))
        self._unit: float = 1000 / self._shaper.face.upem
        glyphs: dict[int, int] = self.truetype.charToGlyph
        for alias, base in _ALIASES.items():
            if alias not in glyphs and base in glyphs:
                glyphs[alias] = glyphs[base]
                self.truetype.charWidths[alias] = self.truetype.charWidths[base]
        x_height, cap_height = struct.unpack(">hh", self.truetype.get_table("OS/2")[86:90])
        self.x_height: float = x_height * self._unit
        self.cap_height: float = cap_height * self._unit
        self.space = self.width(ord(" "))
        self.scale = 1.0
        self._place: dict[str, tuple[CodePage, str, float]] = {}
        pages = [CodePage(self, index, codes) for index, codes in enumerate(_code_pages(glyphs))]
        self.first_page = pages[0]
        for page in pages:
            for code, char in enumerate(page.codes):
                if char:
                    self._place[chr(char)] = (page, _ESCAPES.get(code, chr(code)), self.width(char))
        self.characters = frozenset(self._place)

    def width(self, code: int) -> float:
        """Return a character's advance in thousandths of the font size, at its own scale."""
        return float(self.truetype.getCharWidth(code))

    def pieces(self, text: str) -> list[Piece]:
        """Return the text kerned and encoded, in as few pieces as its code pages allow."""
        pieces: list[Piece] = []
        show: list[str] = []
        width = 0.0
        last: CodePage | None = None
        places = [self._place[char] for char in text]
        for (page, code, advance), kern in zip(places, self._kerning(text, places), strict=True):
            if last is not None and page is not last:
                pieces.append(Piece(last, "".join(show), width * self.scale))
                show, width = [], 0.0
            last = page
            show.append(code)
            width += advance + kern
            if kern:
                show.append(f"){-kern:g}(")
        if last is not None:
            pieces.append(Piece(last, "".join(show), width * self.scale))
        return pieces

    def _kerning(self, text: str, places: list[tuple[CodePage, str, float]]) -> list[float]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaper, buffer, _SHAPING)
        positions = buffer.glyph_positions
        if len(positions) != len(text):  # combining marks that HarfBuzz joined: set them as they come
            return [0.0] * len(text)
        unit = self._unit
        return [round(at.x_advance * unit - place[2], 1) for at, place in zip(positions, places, strict=True)]

    def descriptor(self, base_font: str, program: Ref) -> bytes:
        """Return the font descriptor: symbolic, for the subset has one (1, 0) cmap (ISO 14289-1 §7.21.6)."""
        face = self.truetype
        bbox = " ".join(f"{edge:g}" for edge in face.bbox)
        text = (
            f"<</Type/FontDescriptor/FontName/{base_font}/Flags {face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC}"
            f"/FontBBox[{bbox}]/ItalicAngle {face.italicAngle:g}/Ascent {face.ascent:g}/Descent {face.descent:g}"
            f"/CapHeight {face.capHeight:g}/XHeight {self.x_height:g}/StemV {face.stemV:g}"
            f"/MissingWidth {face.defaultWidth:g}/FontFile2 {program}>>"
        )
        return text.encode("ascii")


class UnusableFontError(Exception):
    """A file is no TrueType font that can be embedded."""


def _truetype(data: bytes) -> TTFontFace:
    try:
        return TTFontFace(BytesIO(data))
    except (PDFError, LookupError, ValueError, AssertionError, struct.error) as broken:
        raise UnusableFontError(f"this is no TrueType font that can be embedded: {broken}") from broken


class Word(NamedTuple):
    """A word, shaped: ``width`` in thousandths of the font size."""

    pieces: tuple[Piece, ...]
    width: float


class FontSet:
    """The typefaces of a leaflet: for each weight the first choice, then the fallbacks, loaded when needed.

    ``read`` returns the bytes of a font file by its name (``AtkinsonHyperlegibleNext-Regular.ttf``).
    """

    def __init__(self, families: tuple[str, ...], read: Callable[[str], bytes]) -> None:
        self._families = families
        self._read = read
        self._faces: dict[tuple[int, Weight], Typeface] = {}
        self.word = functools.lru_cache(maxsize=50_000)(self._word)

    @functools.cached_property
    def cap_height(self) -> float:
        """The height of capitals in thousandths of the font size; lines are centred by it."""
        return self.face(0, Weight.REGULAR).cap_height

    def face(self, family: int, weight: Weight) -> Typeface:
        """Return a typeface, scaled so that its x-height is the first choice's."""
        face = self._faces.get((family, weight))
        if face is None:
            face = self._faces[family, weight] = self._load(family, weight)
        return face

    def load_all(self) -> None:
        """Load every typeface now, so that a broken file is met here. Raises :class:`UnusableFontError`."""
        for family in range(len(self._families)):
            for weight in Weight:
                self.face(family, weight)

    def _load(self, family: int, weight: Weight) -> Typeface:
        style = weight.name.capitalize()
        face = Typeface(f"F{family}{style[0]}", weight, self._read(f"{self._families[family]}-{style}.ttf"))
        if family:
            face.scale = self.face(0, weight).x_height / face.x_height
        return face

    def has(self, char: str) -> bool:
        """Tell whether some typeface of the set draws this character in both weights."""
        return all(self._family_of(char, weight) is not None for weight in Weight)

    def _family_of(self, char: str, weight: Weight) -> int | None:
        for family in range(len(self._families)):
            if char in self.face(family, weight).characters:
                return family
        return None

    def _word(self, text: str, weight: Weight) -> Word:
        """Return a word without spaces, shaped run by run in the first typeface that has each character."""
        first = self.face(0, weight)
        if first.characters.issuperset(text):
            pieces = first.pieces(text)
        else:
            pieces = [
                piece
                for family, run in _runs(self._family_of(char, weight) or 0 for char in text)
                for piece in self.face(family, weight).pieces(text[run])
            ]
        return Word(tuple(pieces), sum(piece.width for piece in pieces))


def _runs(keys: Iterable[int]) -> list[tuple[int, slice]]:
    """Return the maximal stretches of equal keys."""
    runs: list[tuple[int, slice]] = []
    for at, key in enumerate(keys):
        if runs and runs[-1][0] == key:
            runs[-1] = (key, slice(runs[-1][1].start, at + 1))
        else:
            runs.append((key, slice(at, at + 1)))
    return runs


def _code_pages(glyphs: dict[int, int]) -> list[list[int]]:
    """Cut the font's characters into code pages: index = code, value = Unicode. Code 0 stays .notdef, never used.

    In the first, ASCII keeps its codes (32 must be the space) and the characters of Western leaflets follow.
    """
    ascii_codes = list(range(32, 127))
    latin = [*map(ord, _PREFERRED), *range(0xC0, 0x100), *range(0xA1, 0xC0)]
    extra = [char for char in dict.fromkeys(latin) if char in glyphs][: 255 - 126]
    first = [0] + [32] * 31 + ascii_codes + extra
    placed = {*first, 0}
    rest = sorted(char for char in glyphs if char not in placed and 32 < char <= 0xFFFF)  # noqa: PLR2004 - the BMP
    return [first] + [[0, *rest[at : at + 255]] for at in range(0, len(rest), 255)]


def _to_unicode_cmap(codes: list[int]) -> bytes:
    """Return the ToUnicode CMap (ISO 32000-1 §9.10.3), at most 100 entries a block as Adobe's note 5411 asks."""
    pairs = [f"<{code:02X}> <{char:04X}>" for code, char in enumerate(codes) if char]
    blocks = []
    for at in range(0, len(pairs), 100):
        block = pairs[at : at + 100]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar")
    text = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
    return text.encode("ascii")


def _deflated(data: bytes, entries: str = "") -> bytes:
    head = f"<<{entries}/Filter/FlateDecode/Length {len(data)}>>\nstream\n"
    return head.encode("ascii") + data + b"\nendstream"
