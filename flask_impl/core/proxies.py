"""Which host a request is for, and which client it comes from."""

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
    """Whether this could stand in the DNS, or is an IPv6 address in brackets."""
    if name.startswith("["):
        return canonical(name[1:-1]) is not None
    labels = name.split(".")
    return len(name) <= 253 and all(1 <= len(label) <= 63 for label in labels)


def name_of_host(host: str) -> str | None:
    """The name in a ``Host`` header, in lower case, without port and last dot; None when it is
    malformed."""
    match = HOST.fullmatch(host)
    if match is None or int(match[2] or 1) > 65535:
        return None
    name = match[1].lower().removesuffix(".")
    return name if is_name(name) else None


def is_ours(name: str) -> bool:
    """Whether the configuration names it, or any host, or with a dot in front the domain to which
    it belongs."""
    allowed = current_app.config["ALLOWED_HOSTS"]
    return bool({name, "*"} & set(allowed)) or any(
        f".{name}".endswith(host) for host in allowed if host[0] == "."
    )


def refuse_foreign_hosts() -> None:
    """In place of TRUSTED_HOSTS, which never matches an IPv6 address and leaves ``url_for`` nothing
    to work with."""
    name = name_of_host(request.environ.get("HTTP_HOST", ""))
    if name is None or not is_ours(name):
        # Werkzeug makes none for some hosts, but the error page has links
        if request_ctx.url_adapter is None:
            request_ctx.url_adapter = current_app.url_map.bind("localhost")
        abort(400)


def canonical(text: str) -> str | None:
    """The one way in which an address is written, so that each client is counted once; None for
    what is none."""
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
    """Takes the client's address from ``X-Forwarded-For``; gunicorn knows which proxies it believes
    about TLS.

    In place of Werkzeug's ProxyFix: a quotation mark that a client sends hides from it what the
    proxies have added.
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
