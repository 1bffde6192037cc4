"""The times of the books: when each was made and last changed, as the server reports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared_tests.model.records import Book
from shared_tests.model.responses import same

MOMENT = timedelta(seconds=1)


@dataclass(frozen=True)
class Times:
    """When a book was made and last changed, as the server reported it at this version."""

    version: int
    created_at: datetime
    updated_at: datetime


def moment(shown: str) -> datetime:
    at = datetime.fromisoformat(shown)
    assert at.utcoffset() == timedelta(0), shown
    return at


class Clock:
    def __init__(self, since: datetime) -> None:
        self.since = since
        """Everything new that is shown from now on was stored after this moment."""
        self.seen: dict[Book, Times] = {}

    def check(self, book: Book, now: Times) -> None:
        """The times change when something changes, and only then."""
        known = self.seen.setdefault(book, now)
        if known is now:
            assert self.since - MOMENT <= now.created_at <= now.updated_at, book.slug
            assert now.updated_at <= datetime.now(UTC) + MOMENT, book.slug
        elif known.version == now.version:
            same(now, known, f"the times of {book.slug} moved when nothing changed")
        else:
            same(now.created_at, known.created_at, f"created_at of {book.slug}")
            assert known.updated_at < now.updated_at, (
                f"updated_at of {book.slug} did not move at a change"
            )
            assert self.since - MOMENT <= now.updated_at <= datetime.now(UTC) + MOMENT
        self.seen[book] = now
