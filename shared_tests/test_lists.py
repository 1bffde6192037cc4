"""Every list holds every book exactly once, in a total order."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.api import create
from shared_tests.drivers.pages import link, titles, total
from shared_tests.harness.browser import Browser, Response, html
from shared_tests.harness.implementations import ROOT

SORTS = ["title", "-title", "year", "-year"]
CATALOGUE = ROOT / "shared_tests" / "data" / "catalogue.json"
TIED = 45  # more than two pages


@pytest.fixture(scope="module")
def mark(worker_id: str) -> str:
    """The part of the titles below that no other title contains."""
    return f"tied-{worker_id}."


@pytest.fixture(scope="module")
def tied(editor: Browser, manager: Browser, mark: str) -> Iterator[list[dict]]:
    """Books of three titles and two years, every third of them unavailable, in the order in which
    they were stored."""
    made = []
    for number in range(TIED):
        title, slug = f"{'cab'[number % 3]} {mark}", f"{mark[:-1]}-{number}"
        response = create(
            editor, title=title, slug=slug, year=1900 + number % 2, available=number % 3 != 1
        )
        assert response.status_code == 201
        made.append(response.json())
    yield made
    for book in made:
        manager.api("DELETE", f"/api/books/{book['slug']}/")


def in_order(books: list[dict], sort: str) -> list[dict]:
    """Ties are ordered by age in the same direction."""
    aged = list(enumerate(books))
    aged.sort(
        key=lambda pair: (pair[1][sort.removeprefix("-")], pair[0]), reverse=sort.startswith("-")
    )
    return [book for _, book in aged]


def walk(browser: Browser, **parameters: str) -> list[dict]:
    """All books of a list of the API, read with its cursors."""
    page = browser.get("/api/books/", **parameters).json()
    page_books = page["results"]
    while page["next"]:
        assert len(page["results"]) == 20
        page = browser.get(page["next"]).json()
        page_books += page["results"]
    assert 0 < len(page["results"]) <= 20
    return page_books


def slugs(page: Response) -> list[str]:
    return [
        one.get("href").split("/")[2]
        for one in html(page).cssselect("ol.books li a[href^='/books/']")
    ]


def leaf(browser: Browser, rel: str, start: Response) -> list[list[str]]:
    """The slugs on each page of the catalogue, following the links of this ``rel``."""
    shown = [slugs(start)]
    while following := link(start, rel):
        start = browser.get(following)
        shown.append(slugs(start))
    return shown


@pytest.mark.parametrize("sort", SORTS)
def test_a_walk_by_cursors_meets_each_tie_once_in_order(
    anonymous: Browser, tied: list[dict], mark: str, sort: str
):
    assert walk(anonymous, q=mark, sort=sort) == in_order(tied, sort)
    assert walk(anonymous, q=mark, sort=sort, author="jane-austen") == in_order(tied, sort)


@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_show_each_tie_once_in_order(
    anonymous: Browser, tied: list[dict], mark: str, sort: str
):
    expected = [book["slug"] for book in in_order(tied, sort)]
    first = anonymous.get("/books/", q=mark, sort=sort)
    assert leaf(anonymous, "next", first) == [expected[:20], expected[20:40], expected[40:]]
    assert total(first) == f"{TIED} books"
    last = anonymous.get("/books/", q=mark, sort=sort, page=3)
    assert leaf(anonymous, "prev", last) == [expected[40:], expected[20:40], expected[:20]]


@pytest.mark.parametrize("sort", SORTS)
def test_the_admin_lists_each_tie_once_in_order(
    editor: Browser, admin: AdminDriver, tied: list[dict], mark: str, sort: str
):
    expected = [book["title"] for book in in_order(tied, sort)]
    assert admin.titles(editor, q=mark, sort=sort) == expected


@pytest.mark.parametrize("sort", SORTS)
def test_a_walk_through_everything_meets_every_book_of_the_file(
    anonymous: Browser, tied: list[dict], sort: str
):
    books = walk(anonymous, sort=sort)
    page_books = [book["slug"] for book in books]
    of_the_file = {
        book["slug"] for book in json.loads(CATALOGUE.read_text(encoding="utf-8"))["books"]
    }
    assert of_the_file | {book["slug"] for book in tied} <= set(page_books)
    keys = [book[sort.removeprefix("-")] for book in books]
    assert keys == sorted(keys, reverse=sort.startswith("-"))
    first = anonymous.get("/books/", sort=sort)
    assert total(first) == f"{len(page_books)} books"
    assert [slug for page in leaf(anonymous, "next", first) for slug in page] == page_books


def test_the_other_way_is_the_same_backwards(anonymous: Browser, tied: list[dict]):
    for key in ("title", "year"):
        assert walk(anonymous, sort=f"-{key}") == walk(anonymous, sort=key)[::-1]


def test_an_unavailable_book_is_in_every_list(
    anonymous: Browser, editor: Browser, admin: AdminDriver, new_author, new_book
):
    author = new_author("Of one book")
    book = new_book(title="Away", author=author, available=False)
    assert titles(anonymous.get("/books/", author=author)) == ["Away"]
    assert total(anonymous.get("/books/", author=author)) == "1 book"
    assert titles(anonymous.get("/books/", author=author, q="away")) == ["Away"]
    assert walk(anonymous, author=author) == walk(anonymous, author=author, q="away") == [book]
    assert (
        admin.titles(editor, author=author)
        == admin.titles(editor, author=author, available=False)
        == ["Away"]
    )
    assert admin.titles(editor, author=author, available=True) == []


def test_a_book_that_comes_in_between_does_not_upset_a_walk(
    anonymous: Browser, tied: list[dict], mark: str, new_book
):
    page = anonymous.get("/api/books/", q=mark).json()
    new_book(title=f"a {mark}")  # with a title that the first page has shown: it belongs there
    page_books = page["results"]
    while page["next"]:
        page = anonymous.get(page["next"]).json()
        page_books += page["results"]
    assert [book for book in page_books if book in tied] == in_order(tied, "title")
    assert len({book["slug"] for book in page_books}) == len(page_books)
