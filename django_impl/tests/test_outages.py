"""Only errors of an unavailable database are reported as such, in one line."""

import logging
import sqlite3
import time
from contextlib import closing

import psycopg
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from psycopg import errors as states

from core.outages import OutageFilter, is_away, is_for_the_operator
from core.postgresql.base import Outage

STATEMENTS = {
    "full": ("PRAGMA max_page_count = 1; CREATE TABLE books (title)", True),
    "read only": ("PRAGMA query_only = 1; CREATE TABLE books (title)", True),
    "no such table": ("SELECT * FROM nowhere", False),
    "no SQL": ("SELEC", False),
}


def raised_by_django(cause: Exception, kind: type[Exception] = OperationalError) -> Exception:
    error = kind(*cause.args)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(("statement", "away"), STATEMENTS.values(), ids=STATEMENTS)
def test_sqlite_says_why(statement: str, away: bool):
    with (
        closing(sqlite3.connect(":memory:")) as database,
        pytest.raises(sqlite3.OperationalError) as caught,
    ):
        database.executescript(statement)
    assert is_away(raised_by_django(caught.value)) is away


def test_a_locked_file_is_an_outage(tmp_path):
    file = tmp_path / "books.db"
    with (
        closing(sqlite3.connect(file)) as first,
        closing(sqlite3.connect(file, timeout=0)) as second,
    ):
        first.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            second.execute("BEGIN IMMEDIATE")
    assert is_away(raised_by_django(caught.value))


def test_a_missing_folder_is_an_outage(tmp_path):
    with pytest.raises(sqlite3.OperationalError) as caught:
        sqlite3.connect(tmp_path / "gone" / "books.db")
    assert is_away(raised_by_django(caught.value))


AWAY = [
    states.DiskFull,
    states.TooManyConnections,
    states.AdminShutdown,
    states.CannotConnectNow,
    states.IoError,
]
AWAY += [states.LockNotAvailable, psycopg.OperationalError, states.ConnectionTimeout]


@pytest.mark.parametrize("kind", AWAY)
def test_postgresql_says_why(kind: type[Exception]):
    assert is_away(raised_by_django(kind("why")))


@pytest.mark.parametrize("kind", [states.DeadlockDetected, states.SerializationFailure])
def test_an_error_of_our_own_statements_is_not_an_outage(kind: type[Exception]):
    assert not is_away(raised_by_django(kind("why")))


@pytest.mark.parametrize(
    "error", [None, RuntimeError("why"), InterfaceError("why"), IntegrityError("why")]
)
def test_any_other_error_is_not_an_outage(error: Exception | None):
    assert not is_away(error)


@pytest.mark.parametrize(
    ("state", "expected"), [("42501", True), ("53100", True), ("42703", False)]
)
def test_an_error_for_the_operator_is_one_line(state: str, expected: bool):
    assert is_for_the_operator(raised_by_django(states.lookup(state)("why"))) is expected


def record(error: Exception) -> logging.LogRecord:
    one = logging.LogRecord(
        "a", logging.ERROR, __file__, 1, "%s: %s", ("Unavailable", "/"), (type(error), error, None)
    )
    assert OutageFilter().filter(one)
    return one


def test_the_log_has_the_first_line_of_it():
    one = record(raised_by_django(psycopg.OperationalError("refused\n\tIs the server running?")))
    assert (one.getMessage(), one.exc_info) == ("Unavailable: /: refused", None)


def test_the_log_keeps_the_traceback_of_other_errors():
    assert record(RuntimeError("raised on purpose")).exc_info is not None


def test_during_an_outage_one_request_a_second_tries(monkeypatch: pytest.MonkeyPatch):
    outage, now = Outage(), [time.monotonic()]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    outage.check()
    outage.begin(psycopg.OperationalError("silent"))
    for _ in range(2):
        with pytest.raises(psycopg.OperationalError, match="silent"):
            outage.check()
        now[0] += 1.1
        outage.check()
    outage.end()
    outage.check()
