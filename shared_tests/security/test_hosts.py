"""The host name of a request must be allowed and well formed, or the request is refused. A refused
name is never repeated."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from shared_tests.fixtures.servers import Spare
from shared_tests.harness.browser import Browser, html
from shared_tests.harness.implementations import environment
from shared_tests.harness.raw import exchange, lines
from shared_tests.harness.servers import serving

ROUTES = [
    "/",
    "/books/",
    "/books/pride-and-prejudice/",
    "/login/",
    "/account/",
    "/admin/",
    "/api/books/",
    "/api/me/",
]
ROUTES += ["/static/bookshelf.css", "/healthz", "/readyz", "/no-such-page/", "/books", "/fail/"]
OURS = [
    "localhost",
    "LOCALHOST",
    "LocalHost:80",
    "localhost.",
    "localhost.:8000",
    "127.0.0.1:1",
    "127.0.0.1:65535",
    "[::1]",
]
OURS += ["[::1]:8000"]
FOREIGN = [
    "evil.example",
    "127.0.0.1.evil.example",
    "evil.example:80",
    "127.0.0.1@evil.example",
    "",
    "-",
    "127.0.0.2",
]
FOREIGN += ["localhost.evil.example", "xlocalhost", "[::2]", "*"]
# A name of 253 characters has room for 61 more and a dot
LABEL, NAME = "x" * 63, ".".join(["x" * 63] * 3)
GOOD = [
    "evil.example",
    "EXAMPLE.org.",
    "a-b.example:8000",
    f"{LABEL}.example",
    f"{NAME}.{'x' * 61}",
    "[2001:db8::1]:8080",
]
GOOD += ["192.0.2.1", "example:1", "example:65535"]
MALFORMED = {
    "two dots": "a..b",
    "a dot first": ".localhost",
    "two dots last": "localhost..",
    "a dot alone": ".",
    "a label of 64": f"x{LABEL}.example",
    "a name of 254": f"{NAME}.{'x' * 62}",
    "port 0": "localhost:0",
    "port 65536": "localhost:65536",
    "port 99999": "127.0.0.1:99999",
    "no port": "localhost:",
    "a port with a sign": "localhost:+80",
    "a negative port": "localhost:-1",
    "a port in letters": "localhost:http",
    "a port in other digits": "localhost:\u0661",
    "two ports": "localhost:80:80",
    "a space": "local host",
    "a slash": "localhost/",
    "a scheme": "http://localhost",
    "a user": "user@localhost",
    "two names": "localhost,evil.example",
    "an open bracket": "[::1",
    "a bracket alone": "[",
    "no address": "[zz::1]",
    "an address without brackets": "::1",
    "after the bracket": "[::1]x",
    "encoded": "%6cocalhost",
    "not ASCII": "b\u00fccher.example",
    "a quote": 'local"host',
    "markup": "<b>",
}


def status(browser: Browser, host: str) -> int:
    """The status of the sign-in page requested with this host; a refusal is the library's own page
    and does not repeat the name."""
    response = browser.request("GET", "/login/", headers={"Host": host.encode()})
    if response.status_code != 200:
        assert html(response).xpath("string(//h1)") == "Bad Request"
        assert "evil" not in response.text + str(response.headers)
    return response.status_code


@pytest.mark.parametrize("host", OURS)
def test_an_allowed_host_is_served_however_it_is_written(
    anonymous: Browser, behind_nginx: bool, host: str
):
    if behind_nginx:
        pytest.skip("the front server has one name")
    assert status(anonymous, host) == 200


@pytest.mark.parametrize("host", FOREIGN)
def test_a_host_that_is_not_allowed_is_refused(anonymous: Browser, host: str):
    assert status(anonymous, host) == 400


@pytest.mark.parametrize("host", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_host_is_refused(anonymous: Browser, host: str):
    assert status(anonymous, host) == 400


def test_where_any_host_is_allowed_it_must_be_well_formed(spare: Spare, open_browser):
    browser = open_browser(spare.base_url)
    assert {host: status(browser, host) for host in GOOD} == dict.fromkeys(GOOD, 200)
    for name, host in MALFORMED.items():
        assert (name, status(browser, host)) == (name, 400)


def test_a_request_without_a_host_or_with_two_is_refused(base_url: str):
    host = f"Host: {urlsplit(base_url).netloc}"
    for hosts in ([], [host, host], [host, "Host: evil.example"]):
        for version in ("1.0", "1.1"):
            assert (
                exchange(
                    base_url, lines(f"GET /login/ HTTP/{version}", *hosts, "Connection: close")
                ).status
                == 400
            )


@pytest.mark.parametrize("path", ROUTES)
def test_a_foreign_host_is_refused_everywhere(anonymous: Browser, path: str):
    response = anonymous.request("GET", path, headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text + str(response.headers)


def test_a_forwarded_host_is_not_believed(anonymous: Browser):
    response = anonymous.request("GET", "/account/", headers={"X-Forwarded-Host": "evil.example"})
    assert (response.status_code, response.headers["Location"]) == (302, "/login/?next=/account/")


WRITTEN = {
    "books.example": 200,
    "BOOKS.EXAMPLE:8000": 200,
    "other.test": 200,
    "www.other.test": 200,
    "a.b.OTHER.test.": 200,
    "www.books.example": 400,
    "another.test": 400,
    "other.test.evil.example": 400,
    ".other.test": 400,
    "test": 400,
}


@pytest.fixture(scope="module")
def named_server(implementation, demo_database, tmp_path_factory) -> Iterator[str]:
    """A server whose allowed hosts are written in any case, one of them with all its subdomains."""
    folder = tmp_path_factory.mktemp("hosts")
    env = environment(
        folder, DATABASE_URL=demo_database.copy().url, ALLOWED_HOSTS="Books.Example, .Other.TEST"
    )
    with serving(implementation, env, folder) as server:
        yield server.base_url


@pytest.mark.parametrize(("host", "status"), WRITTEN.items(), ids=WRITTEN)
def test_an_allowed_host_may_be_written_in_any_case_and_include_its_subdomains(
    named_server: str, host: str, status: int
):
    response = exchange(
        named_server, lines("GET /books/ HTTP/1.1", f"Host: {host}", "Connection: close")
    )
    assert response.status == status
