"""A supplier reports available books: each delivery counts once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from experiments.changes.webhook.supplier import deliver, state
from shared_tests.harness.browser import Browser


def test_a_delivery_says_whether_a_book_is_available(
    supplier: Browser, librarian: Browser, book: dict
):
    assert deliver(supplier, f"{book['slug']} lent", book["isbn"], False).status_code == 204
    assert state(librarian, book["slug"]) == (False, 2)
    response = deliver(supplier, f"{book['slug']} back", book["isbn"], True)
    assert (response.status_code, response.content, "Set-Cookie" in response.headers) == (
        204,
        b"",
        False,
    )
    assert state(librarian, book["slug"]) == (True, 3)


def test_what_the_book_is_already_makes_no_version(
    supplier: Browser, librarian: Browser, book: dict
):
    assert deliver(supplier, book["slug"], book["isbn"], True).status_code == 204
    assert state(librarian, book["slug"]) == (True, 1)


def test_a_delivery_that_comes_again_changes_nothing(
    supplier: Browser, librarian: Browser, book: dict
):
    assert deliver(supplier, book["slug"], book["isbn"], False).status_code == 204
    librarian.api("PATCH", f"/api/books/{book['slug']}/", json={"available": True}, If_Match="*")
    assert deliver(supplier, book["slug"], book["isbn"], False).status_code == 204
    assert state(librarian, book["slug"]) == (True, 3)
    assert librarian.api("DELETE", f"/api/books/{book['slug']}/").status_code == 204
    assert deliver(supplier, book["slug"], book["isbn"], False).status_code == 204


def test_of_twelve_that_come_at_once_one_counts(supplier: Browser, librarian: Browser, book: dict):
    with ThreadPoolExecutor(12) as pool:
        sent = [
            pool.submit(deliver, supplier, book["slug"], book["isbn"], False) for _ in range(12)
        ]
    assert {one.result().status_code for one in sent} == {204}
    assert state(librarian, book["slug"]) == (False, 2)


def test_a_delivery_that_was_refused_may_come_again(
    supplier: Browser, librarian: Browser, book: dict, new_isbn
):
    isbn = new_isbn()
    assert deliver(supplier, book["slug"], isbn, False).status_code == 404
    librarian.api("PATCH", f"/api/books/{book['slug']}/", json={"isbn": isbn}, If_Match="*")
    assert deliver(supplier, book["slug"], isbn, False).status_code == 204
    assert state(librarian, book["slug"]) == (False, 3)
