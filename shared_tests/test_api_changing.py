"""The JSON API changes and deletes a book only in the version that the request names."""

from __future__ import annotations

from typing import Any

import pytest

from shared_tests.drivers.api import patch, status
from shared_tests.harness.browser import Browser


def test_a_change_is_stored_and_raises_the_version(editor: Browser, anonymous: Browser, new_book):
    book = new_book()
    response = patch(editor, book, year=1814)
    assert (response.status_code, response.headers["ETag"]) == (200, '"2"')
    stored = anonymous.get(f"/api/books/{book['slug']}/").json()
    assert stored == response.json()
    assert stored == book | {"year": 1814, "version": 2, "updated_at": stored["updated_at"]}


def test_a_change_needs_the_version_that_it_was_made_from(editor: Browser, new_book):
    assert status(patch(editor, new_book(), if_match=None, year=1814)) == 428


def test_a_change_to_a_stale_version_is_refused(editor: Browser, anonymous: Browser, new_book):
    book = new_book()
    patch(editor, book, year=1814)
    assert status(patch(editor, book, year=1815)) == 412
    assert anonymous.get(f"/api/books/{book['slug']}/").json()["year"] == 1814


@pytest.mark.parametrize(
    "version", ["1", 'W/"1"', '"01"', ""], ids=["no quotes", "weak", "leading zero", "empty"]
)
def test_what_is_almost_the_version_is_refused(
    manager: Browser, anonymous: Browser, new_book, version: str
):
    path = f"/api/books/{new_book()['slug']}/"
    assert status(manager.api("DELETE", path, If_Match=version)) == 412
    assert anonymous.get(path).status_code == 200


def test_a_star_fits_any_version(editor: Browser, new_book):
    assert patch(editor, new_book(), if_match="*", year=1814).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"), [("year", "1813"), ("title", ""), ("slug", "a b"), ("version", 3)]
)
def test_a_change_to_a_wrong_field_is_refused(
    editor: Browser, anonymous: Browser, new_book, field: str, value: Any
):
    book = new_book()
    response = patch(editor, book, **{field: value})
    assert (status(response), list(response.json()["errors"])) == (422, [field])
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


def test_a_change_into_a_duplicate_is_a_conflict(editor: Browser, new_book, new_isbn):
    first, second = new_book(isbn=new_isbn()), new_book()
    response = patch(editor, second, isbn=first["isbn"])
    assert (status(response), list(response.json()["errors"])) == (409, ["isbn"])


def test_an_isbn_can_be_taken_away(editor: Browser, new_book, new_isbn):
    assert patch(editor, new_book(isbn=new_isbn()), isbn=None).json()["isbn"] is None


def test_changing_a_book_that_does_not_exist_is_not_found(editor: Browser):
    assert status(patch(editor, {"slug": "no-such-book"}, year=1)) == 404


def test_a_manager_deletes(manager: Browser, anonymous: Browser, new_book):
    path = f"/api/books/{new_book()['slug']}/"
    response = manager.api("DELETE", path)
    assert (response.status_code, response.content) == (204, b"")
    assert anonymous.get(path).status_code == 404


def test_deleting_a_stale_version_is_refused(
    manager: Browser, editor: Browser, anonymous: Browser, new_book
):
    book = new_book()
    patch(editor, book, year=1814)
    assert status(manager.api("DELETE", f"/api/books/{book['slug']}/", If_Match='"1"')) == 412
    assert anonymous.get(f"/api/books/{book['slug']}/").status_code == 200
