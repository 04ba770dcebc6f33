"""Text → runs. ``**strong**`` and ``[text](https://…)`` are understood; every other character is itself."""

from __future__ import annotations

import functools
import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from pamphlet.article.model import Run
from pamphlet.diagnostics import Diagnostic, Origin, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from pamphlet.article.model import Inline
    from pamphlet.article.tree import Scalar

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
"""White space that means nothing. A no-break space is not among it: whoever wrote one means it."""

_URL_CHARACTERS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'*+,;=%]"
_LINK = re.compile(
    r"\[(?P<label>(?:[^\[\]]|\[[^\[\]]*\])+)\]"
    rf"\((?P<href>https?://[A-Za-z0-9\[]{_URL_CHARACTERS}*(?:\({_URL_CHARACTERS}*\){_URL_CHARACTERS}*)*)\)"
)
_FEW = 10
"""Warnings of this kind for one run: a line of a hundred stars is one mistake."""

_LEFT_OVER = re.compile(r"\*\*+|\[[^\[\]]*\]\([^()]*(?:://|www\.|mailto:|\.[a-z]{2})[^()]*\)")


class Text(NamedTuple):
    """One paragraph as written, in NFC and with single spaces; ``origin`` is where it begins."""

    value: str
    origin: Origin


def paragraphs(scalar: Scalar) -> tuple[Text, ...]:
    """Return the paragraphs of a scalar: parted by blank lines, each on one line.

    YAML keeps a blank line in a ``|`` block, and makes one line break of it in every other style.
    """
    parted = r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)" if scalar.style == "|" else r"[\r\n]"
    found = []
    ink = 0
    for piece in re.split(parted, scalar.value):
        value = normal(piece)
        if value:
            found.append(Text(value, Origin(scalar.source, ink)))
            ink += visible(value)
    return tuple(found)


def normal(text: str) -> str:
    """Return a text in NFC with single spaces and none at its ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def visible(text: str) -> int:
    """Return how many characters of ``text`` leave ink: what :class:`~pamphlet.diagnostics.Origin` counts in."""
    return len("".join(text.split()))


def left_over(runs: Inline) -> Iterator[Diagnostic]:
    """Warn of characters that look like markup but are printed as they stand."""
    for run in runs:
        for found in islice(_LEFT_OVER.finditer(run.text), _FEW):
            if run.origin is None:
                continue
            span = run.origin.span_of(run.text, found.start())
            if found[0].startswith("["):
                hint = "a link is [words](https://address); the address must be complete and hold no spaces"
                yield warning(span, "this link is not understood, and is printed as it stands", hint)
            else:
                hint = "bold text is written **like this**, with no space inside the stars"
                yield warning(span, f"`{found[0]}` has no partner, and is printed as it stands", hint)


def runs(text: Text) -> Inline:
    """Return a paragraph's runs. Their texts joined are the paragraph without the markup that is understood."""
    if "**" not in text.value and "](" not in text.value:
        return (Run(text.value, origin=text.origin),)
    if _SIMPLE.fullmatch(text.value):
        return _simple(text)
    parser = _parser()
    maker = _Maker(text.origin)
    for token in parser.inline.parse(text.value, parser, {}, []):
        maker.take(token)
    maker.end_run()
    return tuple(maker.made)


_SIMPLE = re.compile(
    r"(?:[^*\[\]]*(?:^|(?<=[ (]))\*\*(?=[^\W_])[^*\[\]]*(?<=[^\W_])\*\*(?![^\W_]))+[^*\[\]]*", re.ASCII
)
"""Text in which every ``**`` can only be read in one way: it opens a word at a space, or closes one.

Loading markdown-it takes as long as laying out the leaflet, and most articles have a bold word and nothing else; a
property test holds this to what markdown-it makes of the same text.
"""


def _simple(text: Text) -> Inline:
    made = []
    ink = text.origin.ink
    for number, part in enumerate(text.value.split("**")):
        ink += 2 * bool(number)
        if part:
            made.append(Run(part, strong=number % 2 == 1, origin=Origin(text.origin.source, ink)))
            ink += visible(part)
    return tuple(made)


class _Maker:
    """Makes runs of tokens. Tokens have no positions, but what they stand for adds up to the text as written."""

    def __init__(self, origin: Origin) -> None:
        self.source = origin.source
        self.ink = self.start = origin.ink
        self.literal = ""
        self.strong = 0
        self.href: str | None = None
        self.made: list[Run] = []

    def take(self, token: Token) -> None:
        written = token.content if token.type == "text" else token.markup
        if token.type in _LITERAL:
            self.literal += written
            self.ink += visible(written)
            return
        self.end_run()
        if token.tag == "strong":
            self.strong += token.nesting
        else:
            self.href = str(token.attrs["href"]) if token.nesting > 0 else None
        self.ink += visible(written)
        self.start = self.ink

    def end_run(self) -> None:
        if self.literal:
            origin = Origin(self.source, self.start)
            self.made.append(Run(self.literal, self.strong > 0, self.href, origin=origin))
        self.literal, self.start = "", self.ink


_LITERAL = frozenset({"text", "em_open", "em_close"})
"""Emphasis is not understood, but an odd star beside a pair (``***a***``) comes as its token."""


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most texts have no markup, and start-up is felt

    parser = MarkdownIt("zero")
    parser.inline.ruler.at("emphasis", _strong)
    parser.inline.ruler.at("link", _link)
    return parser.enable(["emphasis", "link"])


def _strong(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """Take a run of two or more stars as markdown-it does; leave single stars and underlines as text."""
    from markdown_it.rules_inline import emphasis  # noqa: PLC0415 - as above

    if not state.src.startswith("**", state.pos):
        return False
    return emphasis.tokenize(state, silent)


def _link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it calls it so
    """Take ``[label](https://…)``: no titles, no other schemes, and every character of the address as written."""
    found = _LINK.match(state.src, state.pos, state.posMax)
    if found is None or state.linkLevel or not found["label"].strip():
        return False
    if not silent:
        end = state.posMax
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": found["href"]}
        opening.markup = "["
        state.pos, state.posMax = found.span("label")
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1).markup = state.src[found.end("label") : found.end()]
        state.posMax = end
    state.pos = found.end()
    return True
