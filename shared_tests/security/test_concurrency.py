"""When several write at once, one wins, the others are told, and nothing is stored twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared_tests.browser import Browser, Response

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
            return [*pool.map(lambda pair: pair[0].request(method, path, json=pair[1], headers=common), pairs)]

    return send


def test_of_twelve_books_with_one_isbn_one_is_stored(at_once, visitor: Browser, manager: Browser, new_slug, new_isbn):
    isbn, title = new_isbn(), f"Raced for {new_slug()}"
    bodies = [
        {"title": title, "slug": new_slug(), "author": "jane-austen", "year": 1, "isbn": isbn} for _ in range(CLIENTS)
    ]
    answers = at_once("POST", "/api/books/", bodies)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: CLIENTS - 1}
    (stored,) = visitor.get("/api/books/", q=title).json()["results"]
    manager.api("DELETE", f"/api/books/{stored['slug']}/")


def test_a_book_sent_twice_is_stored_once(at_once, visitor: Browser, manager: Browser, new_slug):
    slug = new_slug()
    body = {"title": f"Sent twice {slug}", "slug": slug, "author": "jane-austen", "year": 1}
    assert sorted(answer.status_code for answer in at_once("POST", "/api/books/", [body, body])) == [201, 409]
    assert len(visitor.get("/api/books/", q=body["title"]).json()["results"]) == 1
    manager.api("DELETE", f"/api/books/{slug}/")


def test_of_twelve_changes_to_one_version_one_is_stored(at_once, visitor: Browser, new_book):
    path = f"/api/books/{new_book()['slug']}/"
    answers = at_once("PATCH", path, [{"year": 1900 + number} for number in range(CLIENTS)], **{"If-Match": '"1"'})
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: CLIENTS - 1}
    assert visitor.get(path).json()["version"] == 2
