"""The admin stores each change of a book once, loses no input, and shows who changed what."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, text

NUMBERS = ["0", "-1", "1.5", "1e3", "2147483648", "9223372036854775808", "9" * 26, "١"]


def test_adding_a_book(manager: Browser, editor: Browser, admin: AdminDriver, stored, new_slug):
    slug = new_slug()
    response = admin.add(
        editor,
        title="Added",
        slug=slug,
        author="jane-austen",
        year=1815,
        summary="New.",
        available=True,
    )
    assert response.status_code == 302
    book = stored(slug)
    assert (book["title"], book["author"]["slug"], book["year"], book["version"]) == (
        "Added",
        "jane-austen",
        1815,
        1,
    )
    admin.delete(manager, slug)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("title", ""), ("title", "x" * 201), ("slug", "a b"), ("slug", "x" * 201)],
        *[("year", "2101"), ("year", "-3001"), ("year", "soon"), ("year", "")],
        *[("isbn", "123"), ("isbn", "978014143951X"), ("summary", "x" * 2001)],
    ],
)
def test_a_wrong_field_is_a_form_error(
    editor: Browser, anonymous: Browser, admin: AdminDriver, new_slug, field, value
):
    slug = new_slug()
    fields = {"title": "Not stored", "slug": slug, "author": "jane-austen", "year": 1815} | {
        field: value
    }
    assert admin.add(editor, **fields).status_code == 200
    assert admin.titles(editor, q="Not stored") == []


@pytest.mark.parametrize("field", ["slug", "isbn"])
def test_a_duplicate_is_a_form_error(
    editor: Browser, admin: AdminDriver, new_book, new_slug, new_isbn, field: str
):
    book = new_book(isbn=new_isbn())
    fields = {"title": "Twice", "slug": new_slug(), "author": "jane-austen", "year": 1815} | {
        field: book[field]
    }
    response = admin.add(editor, **fields)
    assert (response.status_code, "Twice" in response.text) == (200, True)
    assert admin.titles(editor, q="Twice") == []


def test_two_books_without_isbn_are_no_duplicates(
    editor: Browser, manager: Browser, admin: AdminDriver, new_slug
):
    for slug in (slugs := [new_slug(), new_slug()]):
        assert (
            admin.add(
                editor, title=slug, slug=slug, author="jane-austen", year=1815, isbn=""
            ).status_code
            == 302
        )
    for slug in slugs:
        admin.delete(manager, slug)


def test_changing_a_book(editor: Browser, admin: AdminDriver, stored, new_book):
    book = new_book()
    opened = admin.open_change(editor, book["slug"])
    assert admin.save(editor, opened, title="Changed", year=1900).status_code == 302
    now = stored(book["slug"])
    assert now == book | {
        "title": "Changed",
        "year": 1900,
        "version": 2,
        "updated_at": now["updated_at"],
    }


def test_a_stale_form_is_refused_and_loses_nothing(
    editor: Browser, manager: Browser, admin: AdminDriver, stored, new_book
):
    book = new_book()
    own_form, other_form = (
        admin.open_change(editor, book["slug"]),
        admin.open_change(manager, book["slug"]),
    )
    assert admin.save(manager, other_form, title="Theirs").status_code == 302
    refused = admin.save(editor, own_form, title="Mine, long thought about")
    assert (refused.status_code, "Mine, long thought about" in refused.text) == (200, True)
    assert "changed" in text(refused)
    assert (stored(book["slug"])["title"], stored(book["slug"])["version"]) == ("Theirs", 2)


def test_a_form_is_stale_after_a_change_through_the_api(
    editor: Browser, admin: AdminDriver, stored, new_book
):
    book = new_book()
    opened = admin.open_change(editor, book["slug"])
    editor.api("PATCH", f"/api/books/{book['slug']}/", json={"year": 1814}, If_Match='"1"')
    assert admin.save(editor, opened, title="Mine").status_code == 200
    assert stored(book["slug"])["title"] == book["title"]


def test_a_manager_deletes_a_book(
    manager: Browser, anonymous: Browser, admin: AdminDriver, new_book
):
    book = new_book()
    assert admin.delete(manager, book["slug"]).status_code == 302
    assert anonymous.get(f"/books/{book['slug']}/").status_code == 404


def test_the_bulk_action_marks_what_was_ticked_and_nothing_else(
    editor: Browser, admin: AdminDriver, stored, new_book
):
    first, second, other = new_book(), new_book(), new_book()
    assert admin.mark_unavailable(editor, first["slug"], second["slug"]).status_code == 302
    marked = [stored(book["slug"]) for book in (first, second, other)]
    assert [(book["available"], book["version"]) for book in marked] == [
        (False, 2),
        (False, 2),
        (True, 1),
    ]


def test_the_history_says_who_changed_what_and_when(
    editor: Browser, manager: Browser, admin: AdminDriver, new_slug
):
    slug = new_slug()
    admin.add(editor, title="With a past", slug=slug, author="jane-austen", year=1815)
    admin.save(manager, admin.open_change(manager, slug), year=1816)
    page = text(admin.history(manager, slug)).lower()
    assert all(word in page for word in ("editor", "manager", "year", "added", "changed", "20"))
    admin.delete(manager, slug)


def test_the_history_shows_the_bulk_action(editor: Browser, admin: AdminDriver, new_book):
    book = new_book()
    admin.mark_unavailable(editor, book["slug"])
    assert "available" in text(admin.history(editor, book["slug"])).lower().partition("history")[2]


def test_an_author_with_books_cannot_be_deleted(
    manager: Browser, anonymous: Browser, admin: AdminDriver
):
    page = admin.delete_author(manager, "jane-austen")
    assert page.status_code == 200
    assert "books" in text(page).lower()
    assert anonymous.get("/books/", author="jane-austen").status_code == 200


@pytest.mark.parametrize("number", NUMBERS)
def test_an_odd_id_is_not_found(editor: Browser, admin: AdminDriver, number: str):
    # Each admin has its own words for this
    assert editor.get(admin.address_of(number)).status_code in (302, 404)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_bulk_action_takes_no_odd_id(editor: Browser, admin: AdminDriver, number: str):
    path, fields = admin.writes(number)["bulk"]
    response = editor.request(
        "POST",
        path,
        data=fields,
        headers={"X-CSRFToken": editor.token(), "Origin": editor.base_url},
    )
    assert response.status_code in (302, 404)
