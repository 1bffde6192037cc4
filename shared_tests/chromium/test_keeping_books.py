"""Staff keep the books: find, change, mark, export and delete them, with a mouse and without
one."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from shared_tests.chromium.desk import Desk
from shared_tests.chromium.keys import Keys
from shared_tests.harness.browser import Browser


@pytest.fixture
def stored(anonymous: Browser):
    """What the API tells of a book."""
    return lambda book: anonymous.get(f"/api/books/{book['slug']}/").json()


def test_a_book_is_found_by_filter_and_search(desk_as: Callable[..., Desk]):
    desk = desk_as("editor")
    desk.open_list()
    desk.filter_by_author("Jane Austen")
    expect(desk.titles).to_have_count(6)
    desk.search("persua")
    expect(desk.titles).to_have_text(["Persuasion"])


def test_a_book_is_changed_with_the_mouse(desk_as: Callable[..., Desk], new_book, stored):
    desk, book = desk_as("editor"), new_book()
    desk.open_change(book["title"])
    desk.field("title").fill("Changed with the mouse")
    desk.save()
    expect(desk.message).to_contain_text("success")
    assert stored(book)["title"] == "Changed with the mouse"


def test_a_book_is_changed_with_the_keyboard_alone(
    page: Page, desk_of: Callable[[Page], Desk], password: str, new_book, stored
):
    keys, desk, book = Keys(page), desk_of(page), new_book()
    page.goto("/login/")
    keys.write(page.get_by_label("User name"), "editor")
    keys.write(page.get_by_label("Password"), password)
    keys.enter()
    keys.enter(page.get_by_role("link", name="Admin"))
    keys.enter(desk.books_link)
    keys.write(desk.search_box, book["title"])
    keys.enter()
    keys.enter(desk.link_to(book["title"]))
    keys.write(desk.field("title"), "Changed with the keyboard")
    keys.enter(desk.save_button)
    expect(desk.message).to_contain_text("success")
    assert stored(book)["title"] == "Changed with the keyboard"


def test_a_refused_form_says_what_is_wrong_beside_the_field(
    desk_as: Callable[..., Desk], new_book, stored
):
    desk, book = desk_as("editor"), new_book()
    desk.open_change(book["title"])
    desk.field("slug").fill("two words")
    desk.save()
    expect(desk.error_of("slug")).to_be_visible()
    expect(desk.field("slug")).to_have_value("two words")
    assert stored(book)["version"] == 1


def test_a_stale_form_tells_and_keeps_what_was_typed(
    desk_as: Callable[..., Desk], manager: Browser, new_book, stored
):
    desk, book = desk_as("editor"), new_book()
    desk.open_change(book["title"])
    manager.api("PATCH", f"/api/books/{book['slug']}/", json={"year": 1814}, If_Match="*")
    desk.field("title").fill("Typed for an hour")
    desk.save()
    expect(desk.conflict).to_contain_text("changed")
    expect(desk.field("title")).to_have_value("Typed for an hour")
    assert stored(book)["title"] == book["title"]


def test_two_ticked_books_are_marked(desk_as: Callable[..., Desk], new_book, stored):
    books = [new_book(title=f"Shelved together {letter}") for letter in "ABC"]
    desk = desk_as("editor")
    desk.find("Shelved together")
    for title in ("Shelved together A", "Shelved together C"):
        desk.box_of(title).check()
    desk.mark_unavailable()
    expect(desk.message).to_contain_text("2")
    assert [stored(book)["available"] for book in books] == [False, True, False]


def test_the_history_names_who_changed_a_book(desk_as: Callable[..., Desk], new_book):
    desk, book = desk_as("editor"), new_book()
    desk.open_change(book["title"])
    desk.field("year").fill("1820")
    desk.save()
    desk.open_history(book["title"])
    expect(desk.changes).to_contain_text(["editor"])


def test_the_catalogue_is_downloaded_as_csv(desk_as: Callable[..., Desk]):
    desk = desk_as("editor")
    desk.open_list()
    download = desk.download_csv()
    with download.path().open(encoding="utf-8-sig", newline="") as file:
        titles = [row["title"] for row in csv.DictReader(file)]
    assert download.suggested_filename.endswith(".csv")
    assert "Pride and Prejudice" in titles


def test_a_manager_is_asked_before_a_book_is_deleted(
    desk_as: Callable[..., Desk], new_book, anonymous: Browser
):
    desk, book = desk_as("manager"), new_book()
    desk.delete(book["title"])
    expect(desk.message).to_contain_text("deleted")
    assert anonymous.get(f"/api/books/{book['slug']}/").status_code == 404


@pytest.mark.parametrize(("role", "offered"), [("viewer", False), ("manager", True)])
def test_a_viewer_sees_the_list_without_the_buttons(
    desk_as: Callable[..., Desk], role: str, offered: bool
):
    desk = desk_as(role)
    desk.open_list()
    expect(desk.titles.first).to_be_visible()
    assert {control.count() > 0 for control in desk.controls().values()} == {offered}
