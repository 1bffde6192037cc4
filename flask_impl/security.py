"""Refuses foreign hosts, foreign origins and bytes that are no text; adds the security headers to every answer."""

import re
from urllib.parse import unquote_to_bytes

from flask import Flask, Response, abort, current_app, g, request

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MAX_FIELDS = 1000
UNSAFE_METHODS = {"POST", "PUT", "PATCH", "DELETE"}


def refuse_foreign_hosts() -> None:
    """In place of TRUSTED_HOSTS, which never matches an IPv6 address and leaves ``url_for`` nothing to work with."""
    name = re.sub(r":\d+$", "", request.host).lower()
    if not {name, "*"} & set(current_app.config["ALLOWED_HOSTS"]):
        abort(400)


def is_text(sent: bytes) -> bool:
    try:
        return "\0" not in sent.decode()
    except UnicodeDecodeError:
        return False


def whole_body() -> bytes:
    """Werkzeug cuts a chunked body at the limit in silence, and answers 413 only when asked for one byte more."""
    body = request.get_data()
    if request.content_length is None:
        request.stream.read(1)
    return body


def refuse_what_is_no_text() -> None:
    """Werkzeug replaces bytes that are not UTF-8, and PostgreSQL refuses a NUL only when it is too late for a 400."""
    path = request.environ["PATH_INFO"].encode("latin-1")
    if not is_text(path) or not is_text(unquote_to_bytes(request.query_string)):
        abort(400)
    if request.method not in UNSAFE_METHODS or request.endpoint is None or "api" in request.blueprints:
        return
    if request.mimetype == "application/x-www-form-urlencoded":
        form = whole_body()
        if form.count(b"&") >= MAX_FIELDS or not is_text(unquote_to_bytes(form)):
            abort(400)
    if any("\0" in value for values in request.form.listvalues() for value in values):
        abort(400)


def refuse_foreign_origins() -> None:
    """Flask-WTF looks at the token alone, and at the Referer even where the Origin already proves enough."""
    if request.method not in UNSAFE_METHODS or request.endpoint is None:
        return
    own = f"{request.scheme}://{request.host}"
    origin = request.headers.get("Origin")
    if origin is None and request.is_secure:
        origin = own if (request.referrer or "").startswith(f"{own}/") else "none of ours"
    if origin not in (None, own):
        abort(403)


def add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if current_app.config["TLS"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Session realm="bookshelf"'
    if "private" in g:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def init_app(app: Flask) -> None:
    for check in (refuse_foreign_hosts, refuse_what_is_no_text, refuse_foreign_origins):
        app.before_request(check)
    app.after_request(add_headers)
