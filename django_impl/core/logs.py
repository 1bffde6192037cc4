"""Gives each record in the log the id of the request that it belongs to, and each request a line of
its own."""

import contextvars
import json
import logging
import re
from typing import Any
from urllib.parse import quote

request_id = contextvars.ContextVar("request_id", default="-")
"""Never reset: Django logs the status of a response after the middleware is done, and the next
request sets its own."""
access = logging.getLogger("access")


def write_line(
    method: str, path: bytes, status: int, duration: float, user: str, client: str
) -> None:
    """The request and its response; no user where none was loaded, for nobody is looked up for the
    log."""
    access.info(
        'method=%s path="%s" status=%s duration=%.4f user=%s client=%s',
        method if re.fullmatch("[A-Z]+", method) else json.dumps(method),
        quote(path),
        status,
        duration,
        json.dumps(user) if user else "-",
        client or "-",
    )


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


CONFIGURATION: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "core.logs.RequestIdFilter"},
        "outage": {"()": "core.outages.OutageFilter"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["request_id", "outage"],
            "formatter": "line",
        }
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        # Without Django's own handlers, or each line would be there twice
        "django": {"level": "INFO"},
        # Lines of requests that have theirs already; of those that fail the traceback stays.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        "psycopg.pool": {"level": "ERROR"},  # a failed request for a connection logs the same
    },
}
