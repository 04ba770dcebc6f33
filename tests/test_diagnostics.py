"""Diagnostics are values: printed in one form, in the order of the file, and able to travel."""

from __future__ import annotations

import pickle

import pytest

from pamphlet.diagnostics import (
    Diagnostic,
    FileProblem,
    Origin,
    Refusal,
    Severity,
    Source,
    Span,
    error,
    has_errors,
    in_order,
    warning,
)

HERE = Span("back.yaml", 12, 5)


def test_printed_form() -> None:
    assert str(error(HERE, "figure has no alt text")) == "back.yaml:12:5: error: figure has no alt text"
    shown = str(warning(HERE, "it is late", "hurry"))
    assert shown == "back.yaml:12:5: warning: it is late\n  hint: hurry"


def test_order_is_the_file_s_and_repeats_are_dropped() -> None:
    """By line and column as numbers; in one place errors first, then as they were found."""
    last, first = error(Span("back.yaml", 100, 1), "z"), warning(Span("back.yaml", 9, 10), "y")
    found = [
        last,
        warning(HERE, "w"),
        error(HERE, "b"),
        error(HERE, "a"),
        last,
        first,
        error(Span("arm.yaml", 200, 1), "x"),
    ]
    assert [each.message for each in in_order(found)] == ["x", "y", "b", "a", "w", "z"]


def test_only_errors_stop() -> None:
    assert not has_errors([])
    assert not has_errors([warning(HERE, "a")])
    assert has_errors([warning(HERE, "a"), error(HERE, "b")])


def test_refusals_travel_between_processes() -> None:
    sent = Refusal([error(HERE, "b", "hint"), warning(Span("back.yaml", 1, 1), "a")])
    came = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes
    assert came.diagnostics == sent.diagnostics
    assert str(came) == "back.yaml:1:1: warning: a\nback.yaml:12:5: error: b\n  hint: hint"


def test_file_problems_become_errors_where_the_file_is_named() -> None:
    problem = pickle.loads(pickle.dumps(FileProblem("no such file", "look again")))  # noqa: S301 - our own bytes
    assert problem.at(HERE) == Diagnostic(Severity.ERROR, "no such file", HERE, "look again")


def source(raw: str) -> Source:
    return Source("x", 3, 10, raw, "")


@pytest.mark.parametrize(
    ("raw", "ink", "place"),
    [
        ("abc", 0, "3:10"),
        ("a b  c", 2, "3:15"),
        ("a\n  b", 1, "4:3"),
        ("a\r\n\r\n  b", 1, "5:3"),
        ("a\r b", 1, "4:2"),
        ("'a''b'", 2, "3:14"),
        ('"\\"b"', 0, "3:11"),
        ('"\\"b"', 1, "3:13"),
        ('"\\x41\\u0042\\U00000043d"', 3, "3:31"),
        ('"\\n\\t\\_ \\Nb"', 0, "3:20"),
        ('"a\\\n   \\ b"', 1, "4:6"),
        ('"\\0\\a\\b\\e\\/\\\\x"', 6, "3:23"),
        ("|\n  a\n  b", 1, "5:3"),
        (">-\r  a", 0, "4:3"),
        ("|2+ # note\n   a", 0, "4:4"),
        ("e\u0301e", 1, "3:12"),
        ("𝄞e\u0301\u0323x", 3, "3:14"),
        ("\u1100\u1161\u11a8x", 1, "3:13"),
        ("\u09c7\u09bex", 1, "3:12"),
        ("abc", 99, "3:12"),
        ("", 0, "3:10"),
        ("   ", 5, "3:10"),
    ],
)
def test_place_inside_a_scalar(raw: str, ink: int, place: str) -> None:
    assert str(source(raw).span_at(ink)) == f"x:{place}"


def test_origin_counts_from_where_the_run_begins() -> None:
    origin = Origin(source("a **b c** d"), 3)
    assert str(origin.span_of("b c", 0)) == "x:3:14"
    assert str(origin.span_of("b c", 2)) == "x:3:16"


def test_what_stands_before_a_scalar_can_be_taken_off() -> None:
    rest = source("&a # why\n  b c").without(11)
    assert (rest.raw, str(rest.span), str(rest.span_at(1))) == ("b c", "x:4:3", "x:4:5")
