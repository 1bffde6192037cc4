"""The JSON API lists and reads books, names the signed-in user, and describes itself."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml

from shared_tests.drivers.api import status
from shared_tests.harness.browser import Browser


def test_the_list_has_twenty_books_and_a_way_on(anonymous: Browser):
    page = anonymous.get("/api/books/").json()
    assert len(page["results"]) == 20
    assert page["next"].startswith("/api/books/?")


@pytest.mark.parametrize("sort", ["title", "-title", "year", "-year"])
def test_the_cursor_walks_the_whole_catalogue_once(anonymous: Browser, sort: str):
    books, page = [], anonymous.get("/api/books/", sort=sort).json()
    books += page["results"]
    while page["next"]:
        page = anonymous.get(page["next"]).json()
        books += page["results"]
    assert len({book["slug"] for book in books}) == len(books) >= 200
    keys = [book[sort.removeprefix("-")] for book in books]
    assert keys == sorted(keys, reverse=sort.startswith("-"))


def test_the_cursor_holds_among_equal_keys(anonymous: Browser, new_book):
    slugs = [new_book(title="The same title")["slug"] for _ in range(21)]
    first = anonymous.get("/api/books/", q="The same title").json()
    second = anonymous.get(first["next"]).json()
    assert [book["slug"] for book in first["results"] + second["results"]] == slugs
    assert second["next"] is None


def test_the_list_is_searched_and_filtered_as_the_page_is(anonymous: Browser):
    page = anonymous.get("/api/books/", q="pride", author="jane-austen").json()
    assert [book["title"] for book in page["results"]] == ["Pride and Prejudice"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"sort": "password"}, 400),
        ({"author": "nobody"}, 404),
        ({"author": " jane-austen"}, 404),
        ({"cursor": "made-up"}, 400),
        ({"q": "x" * 201}, 400),
    ],
    ids=["sort", "author", "author with a space", "cursor", "q"],
)
def test_a_bad_parameter_is_a_problem(anonymous: Browser, parameters: dict, expected: int):
    assert status(anonymous.get("/api/books/", **parameters)) == expected


def test_a_cursor_of_another_order_is_refused(anonymous: Browser):
    link = anonymous.get("/api/books/", sort="year").json()["next"]
    cursor = link.partition("cursor=")[2].partition("&")[0]
    assert status(anonymous.get(f"/api/books/?sort=title&cursor={cursor}")) == 400


def test_a_book_is_read_by_its_slug(anonymous: Browser, new_book):
    book = new_book(title="To be read", summary="About it.")
    response = anonymous.get(f"/api/books/{book['slug']}/")
    assert (response.status_code, response.json()) == (200, book)
    assert response.headers["ETag"] == '"1"'


def test_a_book_has_the_fields_of_the_description(anonymous: Browser, new_book):
    book = new_book()
    assert book["author"] == {"name": "Jane Austen", "slug": "jane-austen"}
    assert (book["isbn"], book["available"], book["version"], book["summary"]) == (
        None,
        True,
        1,
        "",
    )
    for moment in (book["created_at"], book["updated_at"]):
        assert datetime.datetime.fromisoformat(moment).utcoffset() == datetime.timedelta(0)


def test_an_unchanged_book_is_not_sent_again(anonymous: Browser, new_book):
    path = f"/api/books/{new_book()['slug']}/"
    response = anonymous.request("GET", path, headers={"If-None-Match": '"1"'})
    assert (response.status_code, response.content) == (304, b"")
    assert anonymous.request("GET", path, headers={"If-None-Match": '"9"'}).status_code == 200


def test_a_book_that_does_not_exist_is_a_problem(anonymous: Browser):
    assert status(anonymous.get("/api/books/no-such-book/")) == 404


@pytest.mark.parametrize("role", ["reader", "viewer", "editor", "manager"])
def test_me_is_the_signed_in_user(as_role, role: str):
    me = as_role(role).get("/api/me/").json()
    assert (me["username"], me["roles"]) == (role, [role])


def test_me_is_anonymous_without_a_session(anonymous: Browser):
    response = anonymous.get("/api/me/")
    assert status(response) == 401
    assert response.headers["WWW-Authenticate"] == 'Session realm="bookshelf"'


def test_the_description_is_the_one_that_was_agreed(anonymous: Browser):
    agreed = yaml.safe_load((Path(__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))
    response = anonymous.get("/api/openapi.json")
    assert (response.headers["Content-Type"], response.json()) == ("application/json", agreed)


def test_the_api_is_json(anonymous: Browser):
    assert anonymous.get("/api/books/").headers["Content-Type"] == "application/json"
