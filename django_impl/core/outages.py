"""Which errors mean that the database is unavailable, locked or full, and how long a request waits
for it."""

import logging
from contextvars import ContextVar
from typing import Any

from django.db import InterfaceError, OperationalError

SQLITE = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "IOERR", "FULL", "CANTOPEN")
)
# Connection, resources, lock, operator intervention, system
SQLSTATES = ("08", "53", "55P03", "57", "58")
FOR_THE_OPERATOR = ("42501", "SQLITE_NOTADB")  # 42501: no privilege
statement_timeout: ContextVar[float | None] = ContextVar("statement_timeout", default=None)
"""Set permanently by each thread that serves requests; commands and the worker wait as long as the
server."""


class Busy(Exception):
    """A bounded resource of this process is full; the client should retry in a moment."""


def is_away(error: BaseException | None) -> bool:
    """Whether the database is unavailable; other errors are caused by the statement."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause: Any = error.__cause__
    if hasattr(cause, "sqlstate"):  # psycopg's; without a state the server sent nothing
        return cause.sqlstate is None or cause.sqlstate.startswith(SQLSTATES)
    return getattr(cause, "sqlite_errorname", "").startswith(SQLITE)


def is_for_the_operator(error: BaseException) -> bool:
    """Whether one line is enough for the operator: the database is unavailable, lacks privileges,
    or is not a database."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return is_away(error) or state in FOR_THE_OPERATOR


def retry_after(error: BaseException | None) -> int:
    """Seconds for ``Retry-After`` of a request with this error; 0 for an error of ours."""
    return 1 if isinstance(error, Busy) else 5 * is_away(error)


def reason(error: BaseException) -> str:
    """The first line of the driver's message; the rest is a guess."""
    return str(error).partition("\n")[0]


class OutageFilter(logging.Filter):
    """For an outage one line is enough: the traceback would only name the place that noticed it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] and retry_after(record.exc_info[1]):
            record.msg, record.args = f"{record.getMessage()}: {reason(record.exc_info[1])}", None
            record.exc_info = None
        return True
