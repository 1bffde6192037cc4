"""A curator changes the books of the authors that a manager has named, and no others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from experiments.changes.curators.desk import Desk
from shared_tests.harness.browser import Browser, Response, html


@pytest.fixture
def desk(manager: Browser, admin, implementation) -> Desk:
    return Desk(manager, admin, implementation.name)


@pytest.fixture
def curator_of(desk: Desk, new_user, open_browser) -> Callable[..., Browser]:
    """A reader who has signed in, and was named a curator of these authors afterwards."""

    def name(*authors: str) -> Browser:
        user, browser = new_user("reader"), open_browser()
        browser.sign_in(user.username, user.password)
        for author in authors:
            assert desk.name(author, user.username).status_code == 302
        return browser

    return name


def change(browser: Browser, book: dict, **fields: object) -> Response:
    return browser.api(
        "PATCH", f"/api/books/{book['slug']}/", json=fields, If_Match=f'"{book["version"]}"'
    )


def refused(response: Response) -> bool:
    return (response.status_code, response.headers["Content-Type"]) == (
        403,
        "application/problem+json",
    )


def test_a_curator_changes_a_book_of_the_author(curator_of, new_author, new_book):
    author = new_author("Curated by a reader")
    book = new_book(author=author)
    response = change(curator_of(author), book, title="Changed by a curator", author=author)
    assert (response.status_code, response.json()["title"]) == (200, "Changed by a curator")
    assert response.json()["version"] == book["version"] + 1


def test_a_curator_is_refused_for_a_book_of_another_author(
    curator_of, new_author, new_book, anonymous: Browser
):
    curator, book = curator_of(new_author("Curated")), new_book(author=new_author("Not curated"))
    assert refused(change(curator, book, title="Not to be stored"))
    assert refused(curator.api("PATCH", f"/api/books/{book['slug']}/", json={}))
    assert refused(curator.api("PATCH", "/api/books/no-such-book/", json={}))
    assert anonymous.get(f"/api/books/{book['slug']}/").json() == book


def test_a_curator_cannot_move_a_book_to_the_author_of_somebody_else(
    curator_of, new_author, new_book, anonymous
):
    author, book = new_author("Curated"), new_book()
    own = new_book(author=author)
    curator = curator_of(author)
    assert refused(change(curator, own, author=book["author"]["slug"], title="Moved"))
    # A duplicate besides
    assert refused(change(curator, own, author=book["author"]["slug"], slug=book["slug"]))
    assert change(curator, own, author=book["author"]["slug"], year="1813").status_code == 422
    assert anonymous.get(f"/api/books/{own['slug']}/").json() == own


def test_a_curator_of_two_authors_moves_a_book_from_one_to_the_other(
    curator_of, new_author, new_book
):
    one, other = new_author("Curated"), new_author("Curated too")
    response = change(curator_of(one, other), new_book(author=one), author=other)
    assert (response.status_code, response.json()["author"]["slug"]) == (200, other)


def test_a_curator_who_is_taken_off_is_refused_at_once(
    curator_of, desk: Desk, new_author, new_book
):
    author = new_author("Curated for a while")
    curator, book = curator_of(author), new_book(author=author)
    assert change(curator, book, year=1900).status_code == 200
    assert desk.name(author).status_code == 302
    assert refused(change(curator, book | {"version": 2}, year=1901))


def test_what_is_wrong_with_a_change_is_told_to_a_curator_as_to_an_editor(
    curator_of, new_author, new_book
):
    author = new_author("Curated")
    curator, book, other = curator_of(author), new_book(author=author), new_book()
    assert curator.api("PATCH", f"/api/books/{book['slug']}/", json={}).status_code == 428
    assert change(curator, book | {"version": 7}, year=1900).status_code == 412
    assert change(curator, book, author="nobody").status_code == 422
    assert change(curator, book, slug=other["slug"]).status_code == 409


def test_a_curator_may_do_nothing_else(curator_of, new_author, new_book):
    author = new_author("Curated")
    curator, book = curator_of(author), new_book(author=author)
    assert refused(curator.api("DELETE", f"/api/books/{book['slug']}/"))
    fields = {"title": "New", "slug": "new-by-a-curator", "author": author, "year": 1900}
    assert refused(curator.api("POST", "/api/books/", json=fields))
    assert curator.get("/admin/").status_code == 403
    assert curator.get("/api/me/").json()["roles"] == ["reader"]


def test_a_manager_sees_and_names_the_curators_in_the_admin(desk: Desk, new_author, new_user):
    author, one, other = new_author("Curated by two"), new_user("reader"), new_user("viewer")
    assert desk.named(author) == set()
    assert desk.name(author, one.username, other.username).status_code == 302
    assert desk.named(author) == {one.username, other.username}
    assert desk.name(author).status_code == 302
    assert desk.named(author) == set()


def test_an_editor_neither_sees_nor_names_curators(
    desk: Desk, editor: Browser, new_author, new_user
):
    author, named, other = new_author("Curated"), new_user("reader"), new_user("reader")
    desk.name(author, named.username)
    page = desk.open_author(author, editor)
    assert (page.status_code, named.username in page.text) == (200, False)
    assert html(page).xpath("//select[@name='curators']") == []
    sent = editor.submit(
        page, page.url.path, name="Named by an editor", curators=[desk.number(other.username)]
    )
    assert sent.status_code == 302
    assert desk.named(author) == {named.username}


def test_an_account_that_curates_is_deleted_as_any_other(
    desk: Desk, admin, manager, new_author, new_user, anonymous
):
    author, user = new_author("Curated by somebody who leaves"), new_user("reader")
    desk.name(author, user.username)
    admin.delete_user(manager, user.username)
    assert desk.named(author) == set()
    assert anonymous.get("/books/", author=author).status_code == 200
