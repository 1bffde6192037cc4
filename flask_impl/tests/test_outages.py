"""Only errors of an unavailable database are reported as such, in one line, and nothing is
changed."""

import sqlite3
import time
from contextlib import closing

import psycopg
import pytest
from flask import session
from psycopg import errors as states
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, TimeoutError

from flask_impl.core.extensions import db
from flask_impl.core.outages import is_away, is_for_the_operator
from flask_impl.core.postgresql import Outage

STATEMENTS = {
    "full": ("PRAGMA max_page_count = 1; CREATE TABLE books (title)", True),
    "read only": ("PRAGMA query_only = 1; CREATE TABLE books (title)", True),
    "no such table": ("SELECT * FROM nowhere", False),
    "no SQL": ("SELEC", False),
}


def wrapped(cause: Exception) -> OperationalError:
    return OperationalError("SELECT 1", {}, cause)


@pytest.mark.parametrize(("statement", "away"), STATEMENTS.values(), ids=STATEMENTS)
def test_sqlite_says_why(statement: str, away: bool):
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.executescript(statement)
    connection.close()
    assert is_away(wrapped(caught.value)) is away


AWAY = [
    states.DiskFull,
    states.TooManyConnections,
    states.AdminShutdown,
    states.CannotConnectNow,
    states.IoError,
]
AWAY += [
    states.LockNotAvailable,
    states.QueryCanceled,
    psycopg.OperationalError,
    states.ConnectionTimeout,
]


@pytest.mark.parametrize("kind", AWAY)
def test_postgresql_says_why(kind: type[Exception]):
    assert is_away(wrapped(kind("why")))


@pytest.mark.parametrize(
    "kind", [states.DeadlockDetected, states.SerializationFailure, psycopg.InterfaceError]
)
def test_an_error_of_our_own_statements_is_not_an_outage(kind: type[Exception]):
    assert not is_away(wrapped(kind("why")))


@pytest.mark.parametrize(
    "error", [RuntimeError("why"), IntegrityError("INSERT", {}, Exception("why"))]
)
def test_any_other_error_is_not_an_outage(error: Exception):
    assert not is_away(error)


@pytest.mark.parametrize(
    ("cause", "in_one_line"),
    [
        (states.InsufficientPrivilege("no permission"), True),
        (states.DiskFull("no room"), True),
        (states.UndefinedColumn("no such column"), False),
    ],
)
def test_an_error_for_the_operator_is_one_line(cause: Exception, in_one_line: bool):
    assert is_for_the_operator(wrapped(cause)) is in_one_line


def test_a_file_that_is_not_a_database_is_reported_to_the_operator(tmp_path):
    (tmp_path / "books.db").write_text(
        "no database, but long enough to be asked " * 9, encoding="utf-8"
    )
    with (
        closing(sqlite3.connect(tmp_path / "books.db")) as connection,
        pytest.raises(sqlite3.DatabaseError) as caught,
    ):
        connection.execute("SELECT * FROM sqlite_master")
    assert is_for_the_operator(wrapped(caught.value))


def test_after_a_failure_one_request_a_second_waits_for_the_server(monkeypatch: pytest.MonkeyPatch):
    outage, now = Outage(), time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now)
    outage.check()
    outage.begin(psycopg.OperationalError("refused"))
    with pytest.raises(psycopg.OperationalError, match="refused"):
        outage.check()
    now += 1
    outage.check()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        outage.check()
    outage.end()
    outage.check()


ERRORS = {
    "the pool is empty": (
        TimeoutError("QueuePool limit"),
        503,
        "the database is away: QueuePool limit",
    ),
    "the server is gone": (
        wrapped(psycopg.OperationalError("gone\nIs it running?")),
        503,
        "is away: gone",
    ),
    "an error of ours": (wrapped(states.UndefinedTable("no table")), 500, "Traceback"),
}


@pytest.mark.parametrize(("error", "status", "line"), ERRORS.values(), ids=ERRORS)
def test_a_page_says_it_and_the_browser_keeps_its_cookie(
    app, caplog, error: Exception, status: int, line: str
):
    @app.get("/broken/")
    def broken() -> str:
        session["seen"] = True
        raise error

    response = app.test_client().get("/broken/")
    assert (response.status_code, "Set-Cookie" in response.headers) == (status, False)
    assert line in caplog.text
    assert ("Traceback" in caplog.text) is (status == 500)
    assert "Is it running" not in caplog.text or status == 500


def test_the_timeout_for_a_lock_of_sqlite_is_shorter_than_a_page_may_take(app):
    with app.app_context():
        milliseconds = db.session.scalar(text("PRAGMA busy_timeout"))
    assert milliseconds == 3000
