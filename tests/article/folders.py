"""A content folder without a disk, and the smallest article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pamphlet.article.model import Article, Clinic, Stem
from pamphlet.article.parse import Parsed, parse_article, parse_clinic
from pamphlet.diagnostics import FileProblem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="4"><rect width="8" height="4"/></svg>'

SMALLEST = """\
pamphlet: 1
title: Sore shins after running
language: en-GB
main_message: Sore shins usually heal with rest.
introduction: Shin pain is common when you start to run.
causes:
  items:
    - Running further than last week.
prevention:
  items:
    - Add a little each week.
warning_signs:
  urgent:
    signs:
      - The pain is sharp and in one spot.
review:
  author: Physiotherapy team
  published: 2026-10-01
  next_review: 2029-10-01
sources:
  - title: Shin splints
    publisher: NHS
    url: https://www.nhs.uk/conditions/shin-splints/
    date: 2025-03-01
"""


@dataclass(frozen=True)
class MemoryFolder:
    """A folder of pictures, and of related titles by (stem, language)."""

    pictures: Mapping[str, bytes] = field(default_factory=dict)
    titles: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def picture(self, file: str) -> bytes:
        """Return a picture's bytes."""
        if file not in self.pictures:
            raise FileProblem(f"there is no picture `{file}`")
        return self.pictures[file]

    def related_title(self, stem: str, language: str) -> tuple[str, str] | None:
        """Return the title in the language asked for, or else in any."""
        found = {own: title for (named, own), title in self.titles.items() if named == stem}
        own = language if language in found else next(iter(found), "")
        return (found[own], own) if found else None

    def stems(self) -> Collection[str]:
        """Return the stems that have a title."""
        return {stem for stem, _ in self.titles}


def changed(*changes: tuple[str, str], add: str = "") -> bytes:
    """Return the smallest article with some of its lines replaced, and others added at its end."""
    text = SMALLEST
    for old, new in changes:
        assert text.count(old) == 1, f"not once in the smallest article: {old}"
        text = text.replace(old, new)
    return (text + add).encode()


def parsed(data: bytes, folder: MemoryFolder | None = None, clinic: Clinic | None = None) -> Parsed[Article]:
    """Parse an article called shins.yaml."""
    return parse_article(data, path="shins.yaml", stem=Stem("shins"), folder=folder or MemoryFolder(), clinic=clinic)


def article(data: bytes, folder: MemoryFolder | None = None, clinic: Clinic | None = None) -> Article:
    """Return an article that has no problems at all."""
    found = parsed(data, folder, clinic)
    assert [str(each) for each in found.diagnostics] == []
    assert found.value is not None
    return found.value


def clinic(text: str, folder: MemoryFolder | None = None) -> Clinic:
    """Return a clinic that has no problems at all."""
    found = parse_clinic(text.encode(), path="clinic.yaml", folder=folder or MemoryFolder())
    assert [str(each) for each in found.diagnostics] == []
    assert found.value is not None
    return found.value
