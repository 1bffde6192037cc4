"""The host of a request, and the address of its client."""

import re
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from flask import Flask, abort, current_app, request
from flask.globals import request_ctx

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?", re.ASCII | re.IGNORECASE)
ENTRY = re.compile(r"\[([^\]]*)\](?::[0-9]{1,5})?|([0-9.]+)(?::[0-9]{1,5})?|([^\[\]]*)")


def is_name(name: str) -> bool:
    """Whether this is a valid DNS name, or an IPv6 address in brackets."""
    if name.startswith("["):
        return canonical(name[1:-1]) is not None
    labels = name.split(".")
    return len(name) <= 253 and all(1 <= len(label) <= 63 for label in labels)


def name_of_host(host: str) -> str | None:
    """The name in a ``Host`` header, in lower case, without port and trailing dot; None if
    malformed."""
    match = HOST.fullmatch(host)
    if match is None or int(match[2] or 1) > 65535:
        return None
    name = match[1].lower().removesuffix(".")
    return name if is_name(name) else None


def is_ours(name: str) -> bool:
    """Whether the configuration allows this host, its domain (with a leading dot), or any host."""
    allowed = current_app.config["ALLOWED_HOSTS"]
    return bool({name, "*"} & set(allowed)) or any(
        f".{name}".endswith(host) for host in allowed if host[0] == "."
    )


def refuse_foreign_hosts() -> None:
    """Replaces TRUSTED_HOSTS, which never matches an IPv6 address and breaks ``url_for`` in the
    error page."""
    name = name_of_host(request.environ.get("HTTP_HOST", ""))
    if name is None or not is_ours(name):
        # Werkzeug creates none for some hosts, but the error page has links
        if request_ctx.url_adapter is None:
            request_ctx.url_adapter = current_app.url_map.bind("localhost")
        abort(400)


def canonical(text: str) -> str | None:
    """The canonical form of an address, so that each client is counted once; None if it is not an
    address."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


def address_of_entry(entry: str) -> str | None:
    """The address in an entry of ``X-Forwarded-For``, to which some proxies add a port."""
    match = ENTRY.fullmatch(entry.strip())
    return canonical(match[1] or match[2] or match[3] or "") if match else None


class TrustedProxies:
    """Reads the client's address from ``X-Forwarded-For``; gunicorn decides which proxies to trust
    about TLS.

    Replaces Werkzeug's ProxyFix, from which a quotation mark sent by a client hides the proxies'
    entries.
    """

    def __init__(self, app: "WSGIApplication", number: int) -> None:
        self.app, self.number = app, number

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        entries = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(entries) >= self.number and (address := address_of_entry(entries[-self.number])):
            environ["REMOTE_ADDR"] = address
        return self.app(environ, start_response)


def init_app(app: Flask) -> None:
    if number := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = TrustedProxies(app.wsgi_app, number)  # type: ignore[method-assign]
    app.before_request(refuse_foreign_hosts)
