"""No file costs more than its size, however it is made."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from pamphlet.article.compose import LARGEST_FILE, MOST_NODES, compose
from tests.article.folders import SMALLEST, parsed

MEBIBYTE = 1024 * 1024


def laughs(levels: int, width: int) -> str:
    lines = ["say:", f"  a0: &a0 [{', '.join(['ha'] * width)}]"]
    lines += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


def long_laughs() -> str:
    return "say:\n  a: &a " + "ha" * 200_000 + "\n  b: [" + ", ".join(["*a"] * 1000) + "]\n"


BOMBS = {
    "aliases": SMALLEST + laughs(60, 9),
    "an alias to a long text": SMALLEST + long_laughs(),
    "aliases nested, not wide": SMALLEST
    + "say:\n  a0: &a0 [x]\n"
    + "".join(f"  a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 99)),
    "nested lists": SMALLEST + "say: " + "[" * 900_000,
    "nested braces": SMALLEST + "say: " + "{a: " * 200_000,
    "nested dashes": SMALLEST + "say:\n  " + "- " * 400_000,
    "nested questions": "? " * 400_000,
    "many items": SMALLEST + "related:\n" + "- \n" * 300_000,
    "many keys": SMALLEST + "".join(f"k{n}:\n" for n in range(100_000)),
    "one key over and over": SMALLEST + "title: x\n" * 90_000,
    "many anchors": SMALLEST + "say: [" + "&a x, " * 150_000 + "]",
    "many documents": "--- x\n" * 150_000,
    "many brackets": SMALLEST + "say: " + "[], " * 200_000,
    "tags": "!a " * 300_000,
    "a long comment": SMALLEST + "#" * 900_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_bombs_cost_no_more_than_their_size(bomb: str) -> None:
    data = bomb.encode()
    assert len(data) <= LARGEST_FILE
    parsed(SMALLEST.encode())  # what is imported and built once is not counted
    tracemalloc.start()
    started = time.perf_counter()
    found = parsed(data)
    took = time.perf_counter() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.value is None) == (not bomb.endswith("#"))
    assert took < 10  # tracing makes it slower by half; without it the slowest takes about a second
    assert peak < 40 * MEBIBYTE


def test_largest_file() -> None:
    filler = "#" * (LARGEST_FILE - len(SMALLEST.encode()))
    assert parsed((SMALLEST + filler).encode()).value is not None
    found = parsed((SMALLEST + filler + "#").encode())
    (too_large,) = found.diagnostics
    assert str(too_large.span) == "shins.yaml:1:1"
    assert too_large.message == "this file is too large: 1.0 MiB; an article has at most 1 MiB"


def test_markup_is_bounded() -> None:
    """Bold text costs time; a million stars are no article."""
    data = SMALLEST.replace("Shin pain is common", "x" + " **a**" * 150_000).encode()
    started = time.perf_counter()
    found = parsed(data)
    assert time.perf_counter() - started < 5
    assert [each.message for each in found.diagnostics] == ["more than 5000 stretches of bold text and links"]


def test_many_parts_are_read_up_to_the_bound() -> None:
    root, problems = compose(("say:\n" + "- x\n" * (MOST_NODES - 3)).encode(), "x")
    assert root is not None
    assert problems == []
    root, problems = compose(("say:\n" + "- x\n" * MOST_NODES).encode(), "x")
    assert root is None
    assert len(problems) == 1


def test_tags_do_nothing(tmp_path: object) -> None:
    witness = f"{tmp_path}/owned"
    found = parsed(f'!!python/object/apply:os.system ["touch {witness}"]\n'.encode())
    assert found.value is None
    root, _ = compose(f"a: !!python/object/new:open [{witness}, w]".encode(), "x")
    assert root is None


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"title: caf\xe9", "1:11"),
        ("title: 😀\r\na: 𝄞".encode() + b"\xff", "2:5"),
        (b"\xef\xbb\xbfa: \xc3", "1:4"),
        (b"a: b\rc: \xed\xa0\x80", "2:4"),
        (b"\xff\xfea\x00", "1:1"),
    ],
)
def test_place_of_what_is_not_utf8(data: bytes, place: str) -> None:
    (found,) = parsed(data).diagnostics
    assert f"{found.span.line}:{found.span.column}" == place
    assert "UTF-8" in found.message


def test_control_characters_do_not_hide_other_problems() -> None:
    found = parsed(SMALLEST.replace("language: en-GB", "langauge: en\x07-GB\x85").encode())
    assert [(each.span.line, each.span.column, each.message[:21]) for each in found.diagnostics] == [
        (3, 1, "unknown key `langauge"),
        (3, 13, "invisible character U"),
        (3, 17, "invisible character U"),
    ]


def test_first_of_two_equal_keys_is_the_one_checked() -> None:
    found = parsed(SMALLEST.replace("language: en-GB", "language: en-GB\nlanguage: [x]").encode())
    assert [str(each.span) for each in found.diagnostics] == ["shins.yaml:4:1"]
