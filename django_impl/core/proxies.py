"""The client's address of a request behind our own proxies."""

import re
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from core.middleware import Middleware

PORT = ":[0-9]{1,5}"
ENTRY = re.compile(rf"(?:\[(?P<bracketed>[^\]]*)\](?:{PORT})?|(?P<v4>[^:]*){PORT}|(?P<bare>.*))")


def canonical(entry: str) -> str:
    """The canonical form of an address: without port and zone, IPv4 as IPv4. Empty if it is not an
    address."""
    found = ENTRY.fullmatch(entry.strip())
    text = next((group for group in found.groups() if group is not None), "") if found else ""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)


class ClientAddressMiddleware(Middleware):
    """Each of our proxies appends the address it received from. The first of these is the client;
    earlier entries are the client's own claims."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.TRUSTED_PROXIES:
            raise MiddlewareNotUsed

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entries = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(entries) >= settings.TRUSTED_PROXIES:
            client = canonical(entries[-settings.TRUSTED_PROXIES])
            request.META["REMOTE_ADDR"] = client or request.META.get("REMOTE_ADDR", "")
        return self.get_response(request)
