"""Who may do what, as one table: every route, every role, reading and writing."""

from __future__ import annotations

import pytest

from shared_tests.browser import Browser

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
    # the answer to who may is that of an empty body, so that nothing is stored
    ("POST", "/api/books/"): (401, 403, 403, 422, 422),
    ("PATCH", "/api/books/pride-and-prejudice/"): (401, 403, 403, 428, 428),
    ("PATCH", "/api/books/no-such-book/"): (401, 403, 403, 404, 404),
    ("DELETE", "/api/books/no-such-book/"): (401, 403, 403, 403, 404),
}


def rows(table: dict) -> list:
    return [(route, role, row[ROLES.index(role)]) for route, row in table.items() for role in ROLES]


@pytest.fixture
def somebody(as_role, visitor: Browser):
    """The browser of a role, or of a visitor."""
    return lambda role: visitor if role == "nobody" else as_role(role)


@pytest.mark.parametrize(("path", "role", "status"), rows(READING))
def test_reading(somebody, path: str, role: str, status: int):
    assert somebody(role).get(path).status_code == status


@pytest.mark.parametrize(("route", "role", "status"), rows(WRITING), ids=str)
def test_writing(somebody, route: tuple[str, str], role: str, status: int):
    method, path = route
    assert somebody(role).api(method, path, json={}).status_code == status
