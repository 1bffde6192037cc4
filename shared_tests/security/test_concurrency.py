"""When several clients write at once, one succeeds, the others get an error, and nothing is stored
twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response
from shared_tests.harness.databases import Database

CLIENTS = 12


@pytest.fixture
def at_once(open_browser, editor: Browser):
    """Send the same write from twelve connections with the editor's session."""

    def send(method: str, path: str, bodies: list[dict], **headers: str) -> list[Response]:
        common = {"X-CSRFToken": editor.token(), "Origin": editor.base_url} | headers
        browsers = [open_browser() for _ in bodies]
        for browser in browsers:
            browser.take_cookies_of(editor)
        with ThreadPoolExecutor(len(bodies)) as pool:
            pairs = zip(browsers, bodies, strict=True)
            return [
                *pool.map(
                    lambda pair: pair[0].request(method, path, json=pair[1], headers=common), pairs
                )
            ]

    return send


def test_of_twelve_books_with_one_isbn_one_is_stored(
    at_once, anonymous: Browser, manager: Browser, new_slug, new_isbn
):
    isbn, title = new_isbn(), f"Raced for {new_slug()}"
    bodies = [
        {"title": title, "slug": new_slug(), "author": "jane-austen", "year": 1, "isbn": isbn}
        for _ in range(CLIENTS)
    ]
    responses = at_once("POST", "/api/books/", bodies)
    assert Counter(response.status_code for response in responses) == {201: 1, 409: CLIENTS - 1}
    (stored,) = anonymous.get("/api/books/", q=title).json()["results"]
    manager.api("DELETE", f"/api/books/{stored['slug']}/")


def test_a_book_sent_twice_is_stored_once(at_once, anonymous: Browser, manager: Browser, new_slug):
    slug = new_slug()
    body = {"title": f"Sent twice {slug}", "slug": slug, "author": "jane-austen", "year": 1}
    assert sorted(
        response.status_code for response in at_once("POST", "/api/books/", [body, body])
    ) == [201, 409]
    assert len(anonymous.get("/api/books/", q=body["title"]).json()["results"]) == 1
    manager.api("DELETE", f"/api/books/{slug}/")


def test_of_twelve_changes_to_one_version_one_is_stored(at_once, anonymous: Browser, new_book):
    path = f"/api/books/{new_book()['slug']}/"
    responses = at_once(
        "PATCH", path, [{"year": 1900 + number} for number in range(CLIENTS)], **{"If-Match": '"1"'}
    )
    assert Counter(response.status_code for response in responses) == {200: 1, 412: CLIENTS - 1}
    assert anonymous.get(path).json()["version"] == 2


@pytest.mark.parametrize("field", ["slug", "isbn"])
def test_of_two_writes_that_both_checked_first_one_is_refused(
    raced,
    admin: AdminDriver,
    editor: Browser,
    manager: Browser,
    anonymous: Browser,
    new_slug,
    new_isbn,
    field: str,
):
    title, same = f"Checked for {new_slug()}.", {"slug": new_slug(), "isbn": new_isbn()}
    books = [
        {"title": title, "author": "jane-austen", "year": 1, "isbn": new_isbn(), "slug": new_slug()}
        | {field: same[field]}
        for _ in range(2)
    ]
    headers = {"X-CSRFToken": editor.token(), "Origin": editor.base_url}
    writes = [
        lambda book=book: editor.request("POST", "/api/books/", json=book, headers=headers)
        for book in books
    ]
    assert raced("book", *writes) == [201, 409]
    (stored,) = anonymous.get("/api/books/", q=title).json()["results"]
    assert stored[field] == same[field]
    manager.api("DELETE", f"/api/books/{stored['slug']}/")


@pytest.mark.parametrize("field", ["slug", "isbn"])
def test_two_forms_of_one_slug_or_isbn_are_not_both_stored(
    raced,
    admin: AdminDriver,
    editor: Browser,
    manager: Browser,
    anonymous: Browser,
    new_slug,
    new_isbn,
    field: str,
):
    title, same, opened = (
        f"Checked for {new_slug()}.",
        {"slug": new_slug(), "isbn": new_isbn()},
        admin.open_add(editor),
    )
    author = admin.open_author(editor, "jane-austen").url
    author_key = author.params.get("id") or author.path.split("/")[-3]
    books = [
        {"title": title, "year": 1, "isbn": new_isbn(), "slug": new_slug()} | {field: same[field]}
        for _ in "ab"
    ]
    writes = [
        lambda book=book: admin.save(editor, opened, author_key=author_key, **book)
        for book in books
    ]
    assert raced("book", *writes) == [200, 302]
    (stored,) = anonymous.get("/api/books/", q=title).json()["results"]
    manager.api("DELETE", f"/api/books/{stored['slug']}/")


def test_two_forms_of_one_user_name_are_not_both_stored(
    raced, admin: AdminDriver, manager: Browser, new_slug
):
    name, opened = new_slug(), admin.open_add(manager, "user")
    forms = [
        {"username": spelt, "password": "violet-harbour-93-lantern"}
        for spelt in (name, name.upper())
    ]
    writes = [
        lambda form=form: admin.save(manager, opened, role="reader", **form) for form in forms
    ]
    assert raced("user", *writes) == [200, 302]
    for spelt in (name, name.upper()):
        admin.delete_user(manager, spelt)


def test_of_two_changes_from_one_version_one_is_refused(
    raced, editor: Browser, anonymous: Browser, new_book
):
    book = new_book()
    headers = {"X-CSRFToken": editor.token(), "Origin": editor.base_url, "If-Match": '"1"'}
    path = f"/api/books/{book['slug']}/"
    writes = [
        lambda year=year: editor.request("PATCH", path, json={"year": year}, headers=headers)
        for year in (1901, 1902)
    ]
    assert raced("book", *writes) == [200, 412]
    assert anonymous.get(path).json()["version"] == 2


@pytest.mark.parametrize(
    ("method", "condition", "statuses"),
    [("DELETE", {}, [204, 404]), ("PATCH", {"If-Match": "*"}, [200, 200])],
    ids=["deleted twice", "any version"],
)
def test_a_write_to_any_version_is_not_told_that_another_was_faster(
    raced, manager: Browser, new_book, method: str, condition: dict[str, str], statuses: list[int]
):
    path = f"/api/books/{new_book()['slug']}/"
    headers = {"X-CSRFToken": manager.token(), "Origin": manager.base_url} | condition
    writes = [
        lambda year=year: manager.request(method, path, json={"year": year}, headers=headers)
        for year in (1901, 1902)
    ]
    assert raced("book", *writes) == statuses


def test_of_two_forms_of_an_author_one_is_refused(
    raced, admin: AdminDriver, editor: Browser, new_author
):
    slug = new_author("First")
    opened = admin.open_author(editor, slug)
    writes = [
        lambda name=name: admin.save_author(editor, opened, name=name)
        for name in ("Second", "Third")
    ]
    assert raced("author", *writes) == [200, 302]
    assert len(admin.changes(editor, slug, "author")) == 2


def test_the_database_itself_takes_no_slug_isbn_or_user_name_twice(demo_database: Database):
    unique = sorted(column for _, column in demo_database.unique())
    named = [column for column in unique if column in ("isbn", "slug", "username", "username_key")]
    assert named == ["isbn", "slug", "slug", "username", "username_key"]
