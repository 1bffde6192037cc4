"""Permissions as one table: every route and every role, reading and writing."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response

ROLES = ("nobody", "reader", "viewer", "editor", "manager")
READING = {
    "/": (200, 200, 200, 200, 200),
    "/books/": (200, 200, 200, 200, 200),
    "/books/pride-and-prejudice/": (200, 200, 200, 200, 200),
    "/login/": (200, 200, 200, 200, 200),
    "/account/": (302, 200, 200, 200, 200),
    "/admin/": (302, 403, 200, 200, 200),
    "/api/books/": (200, 200, 200, 200, 200),
    "/api/books/pride-and-prejudice/": (200, 200, 200, 200, 200),
    "/api/me/": (401, 200, 200, 200, 200),
    "/api/openapi.json": (200, 200, 200, 200, 200),
    "/healthz": (200, 200, 200, 200, 200),
    "/readyz": (200, 200, 200, 200, 200),
}
WRITING = {
    # allowed roles get the response to an empty body, so that nothing is stored
    ("POST", "/api/books/"): (401, 403, 403, 422, 422),
    ("PATCH", "/api/books/pride-and-prejudice/"): (401, 403, 403, 428, 428),
    ("PATCH", "/api/books/no-such-book/"): (401, 403, 403, 404, 404),
    ("DELETE", "/api/books/no-such-book/"): (401, 403, 403, 403, 404),
    ("POST", "/account/password/"): (302, 422, 422, 422, 422),
    ("POST", "/login/"): (401, 401, 401, 401, 401),
    ("POST", "/exports/"): (302, 403, 403, 202, 202),
}
IN_THE_ADMIN = {
    # a form with no field filled in is shown again
    "add": (302, 403, 403, 200, 200),
    "change": (302, 403, 403, 200, 200),
    "bulk": (302, 403, 403, 302, 302),
    "delete": (302, 403, 403, 403, 302),
    "user": (302, 403, 403, 403, 200),
}
METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


def rows(table: dict) -> list:
    return [(route, role, row[ROLES.index(role)]) for route, row in table.items() for role in ROLES]


@pytest.fixture
def browser_of(as_role, anonymous: Browser):
    """The browser of a role, or an anonymous one for "nobody"."""
    return lambda role: anonymous if role == "nobody" else as_role(role)


@pytest.mark.parametrize(("path", "role", "status"), rows(READING))
def test_reading(browser_of, path: str, role: str, status: int):
    assert browser_of(role).get(path).status_code == status


@pytest.mark.parametrize(("route", "role", "status"), rows(WRITING), ids=str)
def test_writing(browser_of, route: tuple[str, str], role: str, status: int):
    method, path = route
    body: dict[str, dict] = {"json": {}} if path.startswith("/api/") else {"data": {}}
    assert written(browser_of(role), method, path, **body).status_code == status


def written(browser: Browser, method: str, path: str, **body: object) -> Response:
    """A write with a valid token, in a header or in the form."""
    headers = {"X-CSRFToken": browser.token(), "Origin": browser.base_url}
    return browser.request(method, path, headers=headers, **body)


@pytest.mark.parametrize(("write", "role", "status"), rows(IN_THE_ADMIN))
def test_writing_in_the_admin(
    browser_of,
    manager: Browser,
    anonymous: Browser,
    admin: AdminDriver,
    new_book,
    write: str,
    role: str,
    status: int,
):
    book = new_book()
    path, fields = admin.writes(admin.book_id(manager, book["slug"]))[write]
    assert written(browser_of(role), "POST", path, data=fields).status_code == status
    if role in ("nobody", "reader", "viewer"):
        assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", READING)
def test_no_role_may_use_another_method(manager: Browser, path: str, method: str):
    known = path == "/api/books/pride-and-prejudice/" and method in ("PATCH", "DELETE")
    assert (
        known
        or manager.request(method, path, headers={"Origin": manager.base_url}).status_code == 405
    )
