"""Each page has one address: doubled and encoded slashes are refused, and a missing last slash is
added everywhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, text
from shared_tests.harness.raw import exchange, lines

ROUTES = {
    "/": {"GET", "HEAD"},
    "/books/": {"GET", "HEAD"},
    "/books/pride-and-prejudice/": {"GET", "HEAD"},
    "/books/no-such-book/": {"GET", "HEAD"},
    "/login/": {"GET", "HEAD", "POST"},
    "/logout/": {"POST"},
    "/account/": {"GET", "HEAD"},
    "/account/password/": {"POST"},
    "/exports/": {"POST"},
    "/exports/x/": {"GET", "HEAD"},
    "/exports/x/books.csv": {"GET", "HEAD"},
    "/healthz": {"GET", "HEAD"},
    "/readyz": {"GET", "HEAD"},
    "/static/bookshelf.css": {"GET", "HEAD"},
    "/api/books/": {"GET", "HEAD", "POST"},
    "/api/books/pride-and-prejudice/": {"GET", "HEAD", "PATCH", "DELETE"},
    "/api/books/no-such-book/": {"GET", "HEAD", "PATCH", "DELETE"},
    "/api/me/": {"GET", "HEAD"},
    "/api/openapi.json": {"GET", "HEAD"},
}
WITHOUT_SLASH = [path.rstrip("/") for path in ROUTES if path.endswith("/") and path != "/"]
DOUBLED = [
    "//",
    "//books/",
    "/books//",
    "/books//pride-and-prejudice/",
    "/api//books/",
    "/api/books//",
    "//healthz",
]
DOUBLED += ["/admin//", "//admin/", "/static//bookshelf.css", "/exports//x/"]
ENCODED = [
    "/%2f",
    "/%2Fbooks/",
    "/books%2f",
    "/books/a%2fb/",
    "/api/books/a%2Fb/",
    "/admin%2f",
    "/static%2fbookshelf.css",
]
ENCODED += ["/exports/%2f/"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BOGUS"]


def allowed(header: str) -> set[str]:
    return {name.strip() for name in header.split(",")}


@pytest.mark.parametrize("path", ROUTES)
def test_allow_names_every_method_of_the_address_and_no_other(anonymous: Browser, path: str):
    refused, options = anonymous.request("BOGUS", path), anonymous.request("OPTIONS", path)
    assert (refused.status_code, options.status_code, options.content) == (405, 200, b"")
    assert (
        allowed(refused.headers["Allow"])
        == allowed(options.headers["Allow"])
        == ROUTES[path] | {"OPTIONS"}
    )


@pytest.mark.parametrize("path", ROUTES)
def test_a_method_that_the_address_does_not_have_is_refused(anonymous: Browser, path: str):
    for method in {"POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"} - ROUTES[path]:
        assert anonymous.request(method, path).status_code == 405, method


@pytest.mark.parametrize("protocol", ["websocket", "h2c"])
@pytest.mark.parametrize("path", ["/", "/login/", "/api/books/"])
def test_an_offer_of_another_protocol_is_ignored(anonymous: Browser, path: str, protocol: str):
    offer = {"Connection": "Upgrade", "Upgrade": protocol}
    assert anonymous.request("GET", path, headers=offer).status_code == 200


@pytest.mark.parametrize("path", DOUBLED + ENCODED)
def test_an_address_with_two_slashes_or_an_encoded_one_is_not_found(base_url: str, path: str):
    host = f"Host: {urlsplit(base_url).netloc}"
    for method in METHODS:
        response = exchange(base_url, lines(f"{method} {path} HTTP/1.1", host, "Connection: close"))
        assert (method, response.status) == (method, 404)
        assert b"content-security-policy" in response.head.lower()
        kind = b"application/problem+json" if path.startswith("/api/") else b"text/html"
        assert kind in response.head


def test_an_address_with_two_slashes_gets_the_library_s_own_404(anonymous: Browser):
    assert "This page is not on our shelves." in text(anonymous.get("/books//"))


@pytest.mark.parametrize("path", WITHOUT_SLASH)
def test_the_last_slash_is_added_for_every_method(anonymous: Browser, path: str):
    for method in METHODS:
        for query in ("", "?q=a%20b&x=%C3%A9&x=%2F"):
            response = anonymous.request(method, path + query)
            redirect = (method, response.status_code, response.headers.get("Location"))
            assert redirect == (method, 308, f"{path}/{query}")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_last_slash_is_added_in_the_admin(anonymous: Browser, admin: AdminDriver, method: str):
    for path in [
        path for path in (*admin.addresses, *admin.manager_addresses) if path.endswith("/")
    ]:
        response = anonymous.request(method, f"{path[:-1]}?x=1")
        assert (response.status_code, response.headers.get("Location")) == (308, f"{path}?x=1")


@pytest.mark.parametrize(
    "path", ["/healthz/", "/readyz/", "/static/bookshelf.css/", "/api/openapi.json/", "/nowhere"]
)
def test_no_slash_is_added_or_taken_where_there_is_no_such_page(anonymous: Browser, path: str):
    assert anonymous.get(path).status_code == 404
    assert path.startswith("/static/") or anonymous.post(path).status_code == 404


def test_a_client_that_follows_the_last_slash_stores_the_book(
    editor: Browser, manager: Browser, new_slug
):
    book = {
        "title": "Sent without a slash",
        "slug": new_slug(),
        "author": "jane-austen",
        "year": 1815,
    }
    headers = {"X-CSRFToken": editor.token(), "Origin": editor.base_url}
    response = editor.http.request(
        "POST", "/api/books", json=book, headers=headers, follow_redirects=True
    )
    assert (response.status_code, response.json()["title"]) == (201, "Sent without a slash")
    manager.api("DELETE", f"/api/books/{book['slug']}/")


@pytest.mark.parametrize(
    "path", ["/", "/books/", "/books/emma/", "/login/", "/api/books/", "/api/me/", "/healthz"]
)
def test_head_has_the_headers_of_get_and_no_body(anonymous: Browser, path: str):
    whole, head = anonymous.get(path), anonymous.request("HEAD", path)
    assert (head.status_code, head.headers["Content-Type"]) == (
        whole.status_code,
        whole.headers["Content-Type"],
    )
    assert head.content == b""
