"""Staff manage the books: find, change, mark, export and delete them, with a mouse and without
one."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shared_tests.chromium.admin_pages import AdminPages
from shared_tests.chromium.keys import Keys
from shared_tests.harness.browser import Browser


@pytest.fixture
def stored(anonymous: Browser):
    """A book as the API returns it."""
    return lambda book: anonymous.get(f"/api/books/{book['slug']}/").json()


def test_a_book_is_found_by_filter_and_search(admin_pages_as: Callable[..., AdminPages]):
    admin_pages = admin_pages_as("editor")
    admin_pages.open_list()
    admin_pages.filter_by_author("Jane Austen")
    expect(admin_pages.titles).to_have_count(6)
    admin_pages.search("persua")
    expect(admin_pages.titles).to_have_text(["Persuasion"])


def test_a_book_is_changed_with_the_mouse(
    admin_pages_as: Callable[..., AdminPages], new_book, stored
):
    admin_pages, book = admin_pages_as("editor"), new_book()
    admin_pages.open_change(book["title"])
    admin_pages.field("title").fill("Changed with the mouse")
    admin_pages.save()
    expect(admin_pages.message).to_contain_text("success")
    assert stored(book)["title"] == "Changed with the mouse"


def test_a_book_is_changed_with_the_keyboard_alone(
    page: Page, admin_pages_of: Callable[[Page], AdminPages], password: str, new_book, stored
):
    keys, admin_pages, book = Keys(page), admin_pages_of(page), new_book()
    page.goto("/login/")
    keys.write(page.get_by_label("User name"), "editor")
    keys.write(page.get_by_label("Password"), password)
    keys.enter()
    keys.enter(page.get_by_role("link", name="Admin"))
    keys.enter(admin_pages.books_link)
    keys.write(admin_pages.search_box, book["title"])
    keys.enter()
    keys.enter(admin_pages.link_to(book["title"]))
    keys.write(admin_pages.field("title"), "Changed with the keyboard")
    keys.enter(admin_pages.save_button)
    expect(admin_pages.message).to_contain_text("success")
    assert stored(book)["title"] == "Changed with the keyboard"


def test_a_refused_form_says_what_is_wrong_beside_the_field(
    admin_pages_as: Callable[..., AdminPages], new_book, stored
):
    admin_pages, book = admin_pages_as("editor"), new_book()
    admin_pages.open_change(book["title"])
    admin_pages.field("slug").fill("two words")
    admin_pages.save()
    expect(admin_pages.error_of("slug")).to_be_visible()
    expect(admin_pages.field("slug")).to_have_value("two words")
    assert stored(book)["version"] == 1


def test_a_stale_form_says_so_and_keeps_what_was_typed(
    admin_pages_as: Callable[..., AdminPages], manager: Browser, new_book, stored
):
    admin_pages, book = admin_pages_as("editor"), new_book()
    admin_pages.open_change(book["title"])
    manager.api("PATCH", f"/api/books/{book['slug']}/", json={"year": 1814}, If_Match="*")
    admin_pages.field("title").fill("Typed for an hour")
    admin_pages.save()
    expect(admin_pages.conflict).to_contain_text("changed")
    expect(admin_pages.field("title")).to_have_value("Typed for an hour")
    assert stored(book)["title"] == book["title"]


def test_two_ticked_books_are_marked(admin_pages_as: Callable[..., AdminPages], new_book, stored):
    books = [new_book(title=f"Shelved together {letter}") for letter in "ABC"]
    admin_pages = admin_pages_as("editor")
    admin_pages.find("Shelved together")
    for title in ("Shelved together A", "Shelved together C"):
        admin_pages.box_of(title).check()
    admin_pages.mark_unavailable()
    expect(admin_pages.message).to_contain_text("2")
    assert [stored(book)["available"] for book in books] == [False, True, False]


def test_the_history_names_who_changed_a_book(admin_pages_as: Callable[..., AdminPages], new_book):
    admin_pages, book = admin_pages_as("editor"), new_book()
    admin_pages.open_change(book["title"])
    admin_pages.field("year").fill("1820")
    admin_pages.save()
    admin_pages.open_history(book["title"])
    expect(admin_pages.changes).to_contain_text(["editor"])


def test_the_catalogue_is_downloaded_as_csv(admin_pages_as: Callable[..., AdminPages]):
    admin_pages = admin_pages_as("editor")
    admin_pages.open_list()
    download = admin_pages.download_csv()
    with download.path().open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert download.suggested_filename.endswith(".csv")
    assert "Pride and Prejudice" in titles


def test_deleting_a_book_asks_for_confirmation(
    admin_pages_as: Callable[..., AdminPages], new_book, anonymous: Browser
):
    admin_pages, book = admin_pages_as("manager"), new_book()
    admin_pages.delete(book["title"])
    expect(admin_pages.message).to_contain_text("deleted")
    assert anonymous.get(f"/api/books/{book['slug']}/").status_code == 404


@pytest.mark.parametrize(("role", "offered"), [("viewer", False), ("manager", True)])
def test_a_viewer_sees_the_list_without_the_buttons(
    admin_pages_as: Callable[..., AdminPages], role: str, offered: bool
):
    admin_pages = admin_pages_as(role)
    admin_pages.open_list()
    expect(admin_pages.titles.first).to_be_visible()
    assert {control.count() > 0 for control in admin_pages.controls().values()} == {offered}
