"""Assigns each request an id, which its response and its log lines carry, and writes one line for
each."""

import json
import logging.config
import re
import time
import uuid
from urllib.parse import quote

from flask import Flask, Response, g, has_request_context, request

CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "flask_impl.core.logs.RequestIdFilter"},
        "not_of_requests": {"()": "flask_impl.core.logs.NotOfRequests"},
    },
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "werkzeug": {"filters": ["not_of_requests"]},
        "alembic.runtime.plugins": {"level": "WARNING"},
        "flask_wtf": {"level": "WARNING"},
        "flask-limiter": {"level": "WARNING"},
    },
}

access = logging.getLogger("access")


class RequestIdFilter(logging.Filter):
    """Adds the request id to a record, or a dash outside a request; keeps an access record on one
    line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = g.get("request_id", "-") if has_request_context() else "-"
        if has_request_context() and not (message := record.getMessage()).isprintable():
            # A path may contain a line end
            record.msg, record.args = message.encode("unicode_escape").decode(), None
        return True


class NotOfRequests(logging.Filter):
    """Drops the development server's own access lines, and keeps its address and its warnings."""

    def filter(self, record: logging.LogRecord) -> bool:
        return " - - [" not in str(record.msg)


def assign_request_id() -> None:
    g.began = time.perf_counter()
    g.request_id = uuid.uuid4().hex  # never the client's: it could forge another request's id


def add_request_id(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    return response


def write_line(status: int) -> None:
    """Write the access line; the user only if one was loaded, because the log causes no query."""
    method, path = request.method, quote(request.environ["PATH_INFO"].encode("latin-1"))
    access.info(
        'method=%s path="%s" status=%s duration=%.4f user=%s client=%s',
        method if re.fullmatch("[A-Z]+", method) else json.dumps(method),
        path,
        status,
        time.perf_counter() - g.began,
        json.dumps(g.username) if "username" in g else "-",
        request.remote_addr or "-",
    )


def log_response(response: Response) -> Response:
    write_line(response.status_code)
    g.is_logged = True
    return response


def log_failure(error: BaseException | None) -> None:
    """In debug mode the debugger responds to an error."""
    if error and "is_logged" not in g:
        write_line(500)


def init_app(app: Flask) -> None:
    logging.config.dictConfig(CONFIGURATION)
    app.before_request(assign_request_id)
    app.after_request(log_response)  # the first of these runs last
    app.after_request(add_request_id)
    app.teardown_request(log_failure)
