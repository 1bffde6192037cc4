"""Refuses foreign hosts and foreign origins; adds the security headers to every answer."""

import re

from flask import Flask, Response, abort, current_app, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_impl import bodies
from flask_impl.bodies import UNSAFE_METHODS

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


def refuse_foreign_hosts() -> None:
    """In place of TRUSTED_HOSTS, which never matches an IPv6 address and leaves ``url_for`` nothing to work with."""
    name = re.sub(r"\.?(:\d+)?$", "", request.host).lower()
    if not {name, "*"} & set(current_app.config["ALLOWED_HOSTS"]):
        abort(400)


def refuse_foreign_origins() -> None:
    """Flask-WTF looks at the token alone, and at the Referer even where the Origin already proves enough."""
    if request.method not in UNSAFE_METHODS or request.endpoint is None:
        return
    own = f"{request.scheme}://{request.host}"
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


def init_app(app: Flask) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        # The client's address alone: gunicorn knows which proxies it believes about TLS.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0)  # type: ignore[method-assign]
    app.url_map.merge_slashes = False  # or two in a row are redirected to one, whatever that leads to
    app.before_request(refuse_foreign_hosts)
    bodies.init_app(app)
    app.before_request(refuse_foreign_origins)
    app.after_request(add_headers)
