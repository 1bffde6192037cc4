"""The WSGI application: normalizes path and content type before Django reads them."""

import re
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponseBase

from core.connections import STATEMENT_TIMEOUT
from core.outages import statement_timeout

SENT_PATH = "bookshelf.sent_path"
"""The key of the raw path: Django quotes invalid UTF-8 again, which a client may also have sent
quoted."""
TYPE = re.compile(
    r"""([^;]*)(?:.*?;\s*(boundary=(?:"[^"]*"|[^;\s]+)))?""", re.IGNORECASE | re.DOTALL
)


def plain_type(content_type: str) -> str:
    """The Content-Type in lower case, with no parameter but the boundary of a multipart form.

    Django's multipart parser recognizes only lower case. A charset chosen by the client would
    select the decoder for query and fields; one of Python's codecs that does not return text makes
    Django fail before any middleware runs.
    """
    kind, boundary = TYPE.match(content_type).groups()  # type: ignore[union-attr]  # matches any text
    kind = kind.strip().lower()
    return f"{kind}; {boundary}" if boundary else kind


class Handler(WSGIHandler):
    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        # Otherwise Django uses the server's own name
        environ.setdefault("HTTP_HOST", "")
        environ[SENT_PATH] = environ.get("PATH_INFO", "")
        statement_timeout.set(STATEMENT_TIMEOUT)  # also for a response that is streamed later
        # The development server passes anything on; Django itself takes what is no number for 0
        if not re.fullmatch("[0-9]{1,4000}", environ.get("CONTENT_LENGTH") or ""):
            environ["CONTENT_LENGTH"] = ""
        environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
        return super().__call__(environ, start_response)
