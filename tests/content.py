"""Small content folders on disk for tests of the whole way: build, batch and command line."""

from __future__ import annotations

from pathlib import Path

CONTENT = Path(__file__).parents[1] / "content"

ARTICLE = """\
pamphlet: 1
title: {title}
language: en-GB
main_message: Rest, and get help if it hurts more.
introduction: Shin pain is common.
causes:
  items: [You ran too far.]
prevention:
  items: [Build up slowly.]
warning_signs:
  emergency:
    signs: [Your leg is cold.]
review: {{author: A team, published: 2026-10-01, next_review: 2029-10-01}}
sources:
  - {{title: Shins, publisher: NHS, url: "https://www.nhs.uk/shins", date: 2025-03-01}}
contact: {{name: Example Clinic, phone: 0800 123 4567}}
"""


def write_article(folder: Path, name: str = "shins", title: str = "Sore shins", **changes: str) -> Path:
    """Write a valid article; ``changes`` replace text in it (old=new is given as ``old_text="..."`` pairs)."""
    folder.mkdir(parents=True, exist_ok=True)
    text = ARTICLE.format(title=title)
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path
