"""How an error shows that the database is away, locked or full, and how long a request waits for
it."""

import logging
from contextvars import ContextVar
from typing import Any

from django.db import InterfaceError, OperationalError

SQLITE = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "IOERR", "FULL", "CANTOPEN")
)
# Of the connection, of resources, a lock, an intervention, the system
SQLSTATES = ("08", "53", "55P03", "57", "58")
FOR_THE_OPERATOR = ("42501", "SQLITE_NOTADB")  # the first: no privilege
patience: ContextVar[float | None] = ContextVar("patience", default=None)
"""Set for good by each thread that serves requests; commands and the worker wait for as long as the
server does."""


class Busy(Exception):
    """This process has as much of something to do as it takes; in a moment it takes more."""


def is_away(error: BaseException | None) -> bool:
    """Whether the server cannot serve; what else it says is an error of what it was asked."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause: Any = error.__cause__
    if hasattr(cause, "sqlstate"):  # psycopg's; without a state the server sent nothing at all
        return cause.sqlstate is None or cause.sqlstate.startswith(SQLSTATES)
    return getattr(cause, "sqlite_errorname", "").startswith(SQLITE)


def is_for_the_operator(error: BaseException) -> bool:
    """Whether one line says enough to the user of a command: the database is away, lets us do too
    little, or is none."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return is_away(error) or state in FOR_THE_OPERATOR


def retry_after(error: BaseException | None) -> int:
    """The seconds after which a request that met this error may come again; 0 for an error of
    ours."""
    return 1 if isinstance(error, Busy) else 5 * is_away(error)


def reason(error: BaseException) -> str:
    """The first line of what the driver says; what follows is a guess."""
    return str(error).partition("\n")[0]


class OutageFilter(logging.Filter):
    """Where the client may come again one line is enough: the traceback names but the place where
    it was noticed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] and retry_after(record.exc_info[1]):
            record.msg, record.args = f"{record.getMessage()}: {reason(record.exc_info[1])}", None
            record.exc_info = None
        return True
