"""Which errors say that the database is away, how long a request waits for it, and its response
then."""

import logging
from contextvars import ContextVar
from typing import Any

from flask import Flask, Response
from sqlalchemy.exc import DBAPIError, TimeoutError
from werkzeug.exceptions import ServiceUnavailable

from flask_impl.core.config import PATIENCE
from flask_impl.core.errors import error_response

RETRY_AFTER = 5
SQLITE = tuple(
    f"SQLITE_{name}" for name in ("BUSY", "LOCKED", "READONLY", "IOERR", "FULL", "CANTOPEN")
)
# Of the connection, of resources, a lock, an intervention, the system
SQLSTATES = ("08", "53", "55P03", "57", "58")

FOR_THE_OPERATOR = {"42501", "SQLITE_NOTADB"}  # the first: no privilege

patience: ContextVar[float | None] = ContextVar("patience", default=None)
"""Set for good by each thread that serves requests or works; commands wait for as long as the
server does."""

log = logging.getLogger(__name__)


def is_away(error: BaseException) -> bool:
    """Whether the database, or the Redis of the queue, cannot serve; all else is an error of what
    it was asked."""
    # The first is the pool's
    if isinstance(error, TimeoutError) or type(error).__module__ == "redis.exceptions":
        return True
    cause: Any = error.orig if isinstance(error, DBAPIError) else error
    if hasattr(cause, "sqlstate"):  # psycopg's; without a state the server sent nothing at all
        return (
            cause.sqlstate.startswith(SQLSTATES)
            if cause.sqlstate
            else type(cause).__name__ != "InterfaceError"
        )
    return getattr(cause, "sqlite_errorname", "").startswith(SQLITE)


def is_for_the_operator(error: DBAPIError | TimeoutError) -> bool:
    """Whether one line says enough to the user of a command: the database is away, lets us do too
    little, or is none."""
    cause: Any = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
    return is_away(error) or state in FOR_THE_OPERATOR


def reason(error: BaseException) -> str:
    """The first line of what the driver says; what follows is a guess, or the statement."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(cause).partition("\n")[0]


def be_impatient() -> None:
    patience.set(PATIENCE)


def tell_of_outage(error: DBAPIError | TimeoutError) -> Response:
    if not is_away(error):
        raise error
    log.error("the database is away: %s", reason(error))
    return error_response(ServiceUnavailable(retry_after=RETRY_AFTER))


def init_app(app: Flask) -> None:
    app.before_request(be_impatient)
    for kind in (DBAPIError, TimeoutError):
        app.register_error_handler(kind, tell_of_outage)
