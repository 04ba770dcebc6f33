"""Checks of a finished article that depend on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pamphlet.diagnostics import Diagnostic, warning

if TYPE_CHECKING:
    import datetime

    from pamphlet.article.model import Article


def freshness(article: Article, today: datetime.date) -> tuple[Diagnostic, ...]:
    """Warn if the article's next review was due before ``today``. The printed date stays as written."""
    review = article.review
    if review.next_review >= today:
        return ()
    message = f"this article was due for review on {review.next_review}"
    hint = "have it reviewed, then change `review.published` and `review.next_review`"
    return (warning(review.next_review_span, message, hint),)
