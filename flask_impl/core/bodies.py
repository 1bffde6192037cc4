"""Refuses addresses and forms that are not text or repeat a parameter, bodies that are too long,
and files."""

from contextlib import suppress
from typing import Any
from urllib.parse import unquote_to_bytes

import flask
from flask import Response, abort, current_app, request
from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.formparser import FormDataParser, MultiPartParser

UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}
ONCE = {"q", "sort", "author", "page", "cursor", "next"}
ONCE_IN_ADMIN = {"id", "url", "search", "desc", "page_size"}
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
LISTS = {"rowid"}
"""The form fields that may be repeated."""


class Utf8Parts(MultiPartParser):
    def get_part_charset(self, headers: Headers) -> str:
        """UTF-8, whatever the part declares; ValueError for a transfer encoding that other parsers
        would decode."""
        for encoding in headers.getlist("Content-Transfer-Encoding"):
            if encoding.partition(";")[0].strip().lower() == "base64":
                raise ValueError("a part in base64")
        return "utf-8"


class Forms(FormDataParser):
    """Werkzeug treats a malformed form as empty, and decodes a part with the charset that it
    declares."""

    def parse(
        self, stream: Any, mimetype: str, content_length: int | None, options: Any = None
    ) -> Any:
        if mimetype != "multipart/form-data":
            return super().parse(stream, mimetype, content_length, options)
        parser = Utf8Parts(
            self.stream_factory,
            self.max_form_memory_size,
            self.cls,
            max_form_parts=self.max_form_parts,
        )
        try:
            form, files = parser.parse(stream, options["boundary"].encode("ascii"), content_length)
        except (KeyError, ValueError):
            raise BadRequest from None
        return stream, form, files


class Request(flask.Request):
    form_data_parser_class = Forms

    def __init__(self, environ: dict[str, Any], *args: Any, **options: Any) -> None:
        # No address is a WebSocket's, and Werkzeug would look for no other
        environ.pop("HTTP_UPGRADE", None)
        super().__init__(environ, *args, **options)

    @property
    def want_form_data_parsed(self) -> bool:
        """The body of a safe request is ignored, whatever its type."""
        return self.method in UNSAFE_METHODS and super().want_form_data_parsed


def refuse_too_many(fields: bytes) -> None:
    if fields.count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
        abort(400)


def refuse_repeated(fields: MultiDict[str, str], names: set[str]) -> None:
    if any(len(fields.getlist(name)) > 1 for name in names):
        abort(400)


def is_text(sent: bytes) -> bool:
    try:
        return "\0" not in sent.decode()
    except UnicodeDecodeError:
        return False


def refuse_odd_addresses() -> None:
    """Werkzeug replaces bytes that are not UTF-8, and PostgreSQL refuses a NUL too late for a
    400."""
    refuse_too_many(request.query_string)
    path = request.environ["PATH_INFO"].encode("latin-1")
    if not is_text(path) or not is_text(unquote_to_bytes(request.query_string)):
        abort(400)
    refuse_repeated(
        request.args, ONCE | ONCE_IN_ADMIN if request.path.startswith("/admin/") else ONCE
    )


def refuse_lengths() -> None:
    """Werkzeug would silently truncate a chunked body at the limit."""
    if "Transfer-Encoding" in request.headers:
        abort(411)
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if (request.content_length or 0) > limit:
        abort(413)
    # Werkzeug treats a body of exactly this size as too large
    request.max_content_length = limit + 1
    if request.method in UNSAFE_METHODS and len(request.get_data()) < (request.content_length or 0):
        abort(400)  # the connection has ended before the body


def refuse_odd_forms() -> None:
    if (
        request.method not in UNSAFE_METHODS
        or request.mimetype not in FORMS
        or "api" in request.blueprints
    ):
        return
    sent = request.get_data()
    if request.mimetype == "application/x-www-form-urlencoded":
        refuse_too_many(sent)
        sent = unquote_to_bytes(sent)
    if not is_text(sent):
        abort(400)
    try:
        form = request.form
    except RequestEntityTooLarge:  # of too many parts, because the length has been checked
        abort(400)
    # Flask-WTF would put a file where a form expects text.
    if request.files or not all(form) or any("\0" in name for name in form):
        abort(400)
    refuse_repeated(form, set(form) - LISTS)


def drop_the_rest(response: Response) -> Response:
    """Drains the unread rest of a body: a server that closes on it may lose the response."""
    left = 8 * current_app.config["MAX_CONTENT_LENGTH"]
    sent = request.content_length or "Transfer-Encoding" in request.headers
    # otherwise reading could block for ever
    if sent and request.environ.get("wsgi.input_terminated"):
        with suppress(Exception):  # a refused request may be malformed too
            while left > 0 and (chunk := request.environ["wsgi.input"].read(2**16)):
                left -= len(chunk)
    return response
