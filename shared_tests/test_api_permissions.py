"""Who may write through the JSON API, and how a write shows that it is intended."""

from __future__ import annotations

import pytest

from shared_tests.drivers.api import BOOK, create, patch, status
from shared_tests.harness.browser import Browser


@pytest.mark.parametrize(("role", "expected"), [("reader", 403), ("viewer", 403)])
def test_creating_a_book_without_permission_is_refused(as_role, new_slug, role: str, expected: int):
    assert status(create(as_role(role), slug=new_slug())) == expected


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_an_anonymous_write_is_refused_with_401(anonymous: Browser, method: str):
    path = "/api/books/" if method == "POST" else "/api/books/pride-and-prejudice/"
    response = anonymous.api(method, path, json=BOOK)
    assert status(response) == 401
    assert response.headers["WWW-Authenticate"] == 'Session realm="bookshelf"'


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_an_anonymous_write_is_refused_at_an_address_that_no_book_can_have(
    anonymous: Browser, method: str
):
    assert status(anonymous.api(method, "/api/books/a b/", json=BOOK)) == 401


@pytest.mark.parametrize("token", [None, "", "made-up"], ids=["none", "empty", "made up"])
def test_a_write_without_its_token_is_refused(editor: Browser, new_slug, token: str | None):
    headers = {"Origin": editor.base_url} | ({} if token is None else {"X-CSRFToken": token})
    assert (
        status(
            editor.request("POST", "/api/books/", json=BOOK | {"slug": new_slug()}, headers=headers)
        )
        == 403
    )


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_write_from_another_site_is_refused(editor: Browser, new_slug, origin: str):
    assert (
        status(editor.api("POST", "/api/books/", json=BOOK | {"slug": new_slug()}, Origin=origin))
        == 403
    )


@pytest.mark.parametrize("role", ["reader", "viewer"])
def test_changing_a_book_without_permission_is_refused(as_role, new_book, role: str):
    assert status(patch(as_role(role), new_book(), year=1814)) == 403


@pytest.mark.parametrize("role", ["reader", "viewer", "editor"])
def test_deleting_a_book_without_permission_is_refused(
    as_role, anonymous: Browser, new_book, role: str
):
    path = f"/api/books/{new_book()['slug']}/"
    assert status(as_role(role).api("DELETE", path)) == 403
    assert anonymous.get(path).status_code == 200
