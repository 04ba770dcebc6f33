"""Checks of a finished article that depend on the day."""

from __future__ import annotations

import datetime

from pamphlet.article.check import freshness
from pamphlet.diagnostics import Severity
from tests.article.folders import SMALLEST, article

DUE = datetime.date(2029, 10, 1)


def test_review_is_due_the_day_after() -> None:
    found = article(SMALLEST.encode())
    assert freshness(found, DUE) == ()
    (overdue,) = freshness(found, DUE + datetime.timedelta(days=1))
    assert overdue.severity is Severity.WARNING
    assert str(overdue.span) == "shins.yaml:19:16"
    assert overdue.message == "this article was due for review on 2029-10-01"
