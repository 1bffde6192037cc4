"""Gives each request an id, which its answer and all its lines in the log carry."""

import logging.config
import uuid

from flask import Flask, Response, g, has_request_context

CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "flask_impl.logs.RequestId"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
}


class RequestId(logging.Filter):
    """Adds the id to a record; a line that belongs to no request gets a dash."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = g.get("request_id", "-") if has_request_context() else "-"
        return True


def give_id() -> None:
    g.request_id = uuid.uuid4().hex  # never the client's own: it could point at another's lines


def tell_id(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    return response


def init_app(app: Flask) -> None:
    logging.config.dictConfig(CONFIGURATION)
    app.before_request(give_id)
    app.after_request(tell_id)
