"""Values are stored completely and within their limits, and version and time change only when a
value changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.api import BOOK, create, patch, status
from shared_tests.harness.browser import Browser

CHANGES: dict[str, Any] = {
    "title": "Another title",
    "author": "charlotte-bronte",
    "year": -405,
    "isbn": "9780141439518",
    "summary": "Another summary.",
    "available": False,
}
CHARLOTTE = {"name": "Charlotte Brontë", "slug": "charlotte-bronte"}


@pytest.fixture
def book(new_book, new_isbn) -> dict:
    """A book with a value in every field."""
    return new_book(isbn=new_isbn(), summary="Line one\nline two")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def but_for_time(book: dict) -> dict:
    return {name: value for name, value in book.items() if name not in ("created_at", "updated_at")}


def changed(before: dict, now: dict, **fields: object) -> bool:
    """Whether this changed and nothing else: the next version, at a later time."""
    assert but_for_time(now) == but_for_time(before) | {"version": before["version"] + 1} | fields
    assert now["created_at"] == before["created_at"]
    return moment(now["updated_at"]) > moment(before["updated_at"])


def test_every_response_has_the_whole_book(
    editor: Browser, anonymous: Browser, manager: Browser, new_slug, new_isbn
):
    slug, begun = new_slug(), datetime.now(UTC)
    sent = {
        "title": f"Whole {slug}.",
        "slug": slug,
        "year": -405,
        "isbn": new_isbn(),
        "summary": "",
        "available": False,
    }
    created = create(editor, author="charlotte-bronte", **sent).json()
    assert but_for_time(created) == sent | {"author": CHARLOTTE, "version": 1}
    for name in ("created_at", "updated_at"):
        assert begun - timedelta(seconds=5) < moment(created[name]) < begun + timedelta(seconds=5)
        assert moment(created[name]).utcoffset() == timedelta(0)
    read = anonymous.get(f"/api/books/{slug}/").json()
    listed = anonymous.get("/api/books/", q=sent["title"]).json()
    assert (read, listed) == (created, {"results": [created], "next": None})
    assert patch(editor, created).json() == created
    assert manager.api("DELETE", f"/api/books/{slug}/").status_code == 204


@pytest.mark.parametrize("field", CHANGES)
def test_one_field_is_changed_and_nothing_else(editor: Browser, stored, book: dict, field: str):
    response = patch(editor, book, **{field: CHANGES[field]})
    assert response.status_code == 200
    assert changed(
        book, stored(book["slug"]), **{field: CHARLOTTE if field == "author" else CHANGES[field]}
    )
    assert response.json() == stored(book["slug"])


def test_a_book_is_made_available_again(editor: Browser, stored, new_book):
    book = new_book(available=False)
    assert patch(editor, book, available=True).status_code == 200
    assert changed(book, stored(book["slug"]), available=True)


def test_a_slug_is_changed_and_the_book_is_where_it_says(
    editor: Browser, anonymous: Browser, stored, book, new_slug
):
    slug = new_slug()
    assert patch(editor, book, slug=slug).status_code == 200
    assert anonymous.get(f"/api/books/{book['slug']}/").status_code == 404
    now = stored(slug)
    assert changed(book, now, slug=slug)
    patch(editor, now, if_match='"2"', slug=book["slug"])  # where it is removed


def test_all_fields_are_changed_at_once(editor: Browser, stored, book: dict, new_isbn):
    fields = CHANGES | {"isbn": new_isbn()}
    assert patch(editor, book, **fields).status_code == 200
    assert changed(book, stored(book["slug"]), **fields | {"author": CHARLOTTE})


def test_time_moves_on_with_each_change_whichever_way(
    editor: Browser, admin: AdminDriver, stored, book: dict
):
    versions = [book]
    patch(editor, book, year=1900)
    versions.append(stored(book["slug"]))
    admin.save(editor, admin.open_change(editor, book["slug"]), year=1901)
    versions.append(stored(book["slug"]))
    admin.mark_unavailable(editor, book["slug"])
    versions.append(stored(book["slug"]))
    times = [moment(one["updated_at"]) for one in versions]
    assert (times, len(set(times))) == (sorted(times), 4)
    assert {one["created_at"] for one in versions} == {book["created_at"]}
    assert [one["version"] for one in versions] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "field", ["nothing", "title", "author", "year", "isbn", "summary", "available", "all"]
)
def test_a_change_to_the_same_values_is_no_change(
    editor: Browser, admin: AdminDriver, stored, book: dict, field: str
):
    present = book | {"author": book["author"]["slug"]}
    writable = [*BOOK, "isbn", "summary", "available"]
    fields = {"nothing": [], "all": writable}.get(field, [field])
    response = patch(editor, book, **{name: present[name] for name in fields})
    assert (response.status_code, response.headers["ETag"], response.json()) == (200, '"1"', book)
    assert stored(book["slug"]) == book
    assert [line.action for line in admin.changes(editor, book["slug"])] == ["added"]


def test_a_form_of_the_admin_saved_as_it_was_opened_changes_nothing(
    editor: Browser, admin: AdminDriver, stored, book
):
    assert admin.save(editor, admin.open_change(editor, book["slug"])).status_code == 302
    assert stored(book["slug"]) == book
    assert [line.action for line in admin.changes(editor, book["slug"])] == ["added"]


def test_a_book_that_is_unavailable_is_not_made_so_again(
    editor: Browser, admin: AdminDriver, stored, new_book
):
    away, here = new_book(available=False), new_book()
    assert admin.mark_unavailable(editor, away["slug"], here["slug"]).status_code == 302
    assert stored(away["slug"]) == away
    assert changed(here, stored(here["slug"]), available=False)
    assert [line.action for line in admin.changes(editor, away["slug"])] == ["added"]


def test_the_admin_stores_a_book_that_is_not_available(
    editor: Browser, admin: AdminDriver, manager, stored, new_slug
):
    slug = new_slug()
    assert admin.add(editor, **BOOK, slug=slug, available=False).status_code == 302
    assert stored(slug)["available"] is False
    assert admin.save(editor, admin.open_change(editor, slug), available=True).status_code == 302
    assert stored(slug)["available"] is True
    admin.delete(manager, slug)


def test_an_empty_isbn_means_no_isbn_in_the_admin_and_is_refused_by_the_api(
    editor: Browser, admin: AdminDriver, stored, book: dict
):
    assert status(patch(editor, book, isbn="")) == 422
    assert stored(book["slug"]) == book
    assert admin.save(editor, admin.open_change(editor, book["slug"]), isbn="").status_code == 302
    assert changed(book, stored(book["slug"]), isbn=None)


def test_spaces_around_a_name_are_not_kept_and_those_of_a_summary_are(
    editor: Browser, admin: AdminDriver, stored, new_book, new_author
):
    author = new_author("\u00a0 Loose\u2003Author \t")
    book = new_book(title="\u3000Loose  title\x85", summary="  kept \n\t", author=author)
    assert (book["title"], book["summary"]) == ("Loose  title", "  kept \n\t")
    assert book["author"] == {"name": "Loose\u2003Author", "slug": author}
    admin.save(
        editor, admin.open_change(editor, book["slug"]), title=" Tight ", summary="\r\n kept  "
    )
    assert changed(book, stored(book["slug"]), title="Tight", summary="\n kept  ")
