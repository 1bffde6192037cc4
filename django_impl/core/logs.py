"""Adds the request id to each log record, and writes one line for each request."""

import contextvars
import json
import logging
import re
from typing import Any
from urllib.parse import quote

request_id = contextvars.ContextVar("request_id", default="-")
"""Never reset: Django logs the status of a response after the middleware, and the next request sets
its own."""
access = logging.getLogger("access")


def write_line(
    method: str, path: bytes, status: int, duration: float, user: str, client: str
) -> None:
    """Write the access line; the user only if one was loaded, because the log causes no query."""
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
        # Without Django's own handlers, which would write each line twice
        "django": {"level": "INFO"},
        # Duplicates of the access lines; the traceback of a server error stays.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        "psycopg.pool": {"level": "ERROR"},  # a failed request for a connection logs the same
    },
}
