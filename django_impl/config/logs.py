"""Gives each record in the log the id of the request that it belongs to."""

import contextvars
import logging

request_id = contextvars.ContextVar("request_id", default="-")
"""Never reset: Django logs the status of an answer after the middleware is done, and the next request sets its own."""


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True
