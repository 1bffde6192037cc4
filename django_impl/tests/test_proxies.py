"""The address of a request is the one that our own proxies report."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from core.proxies import ClientAddressMiddleware


def address(forwarded_for: str) -> str:
    """The client's address as a view sees it."""
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded_for}
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    return request.META["REMOTE_ADDR"]


@pytest.mark.parametrize(
    ("proxies", "client"), [(1, "192.0.2.3"), (2, "192.0.2.2"), (3, "192.0.2.1")]
)
def test_it_is_the_entry_of_the_first_of_our_proxies(settings, proxies: int, client: str):
    settings.TRUSTED_PROXIES = proxies
    assert address("192.0.2.1, 192.0.2.2,192.0.2.3") == client


SPELLINGS = {
    "203.0.113.9:40001": "203.0.113.9",
    " 203.0.113.9 ": "203.0.113.9",
    "::ffff:203.0.113.9": "203.0.113.9",
    "[::FFFF:203.0.113.9]:1": "203.0.113.9",
    "[2001:DB8:0::1]:443": "2001:db8::1",
    "[2001:db8::1]": "2001:db8::1",
    "2001:db8:0:0:0:0:0:1": "2001:db8::1",
    "fe80::1%eth0": "fe80::1",
}


@pytest.mark.parametrize(("entry", "client"), SPELLINGS.items(), ids=SPELLINGS)
def test_it_has_one_canonical_form(settings, entry: str, client: str):
    settings.TRUSTED_PROXIES = 1
    assert address(f"192.0.2.1, {entry}") == client


ODD = [
    "",
    "unknown",
    "203.0.113",
    "203.0.113.09",
    "203.0.113.9:",
    "203.0.113.9:x",
    "[::1",
    "::1]:80",
    "[::1]x",
    "1:2:3",
]


@pytest.mark.parametrize("entry", ODD)
def test_a_malformed_address_is_not_trusted(settings, entry: str):
    settings.TRUSTED_PROXIES = 1
    assert address(f"192.0.2.1, {entry}") == "127.0.0.1"


def test_it_is_the_address_of_the_connection_if_proxies_are_missing(settings):
    settings.TRUSTED_PROXIES = 2
    assert address("192.0.2.1") == "127.0.0.1"


def test_without_proxies_no_header_is_trusted(settings):
    settings.TRUSTED_PROXIES = 0
    with pytest.raises(MiddlewareNotUsed):
        address("192.0.2.1")
