"""Which errors mean that the database is unavailable, how long a request waits for it, and the
response."""

import logging
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response
from sqlalchemy.exc import DBAPIError, TimeoutError
from werkzeug.exceptions import ServiceUnavailable

from flask_impl.core.config import STATEMENT_TIMEOUT
from flask_impl.core.errors import error_response

RETRY_AFTER = 5
SQLITE = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "IOERR", "FULL", "CANTOPEN")
)
# Connection, resources, lock, operator intervention, system
SQLSTATES = ("08", "53", "55P03", "57", "58")

FOR_THE_OPERATOR = {"42501", "SQLITE_NOTADB"}  # 42501: no privilege

statement_timeout: ContextVar[float | None] = ContextVar("statement_timeout", default=None)
"""Set permanently by each thread that serves requests or works on exports; commands wait as long as
the server."""

logger = logging.getLogger(__name__)


def is_away(error: BaseException) -> bool:
    """Whether the database, or the Redis of the queue, is unavailable; other errors are caused by
    the statement."""
    # TimeoutError is raised by the pool
    if isinstance(error, TimeoutError) or type(error).__module__ == "redis.exceptions":
        return True
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    if hasattr(cause, "sqlstate"):  # psycopg's; without a state the server sent nothing
        return (
            cause.sqlstate.startswith(SQLSTATES)
            if cause.sqlstate
            else type(cause).__name__ != "InterfaceError"
        )
    return getattr(cause, "sqlite_errorname", "").startswith(SQLITE)


def is_for_the_operator(error: DBAPIError | TimeoutError) -> bool:
    """Whether one line is enough for the operator: the database is unavailable, lacks privileges,
    or is not a database."""
    cause: Any = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return is_away(error) or state in FOR_THE_OPERATOR


def reason(error: BaseException) -> str:
    """The first line of the driver's message; the rest is a guess, or the statement."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).partition("\n")[0]


def set_statement_timeout() -> None:
    statement_timeout.set(STATEMENT_TIMEOUT)


def handle_outage(error: DBAPIError | TimeoutError) -> Response:
    if not is_away(error):
        raise error
    logger.error("the database is away: %s", reason(error))
    return error_response(ServiceUnavailable(retry_after=RETRY_AFTER))


def init_app(app: Flask) -> None:
    app.before_request(set_statement_timeout)
    for kind in (DBAPIError, TimeoutError):
        app.register_error_handler(kind, handle_outage)
