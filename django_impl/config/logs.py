"""Gives each record in the log the id of the request that it belongs to."""

import contextvars
import logging

request_id = contextvars.ContextVar("request_id", default="-")
"""Never reset: Django logs the status of an answer after the middleware is done, and the next request sets its own."""


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "config.logs.RequestIdFilter"},
        "outage": {"()": "config.outages.OutageFilter"},
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
