"""The admin lists, searches, filters and sorts books, page by page."""

from __future__ import annotations

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, html


def test_the_list_is_ordered_by_title(editor: Browser, admin: AdminDriver):
    titles = admin.titles(editor)
    assert titles == sorted(titles)
    assert len(titles) >= 20


@pytest.mark.parametrize("query", ["and prej", "Austen"], ids=["title", "author"])
def test_the_list_is_searched(editor: Browser, admin: AdminDriver, query: str):
    assert "Pride and Prejudice" in admin.titles(editor, q=query)


@pytest.mark.parametrize("query", ["ÉMILIE", "e\u0301milie", "ｅ\u0301ｍ", " émilie "], ids=ascii)
def test_the_users_are_searched_as_their_names_are_compared(
    manager: Browser, admin: AdminDriver, query: str
):
    admin.add_user(manager, "émilie", "violet-harbour-93-lantern", "reader")
    assert "émilie" in html(users_found(manager, admin, query)).text_content()
    admin.delete_user(manager, "émilie")


def test_a_search_has_the_length_of_one_of_the_catalogue(manager: Browser, admin: AdminDriver):
    for length, status in ((200, 200), (201, 400)):
        assert admin.open_list(manager, "x" * length).status_code == status
        assert users_found(manager, admin, "x" * length).status_code == status


def users_found(manager: Browser, admin: AdminDriver, query: str) -> Response:
    """The list of users with a search, sent by the name of its box."""
    users = admin.manager_addresses[0]
    (box,) = html(manager.get(users)).xpath("//form//input[@name='q' or @name='search']")
    return manager.get(users, **{box.name: query})


def test_a_wildcard_is_a_character_like_others(editor: Browser, admin: AdminDriver, new_book):
    new_book(title="Half % of it")
    assert admin.titles(editor, q="f % o") == ["Half % of it"]


def test_the_list_is_filtered_by_author(editor: Browser, anonymous: Browser, admin: AdminDriver):
    of_api = anonymous.get("/api/books/", author="jane-austen").json()["results"]
    assert admin.titles(editor, author="jane-austen") == [book["title"] for book in of_api]


def test_the_list_is_filtered_by_availability(editor: Browser, admin: AdminDriver, new_book):
    new_book(title="Away from its shelf", available=False)
    assert "Away from its shelf" in admin.titles(editor, available=False)
    assert admin.titles(editor, q="Away from its shelf", available=True) == []


def test_the_list_is_sorted_backwards(editor: Browser, admin: AdminDriver):
    titles = admin.titles(editor, sort="-title")
    assert titles == sorted(titles, reverse=True)


def test_the_list_is_sorted_by_year(editor: Browser, anonymous: Browser, admin: AdminDriver):
    oldest = anonymous.get("/api/books/", sort="year").json()["results"]
    assert admin.titles(editor, sort="year")[:5] == [book["title"] for book in oldest[:5]]


def test_the_list_has_pages(editor: Browser, admin: AdminDriver):
    first, second = admin.titles(editor), admin.titles(editor, page=2)
    assert second
    assert first[-1] <= second[0]
    assert not set(first) & set(second)


def test_the_list_offers_a_search_by_words_and_a_filter_by_author(
    viewer: Browser, admin: AdminDriver
):
    page = admin.open_list(viewer, "moby")
    (box,) = html(page).xpath("//form//input[@type!='hidden'][@name='q' or @name='search']")
    assert box.get("value") == "moby"
    assert "uthor" in html(page).text_content()
