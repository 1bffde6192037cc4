"""Gives each record in the log the id of the request that it belongs to."""

import contextvars
import logging

from config.outages import is_away, reason

request_id = contextvars.ContextVar("request_id", default="-")
"""Never reset: Django logs the status of an answer after the middleware is done, and the next request sets its own."""


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class OutageFilter(logging.Filter):
    """Of a database that is away one line tells enough: the traceback names but the place where it was noticed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] and is_away(record.exc_info[1]):
            record.msg, record.args = f"{record.getMessage()}: {reason(record.exc_info[1])}", None
            record.exc_info = None
        return True


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "config.logs.RequestIdFilter"},
        "outage": {"()": "config.logs.OutageFilter"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["request_id", "outage"], "formatter": "line"}
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "django": {"level": "INFO"},  # without Django's own handlers, or each line would be there twice
        "psycopg.pool": {"level": "ERROR"},  # what it warns of, whoever wanted a connection tells
    },
}
