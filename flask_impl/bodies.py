"""Refuses bytes that are no text, bodies of unknown length and forms of too many fields; takes no files."""

from urllib.parse import unquote_to_bytes

from flask import Flask, abort, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}


def refuse_too_many(fields: bytes) -> None:
    if fields.count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
        abort(400)


def is_text(sent: bytes) -> bool:
    try:
        return "\0" not in sent.decode()
    except UnicodeDecodeError:
        return False


def refuse_odd_addresses() -> None:
    """Werkzeug replaces bytes that are not UTF-8, and PostgreSQL refuses a NUL only when it is too late for a 400."""
    refuse_too_many(request.query_string)
    path = request.environ["PATH_INFO"].encode("latin-1")
    if not is_text(path) or not is_text(unquote_to_bytes(request.query_string)):
        abort(400)


def refuse_unknown_length() -> None:
    """Werkzeug would cut a chunked body at the limit in silence."""
    if "Transfer-Encoding" in request.headers:
        abort(411)


def refuse_odd_forms() -> None:
    if request.method not in UNSAFE_METHODS or request.endpoint is None or "api" in request.blueprints:
        return
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    if (request.content_length or 0) > limit:
        abort(413)
    request.max_content_length = limit + 1  # Werkzeug takes a multipart body that reaches it for one that is too large
    if request.mimetype == "application/x-www-form-urlencoded":
        sent = request.get_data()
        refuse_too_many(sent)
        if not is_text(unquote_to_bytes(sent)):
            abort(400)
    try:
        form = request.form
    except RequestEntityTooLarge:  # of too many parts, for the length has been looked at
        abort(400)
    # Flask-WTF would put a file where a form awaits text.
    if request.files or any("\0" in text for name, values in form.lists() for text in (name, *values)):
        abort(400)


def init_app(app: Flask) -> None:
    for check in (refuse_odd_addresses, refuse_unknown_length, refuse_odd_forms):
        app.before_request(check)
