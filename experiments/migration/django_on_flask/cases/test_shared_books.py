"""Flask shows Django's writes: books, their versions and their history."""

from __future__ import annotations

import datetime

from shared_tests.harness.browser import Browser, text


def stored(browser: Browser, slug: str) -> dict:
    """The book in Flask's API."""
    return browser.get(f"/api/books/{slug}/").json()


def test_each_address_is_answered_by_its_own_framework(editor: Browser):
    assert "/static/django/admin/" in editor.get("/admin/books/").text
    assert "bootstrap4" in editor.get("/admin/").text


def test_flask_s_menu_leads_to_the_books_that_moved(editor: Browser):
    assert editor.get("/admin/book/").headers["Location"] == "/admin/books/book/"
    assert editor.get("/admin/author/new/").headers["Location"] == "/admin/books/author/"


def test_a_book_that_django_changed_shows_on_flask_s_pages(
    editor: Browser, anonymous: Browser, admin, new_book
):
    slug = new_book(title="As it was")["slug"]
    admin.save(editor, admin.open_change(editor, slug), title="As Django left it")
    assert "As Django left it" in text(anonymous.get(f"/books/{slug}/"))
    assert "As Django left it" in text(anonymous.get("/books/", q="As Django left it"))


def test_the_version_goes_up_and_the_date_with_it(editor: Browser, admin, new_book):
    book = new_book()
    admin.save(editor, admin.open_change(editor, book["slug"]), year=1900)
    now = stored(editor, book["slug"])
    assert now["version"] == book["version"] + 1
    assert datetime.datetime.fromisoformat(now["updated_at"]) > datetime.datetime.fromisoformat(
        book["updated_at"]
    )
    assert now["created_at"] == book["created_at"]


def test_flask_refuses_a_version_that_django_has_overtaken(editor: Browser, admin, new_book):
    slug = new_book()["slug"]
    admin.save(editor, admin.open_change(editor, slug), year=1900)
    assert (
        editor.api("PATCH", f"/api/books/{slug}/", json={"year": 1}, If_Match='"1"').status_code
        == 412
    )
    assert stored(editor, slug)["year"] == 1900


def test_flask_changes_what_django_made(editor: Browser, manager: Browser, admin, new_slug):
    slug = new_slug()
    admin.add(editor, title="Made by Django", slug=slug, author="jane-austen", year=1815)
    changed = editor.api("PATCH", f"/api/books/{slug}/", json={"year": 1816}, If_Match='"1"')
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    assert manager.api("DELETE", f"/api/books/{slug}/").status_code == 204


def test_a_history_of_an_odd_id_is_not_found(editor: Browser):
    assert editor.get("/admin/books/book/1.5/history/").status_code == 404


def test_the_export_holds_what_was_changed_without_formulas(editor: Browser, admin, new_book):
    slug = new_book()["slug"]
    admin.save(editor, admin.open_change(editor, slug), summary="=1+1")
    assert stored(editor, slug)["summary"] == "=1+1"
    assert "'=1+1" in admin.export_csv(editor).text
