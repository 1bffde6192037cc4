"""Flask reads Django's writes at once and in the same format."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser


def test_each_method_is_answered_by_its_own_framework(anonymous: Browser):
    # Flask's words
    assert (
        anonymous.get("/api/books/no-such-book/").json()["detail"].startswith("The requested URL")
    )
    assert "requested URL" not in anonymous.request("PUT", "/api/books/emma/").json()["detail"]


def test_a_book_that_django_changed_is_read_at_flask(
    editor: Browser, anonymous: Browser, admin, new_book
):
    slug = new_book(title="As it was")["slug"]
    admin.save(editor, admin.open_change(editor, slug), title="As the admin left it")
    response = anonymous.get(f"/api/books/{slug}/")
    assert (response.json()["title"], response.headers["ETag"]) == ("As the admin left it", '"2"')
    assert [
        one["slug"]
        for one in anonymous.get("/api/books/", q="As the admin left it").json()["results"]
    ] == [slug]


def test_a_write_returns_the_book_as_a_read_does(editor: Browser, anonymous: Browser, new_book):
    book = new_book(summary="About it.")
    path = f"/api/books/{book['slug']}/"
    assert anonymous.get(path).json() == book
    changed = editor.api(
        "PATCH", path, json={"year": 1900}, If_Match=anonymous.get(path).headers["ETag"]
    )
    assert changed.json() == anonymous.get(path).json()


def test_a_book_that_was_deleted_is_gone_from_both(manager: Browser, anonymous: Browser, new_book):
    slug = new_book()["slug"]
    manager.api("DELETE", f"/api/books/{slug}/")
    assert {
        anonymous.get(path).status_code for path in (f"/books/{slug}/", f"/api/books/{slug}/")
    } == {404}


@pytest.mark.parametrize("path", ["/api/books/", "/api/books/emma/"])
def test_head_is_flask_s_too_and_has_no_body(anonymous: Browser, path: str):
    response = anonymous.request("HEAD", path)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Type"] == "application/json"
