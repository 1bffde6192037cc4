"""Checks of a body before any view sees it: a known and small length, and a form that is text."""

import re
from contextlib import suppress
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpRequest

from core.addresses import is_text

UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
LISTS = {"_selected_action", "groups", "groups_old"}
"""Fields of the admin that may have several values; the last is the second box of the groups."""
ENCODED = re.compile(rb"^\s*content-transfer-encoding\s*:\s*base64", re.IGNORECASE | re.MULTILINE)
FILE = re.compile(rb"^content-disposition:[^\n]*;[ \t]*filename\*?=", re.IGNORECASE | re.MULTILINE)
NAMED = re.compile(rb"^content-disposition:[^\n]*;[ \t]*name\*?=", re.IGNORECASE | re.MULTILINE)


def refused_length(request: HttpRequest) -> int:
    """The status for a body of unknown, excessive or wrong length; 0 for any other."""
    # Django would treat a chunked body as empty
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return 411
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return 413
    # The connection has ended before the body
    return 400 if request.method in UNSAFE_METHODS and len(request.body) < length else 0


def has_odd_part(body: bytes, boundary: str) -> bool:
    """Whether a multipart form is incomplete, or has a part without a name, a file or base64."""
    parts = body.split(b"--" + boundary.encode())[1:]
    if not any(part.startswith(b"--") for part in parts):  # Django does not require the end
        return True
    heads = [part.partition(b"\r\n\r\n")[0] for part in parts if not part.startswith(b"--")]
    return any(
        ENCODED.search(head) or FILE.search(head) or not NAMED.search(head) for head in heads
    )


def is_form_of_text(request: HttpRequest) -> bool:
    """Whether a form is unambiguous; Django raises its own errors for an unreadable one."""
    if request.content_type not in (URLENCODED, MULTIPART):
        return True
    is_urlencoded = request.content_type == URLENCODED
    if not is_text(unquote_to_bytes(request.body) if is_urlencoded else request.body):
        return False
    fields = request.POST  # read before the boundary: without one this raises
    if not is_urlencoded and has_odd_part(request.body, (request.content_params or {})["boundary"]):
        return False
    return all(name and (len(values) < 2 or name in LISTS) for name, values in fields.lists())


def drain(request: HttpRequest) -> None:
    """Drain the body for a while: a server that closes on unread bytes may lose the response."""
    # Django itself reads nothing of a chunked body; unless the server ends the input, reading one
    # could block for ever.
    stream = request.META["wsgi.input"] if request.META.get("wsgi.input_terminated") else request
    left = 8 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    with suppress(Exception):  # a refused request may be malformed too
        while left > 0 and (chunk := stream.read(2**16)):
            left -= len(chunk)
