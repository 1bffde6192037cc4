"""Behind trusted proxies, which the cases imitate, each client is counted under its own address,
however it is written."""

from __future__ import annotations

import pytest

from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser, form_of
from shared_tests.harness.databases import Database

FAILURES = 20
# The last entry but one is the client's: two proxies are trusted, and the last entry is the first
# of them.
IPV4 = [
    "203.0.113.9, 10.0.0.1",
    "203.0.113.9:40001, 10.0.0.1",
    "203.0.113.9:40002,10.0.0.2",
    "198.51.100.1, 203.0.113.9, 10.0.0.1",
    "nonsense, 203.0.113.9:1, 10.0.0.1:8080",
    "203.0.113.9\t ,  10.0.0.1",
    "::ffff:203.0.113.9, 10.0.0.1",
    "[::FFFF:203.0.113.9]:443, nonsense",
    "::ffff:cb00:7109, 10.0.0.1",
]
IPV6 = [
    "2001:db8::1, 10.0.0.1",
    "[2001:db8::1]:443, 10.0.0.1",
    "[2001:db8::1]:444, 10.0.0.1",
    "[2001:db8::1], 10.0.0.1",
    "2001:DB8:0:0:0:0:0:1, 10.0.0.1",
    "2001:0db8::0001, 10.0.0.1",
    "2001:db8::1%eth0, 10.0.0.1",
]
THE_CONNECTION_S = [
    "",
    "203.0.113.1",
    "nonsense, 10.0.0.1",
    "unknown, 10.0.0.1",
    "_hidden, 10.0.0.1",
    ", 10.0.0.1",
    "203.0.113.300, 10.0.0.1",
    "203.0.113.09, 10.0.0.1",
    "203.0.113.9:port, 10.0.0.1",
    "[2001:db8::1, 10.0.0.1",
]
SAME = {
    "IPv4": ("reader", IPV4),
    "IPv6": ("viewer", IPV6),
    "the connection's": ("nobody", THE_CONNECTION_S),
}


def attempt(browser: Browser, fields: dict[str, str], forwarded_for: str) -> int:
    """The status of a wrong sign-in with this header."""
    forwarded = {"X-Forwarded-For": forwarded_for} if forwarded_for else {}
    return browser.request(
        "POST", "/login/", data=fields, headers={"Origin": browser.base_url} | forwarded
    ).status_code


@pytest.mark.parametrize(("name", "same"), SAME.values(), ids=SAME)
def test_one_address_is_one_client_however_it_is_written(
    spare: Spare, demo_database: Database, open_browser, name: str, same: list[str]
):
    spare.database.take(demo_database)
    browser = open_browser(spare.base_url)
    # Fetched once: its token stays valid
    shown = dict(form_of(browser.get("/login/"), "/login/").form_values())
    fields = shown | {"username": name, "password": "x"}
    spellings = [same[n % len(same)] for n in range(FAILURES)]
    assert {attempt(browser, fields, spelling) for spelling in spellings} == {401}
    for spelling in same:
        assert (spelling, attempt(browser, fields, spelling)) == (spelling, 429)
    for another in ("203.0.113.10, 10.0.0.1", "2001:db8::2, 10.0.0.1"):
        assert attempt(browser, fields, another) == 401
