"""The figures of a load: counts, times, and acknowledged writes against what the database holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.common.books_table import books_table
from benchmarks.common.measures import percentile
from deploy.faults.load import Load, Response
from shared_tests.harness.postgresql import PostgresDatabase

OUTCOMES = ("right", "failed", "repeated", "wrong")


def counts(responses: Iterable[Response], kind: str) -> dict:
    """How many were sent, with which outcomes."""
    of_kind = [one for one in responses if one.kind == kind]
    outcomes = Counter(one.verdict.outcome for one in of_kind)
    details = Counter(one.verdict.detail for one in of_kind if not one.is_right)
    return {
        "sent": len(of_kind),
        **{outcome: outcomes[outcome] for outcome in OUTCOMES},
        "details": dict(details),
    }


def times(responses: Iterable[Response]) -> dict[str, float]:
    """Seconds of the exchanges of one load, whatever their outcome: a client that waits for an
    error waits too."""
    seconds = [one.ended - one.begun for one in responses]
    shares = {"p50": 0.5, "p99": 0.99, "longest": 1.0}
    return {name: percentile(seconds, share) for name, share in shares.items()}


def kept(load: Load, database: PostgresDatabase) -> dict[str, int]:
    """Acknowledged writes against stored books: lost, stored twice, or stored without
    acknowledgement."""
    acknowledged = {
        one.verdict.slug for one in load.responses if one.kind == "write" and one.is_right
    }
    stored = Counter(slugs(database, load.prefix))
    return {
        "acknowledged": len(acknowledged),
        "lost": len(acknowledged - stored.keys()),
        "twice": sum(number > 1 for number in stored.values()),
        "stored_unacknowledged": len(stored.keys() - acknowledged),
    }


def slugs(database: PostgresDatabase, prefix: str) -> list[str]:
    """Slugs of the load's books, read from the database; found by their titles, which need not be
    unique."""
    rows = database.query(
        f"SELECT title FROM {books_table(database)} WHERE title LIKE 'ZZ {prefix}-%'"
    )
    return [title.removeprefix("ZZ ") for (title,) in rows]
