"""The WSGI application: what a request says of itself is tidied before Django reads it."""

import re
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase

from core.connections import PATIENCE
from core.outages import patience

SENT_PATH = "bookshelf.sent_path"
"""Where the path is kept as it was sent: Django quotes again what is no UTF-8 in it, as somebody
may have himself."""
TYPE = re.compile(
    r"""([^;]*)(?:.*?;\s*(boundary=(?:"[^"]*"|[^;\s]+)))?""", re.IGNORECASE | re.DOTALL
)


def plain_type(content_type: str) -> str:
    """A Content-Type in small letters, without parameters but the boundary of a multipart form.

    Django's reader of multipart forms knows its type in small letters alone.
    A client that names a charset chooses a decoder for its query and its fields, and one that
    Python has but that gives no text makes Django fail before any middleware runs.
    """
    kind, boundary = TYPE.match(content_type).groups()  # type: ignore[union-attr]  # matches any text
    kind = kind.strip().lower()
    return f"{kind}; {boundary}" if boundary else kind


class Handler(WSGIHandler):
    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        # Or Django takes the name that the server has for itself
        environ.setdefault("HTTP_HOST", "")
        environ[SENT_PATH] = environ.get("PATH_INFO", "")
        patience.set(PATIENCE)  # for what is streamed afterwards too
        environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
        return super().__call__(environ, start_response)
