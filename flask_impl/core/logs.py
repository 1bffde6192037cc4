"""Gives each request an id, which its response and all its lines in the log carry, and one line of
its own."""

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
        "request_id": {"()": "flask_impl.core.logs.RequestId"},
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


class RequestId(logging.Filter):
    """Adds the id to a record; a line that belongs to no request gets a dash, one that does stays
    one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = g.get("request_id", "-") if has_request_context() else "-"
        if has_request_context() and not (message := record.getMessage()).isprintable():
            # A path may hold a line end
            record.msg, record.args = message.encode("unicode_escape").decode(), None
        return True


class NotOfRequests(logging.Filter):
    """Leaves out the development server's own line for each request, and keeps its address and its
    warnings."""

    def filter(self, record: logging.LogRecord) -> bool:
        return " - - [" not in str(record.msg)


def give_id() -> None:
    g.began = time.perf_counter()
    g.request_id = uuid.uuid4().hex  # never the client's own: it could point at another's lines


def tell_id(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    return response


def write_line(status: int) -> None:
    """The request and its response; the user only where one was loaded, for nobody is looked up for
    the log."""
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


def write_answered(response: Response) -> Response:
    write_line(response.status_code)
    g.is_logged = True
    return response


def write_failed(error: BaseException | None) -> None:
    """In debug mode an error ends in the debugger, which responds by itself."""
    if error and "is_logged" not in g:
        write_line(500)


def init_app(app: Flask) -> None:
    logging.config.dictConfig(CONFIGURATION)
    app.before_request(give_id)
    app.after_request(write_answered)  # the first of these runs last
    app.after_request(tell_id)
    app.teardown_request(write_failed)
