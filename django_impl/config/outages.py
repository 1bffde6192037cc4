"""How an error shows that the database is away, locked or full, and how long a request waits for it."""

import logging
from contextvars import ContextVar
from typing import Any

from django.db import InterfaceError, OperationalError

RETRY = {"Retry-After": "5"}
SQLITE = tuple(f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "IOERR", "FULL", "CANTOPEN"))
SQLSTATES = ("08", "53", "55P03", "57", "58")  # of the connection, of resources, a lock, an intervention, the system
patience: ContextVar[float | None] = ContextVar("patience", default=None)
"""Set for good by each thread that serves requests; commands and the worker wait for as long as the server does."""


def is_away(error: BaseException | None) -> bool:
    """Whether the server cannot serve; what else it says is an error of what it was asked."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause: Any = error.__cause__
    if hasattr(cause, "sqlstate"):  # psycopg's; without a state nothing was answered at all
        return cause.sqlstate is None or cause.sqlstate.startswith(SQLSTATES)
    return getattr(cause, "sqlite_errorname", "").startswith(SQLITE)


def reason(error: BaseException) -> str:
    """The first line of what the driver says; what follows is a guess."""
    return str(error).partition("\n")[0]


class OutageFilter(logging.Filter):
    """Of a database that is away one line tells enough: the traceback names but the place where it was noticed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] and is_away(record.exc_info[1]):
            record.msg, record.args = f"{record.getMessage()}: {reason(record.exc_info[1])}", None
            record.exc_info = None
        return True
