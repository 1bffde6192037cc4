"""The JSON API stores new books, and names what is wrong with one that it refuses."""

from __future__ import annotations

import pytest

from shared_tests.drivers.api import create, send, status
from shared_tests.harness.browser import Browser

WRONG_FIELDS = {
    "title missing": ("title", None),
    "title empty": ("title", ""),
    "title of spaces": ("title", "   "),
    "title of a separator": ("title", "\x1f"),
    "title too long": ("title", "x" * 201),
    "title a number": ("title", 5),
    "title with NUL": ("title", "a\0b"),
    "slug missing": ("slug", None),
    "slug with a space": ("slug", "a b"),
    "slug not ASCII": ("slug", "bücher"),
    "author unknown": ("author", "nobody"),
    "author a number": ("author", 1),
    "year as text": ("year", "1813"),
    "year a fraction": ("year", 1813.5),
    "year a truth": ("year", True),
    "year too late": ("year", 2101),
    "year too early": ("year", -3001),
    "isbn too short": ("isbn", "978014143951"),
    "isbn in other digits": ("isbn", "٩" * 13),
    "summary too long": ("summary", "x" * 2001),
    "available as text": ("available", "yes"),
    "version": ("version", 7),
    "unknown": ("colour", "red"),
}
NOT_JSON = {
    "cut short": b'{"title": ',
    "empty": b"",
    "a list": b"[]",
    "a number": b"1",
    "NaN": b'{"year": NaN}',
    "not UTF-8": b'{"title": "\xff"}',
    "5,000 digits": b'{"year": ' + b"9" * 5000 + b"}",
    "100,000 levels": b"[" * 100_000,
}


def test_creating_a_book_returns_its_location(
    editor: Browser, manager: Browser, anonymous: Browser, new_slug
):
    slug = new_slug()
    response = create(editor, slug=slug)
    assert (response.status_code, response.headers["Location"]) == (201, f"/api/books/{slug}/")
    assert anonymous.get(f"/api/books/{slug}/").headers["ETag"] == response.headers["ETag"]
    manager.api("DELETE", f"/api/books/{slug}/")


def test_spaces_around_a_title_are_not_kept(new_book):
    assert new_book(title="  Loose  ")["title"] == "Loose"


@pytest.mark.parametrize(("field", "value"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
def test_a_wrong_field_is_named(editor: Browser, new_slug, field: str, value: object):
    response = create(editor, **({"slug": new_slug()} | {field: value}))
    assert status(response) == 422
    assert list(response.json()["errors"]) == [field]
    assert all(response.json()["errors"][field])


def test_all_wrong_fields_are_named_at_once(editor: Browser, new_slug):
    response = create(editor, slug=new_slug(), year="1813", title="")
    assert set(response.json()["errors"]) == {"year", "title"}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_a_body_that_is_not_a_json_object_is_refused(editor: Browser, body: bytes):
    assert status(send(editor, body)) == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_another_content_type_is_refused(editor: Browser, kind: str):
    assert status(send(editor, b'{"title": "x"}', kind)) == 415


def test_a_body_of_more_than_a_mebibyte_is_refused(editor: Browser):
    assert status(send(editor, b'{"title": "' + b"x" * 1024 * 1024 + b'"}')) == 413


@pytest.mark.parametrize("field", ["slug", "isbn"])
def test_a_duplicate_is_a_conflict(editor: Browser, new_book, new_slug, new_isbn, field: str):
    book = new_book(isbn=new_isbn())
    response = create(editor, **({"slug": new_slug()} | {field: book[field]}))
    assert status(response) == 409
    assert list(response.json()["errors"]) == [field]
