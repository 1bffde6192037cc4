"""The history shows every change, however it was made, with its user; writes that change nothing
are not in it."""

from __future__ import annotations

from typing import Any

import pytest

from shared_tests.drivers.admin import AdminDriver, Line
from shared_tests.drivers.api import BOOK, create, patch
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database

NEW = "orchid-lantern-58-river"
EVERY_FIELD: dict[str, Any] = {
    "title": "All of it",
    "author": "charlotte-bronte",
    "year": 1848,
    "summary": "Changed too.",
    "available": False,
}


def line(user: str, action: str, *fields: str) -> Line:
    return Line(user, action, frozenset(fields))


def test_every_change_of_a_book_is_signed_by_who_made_it(
    editor: Browser, manager: Browser, admin: AdminDriver, another, new_book
):
    other, book = another("editor"), new_book()
    patch(other.browser, book, year=1814, title="Second")
    admin.save(editor, admin.open_change(editor, book["slug"]), summary="Third.")
    admin.save(
        other.browser, admin.open_change(other.browser, book["slug"]), author="charlotte-bronte"
    )
    admin.mark_unavailable(manager, book["slug"])
    patch(editor, book, if_match='"5"', available=True)
    assert admin.changes(manager, book["slug"]) == [
        line("editor", "added"),
        line(other.username, "changed", "title", "year"),
        line("editor", "changed", "summary"),
        line(other.username, "changed", "author"),
        line("manager", "changed", "available"),
        line("editor", "changed", "available"),
    ]


@pytest.mark.parametrize("way", ["api", "admin"])
def test_it_names_every_field_that_changed(
    editor: Browser, manager: Browser, admin: AdminDriver, new_slug, new_isbn, way: str
):
    slug, changed = new_slug(), new_slug()
    fields = EVERY_FIELD | {"slug": changed, "isbn": new_isbn()}
    if way == "api":
        book = create(editor, slug=slug).json()
        assert patch(manager, book, **fields).status_code == 200
    else:
        admin.add(editor, **BOOK, slug=slug, available=True)
        assert admin.save(manager, admin.open_change(manager, slug), **fields).status_code == 302
    assert admin.changes(editor, changed) == [
        line("editor", "added"),
        line("manager", "changed", *fields),
    ]
    admin.delete(manager, changed)


@pytest.mark.parametrize("way", ["api", "admin"])
def test_deleting_is_in_the_history_too(
    manager: Browser, admin: AdminDriver, server, database: Database, new_book, way: str
):
    book = new_book()
    before = len(database.rows(admin.history_table)[admin.history_table])
    if way == "api":
        assert manager.api("DELETE", f"/api/books/{book['slug']}/").status_code == 204
    else:
        assert admin.delete(manager, book["slug"]).status_code == 302
    assert len(database.rows(admin.history_table)[admin.history_table]) == before + 1


def test_the_history_of_a_deleted_book_is_not_that_of_the_next(
    editor: Browser, manager: Browser, admin: AdminDriver, new_book, another
):
    book = new_book()
    patch(editor, book, year=1814)
    manager.api("DELETE", f"/api/books/{book['slug']}/")
    assert create(another("editor").browser, slug=book["slug"]).status_code == 201
    assert admin.changes(manager, book["slug"]) == [line(another("editor").username, "added")]


def test_the_history_shows_the_changes_of_an_author(
    editor: Browser, manager: Browser, admin: AdminDriver, new_author, new_slug
):
    slug = new_author("First name")
    admin.save_author(editor, admin.open_author(editor, slug), name="Second name")
    admin.save_author(editor, admin.open_author(editor, slug))
    admin.save_author(manager, admin.open_author(manager, slug), name="Third name")
    expected = [
        line("manager", "added"),
        line("editor", "changed", "name"),
        line("manager", "changed", "name"),
    ]
    assert admin.changes(editor, slug, "author") == expected


def test_the_history_of_a_deleted_author_is_not_that_of_the_next(
    manager: Browser, another, admin: AdminDriver, new_author
):
    slug = new_author("Deleted")
    admin.save_author(manager, admin.open_author(manager, slug), name="Changed and deleted")
    admin.delete_author(manager, slug)
    admin.add_author(another("manager").browser, "Next", slug)
    assert admin.changes(manager, slug, "author") == [line(another("manager").username, "added")]


def test_the_history_shows_the_changes_of_a_user(
    open_browser, manager: Browser, another, admin: AdminDriver, new_user
):
    user, browser, other = new_user(), open_browser(), another("manager")
    admin.change_user(manager, user.username, role="viewer")
    admin.change_user(other.browser, user.username, active=False)
    admin.change_user(manager, user.username, active=True)
    admin.set_password(other.browser, user.username, NEW)
    browser.sign_in(user.username, NEW)
    fields = {"old_password": NEW, "new_password1": user.password, "new_password2": user.password}
    assert (
        browser.submit(browser.get("/account/"), "/account/password/", **fields).status_code == 302
    )
    assert admin.changes(manager, user.username, "user") == [
        line("manager", "added"),
        line("manager", "changed", "role"),
        line(other.username, "changed", "active"),
        line("manager", "changed", "active"),
        line(other.username, "changed", "password"),
        line(user.username, "changed", "password"),
    ]


def test_a_new_user_name_is_one_changed_field(manager: Browser, admin: AdminDriver, new_user):
    name = new_user().username
    assert (
        admin.save(manager, admin.open_user(manager, name), username=f"{name}-again").status_code
        == 302
    )
    assert admin.changes(manager, f"{name}-again", "user")[1:] == [
        line("manager", "changed", "username")
    ]
    assert (
        admin.save(manager, admin.open_user(manager, f"{name}-again"), username=name).status_code
        == 302
    )


def test_signing_in_and_saving_a_user_unchanged_are_no_changes(
    open_browser, manager: Browser, admin: AdminDriver, new_user
):
    user = new_user("viewer")
    open_browser().sign_in(user.username, user.password)
    assert admin.change_user(manager, user.username).status_code == 302
    assert admin.changes(manager, user.username, "user") == [line("manager", "added")]


def test_the_history_of_a_deleted_user_is_not_that_of_the_next(
    manager: Browser, another, admin: AdminDriver, new_user
):
    user = new_user()
    admin.change_user(manager, user.username, role="editor")
    admin.delete_user(manager, user.username)
    admin.add_user(another("manager").browser, user.username, user.password, "reader")
    assert admin.changes(manager, user.username, "user") == [
        line(another("manager").username, "added")
    ]


def test_what_seed_has_loaded_has_no_history(manager: Browser, admin: AdminDriver, server):
    assert admin.changes(manager, "moby-dick") == []
    assert admin.changes(manager, "herman-melville", "author") == []
    assert admin.changes(manager, "viewer", "user") == []
