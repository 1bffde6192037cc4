"""The checks of a request before its view, in order; adds the security headers to every
response."""

from flask import Flask, Response, abort, current_app, g, request

from flask_impl.core import addresses as routing
from flask_impl.core import bodies
from flask_impl.core import proxies as hosts
from flask_impl.core.bodies import UNSAFE_METHODS
from flask_impl.core.conditions import Response as ConditionalResponse

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


def refuse_foreign_origins() -> None:
    """Flask-WTF checks only the token, and the Referer even where the Origin is sufficient."""
    if request.method not in UNSAFE_METHODS:
        return
    own = f"{request.scheme}://{request.host}".lower()
    origin = request.headers.get("Origin")
    if origin is None and request.is_secure:
        origin = own if f"{request.referrer}/".startswith(f"{own}/") else "none of ours"
    if origin not in (None, own):
        abort(403)


def add_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if current_app.config["TLS"] and request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Session realm="bookshelf"'
    if "private" in g:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def is_local(target: str) -> bool:
    """Whether a browser stays on this host; browsers treat a backslash as a slash and drop control
    characters."""
    return target.startswith("/") and target[1:2] not in ("/", "\\") and target.isprintable()


def init_app(app: Flask) -> None:
    """Each step sees only requests that passed the previous ones."""
    app.request_class, app.response_class = bodies.Request, ConditionalResponse
    hosts.init_app(app)
    app.before_request(bodies.refuse_odd_addresses)
    routing.init_app(app)
    app.before_request(bodies.refuse_lengths)
    app.before_request(bodies.refuse_odd_forms)
    app.before_request(refuse_foreign_origins)
    app.after_request(bodies.drop_the_rest)
    app.after_request(add_headers)
