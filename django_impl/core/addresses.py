"""Checks of an address before any view is resolved: host, bytes, parameters, slashes."""

import re
from ipaddress import IPv6Address
from urllib.parse import unquote_to_bytes

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.middleware.common import CommonMiddleware
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes

from core.handler import SENT_PATH

SINGLE = ("q", "sort", "author", "page", "cursor", "next")
"""Parameters with one value: if one is repeated, two programs could read different values."""


def is_well_formed(host: str) -> bool:
    """Whether a host that Django's pattern accepts is a name or an address, with a valid port."""
    domain, port = split_domain_port(host)
    if port and not (re.fullmatch("[1-9][0-9]{0,4}", port) and int(port) < 2**16):
        return False
    if domain.startswith("["):
        try:
            return bool(IPv6Address(domain[1:-1]))
        except ValueError:
            return False
    return len(domain) <= 253 and all(0 < len(label) <= 63 for label in domain.split("."))


def check_host(request: HttpRequest) -> None:
    """Raise DisallowedHost, which becomes a 400, for a foreign or malformed host."""
    if not is_well_formed(host := request.get_host()):
        raise DisallowedHost(f"Invalid HTTP_HOST header: {host!r}.")


def is_text(data: bytes) -> bool:
    """Whether bytes are UTF-8 without NUL."""
    try:
        return "\0" not in data.decode()
    except UnicodeDecodeError:
        return False


def sent_path(request: HttpRequest) -> bytes:
    sent = request.META.get(SENT_PATH)
    return request.path_info.encode() if sent is None else sent.encode("latin-1")


def is_understood(request: HttpRequest) -> bool:
    """Whether path and query are text, and no parameter is repeated. TooManyFieldsSent for too many
    of them."""
    query = unquote_to_bytes(request.META["QUERY_STRING"].encode("latin-1"))
    return (
        is_text(sent_path(request))
        and is_text(query)
        and all(len(request.GET.getlist(name)) < 2 for name in SINGLE)
    )


def has_odd_slashes(request: HttpRequest) -> bool:
    """Whether a part of the path is empty or contains a slash, which proxies read differently. WSGI
    decodes the path; most servers also provide the raw one, under their own name."""
    raw = request.META.get("RAW_URI") or request.META.get("REQUEST_URI", "")
    return "//" in request.path_info or "%2f" in raw.partition("?")[0].lower()


class SlashRedirect(HttpResponse):
    """A permanent redirect that keeps method and body. The address is our own: Django's checks are
    not needed."""

    status_code = 308

    def __init__(self, address: str) -> None:
        super().__init__(headers={"Location": iri_to_uri(address)})


class SlashMiddleware(CommonMiddleware):
    response_redirect_class = SlashRedirect  # type: ignore[assignment]

    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        """Without Django's error in debug mode for a body that a 301 would lose."""
        query = request.META["QUERY_STRING"].encode("latin-1").decode()
        path = request.get_full_path(force_append_slash=True).partition("?")[0]
        return escape_leading_slashes(f"{path}?{query}" if query else path)
