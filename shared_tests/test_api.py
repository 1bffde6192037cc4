"""The JSON API lists, reads, creates, changes and deletes books, and says what is wrong in problem documents."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared_tests.browser import Browser, Response

BOOK = {"title": "A new book", "author": "jane-austen", "year": 1813}
WRONG_FIELDS = {
    "title missing": ("title", None),
    "title empty": ("title", ""),
    "title of spaces": ("title", "   "),
    "title of a separator": ("title", "\x1f"),
    "title too long": ("title", "x" * 201),
    "title a number": ("title", 5),
    "title with NUL": ("title", "a\0b"),
    "slug missing": ("slug", None),
    "slug with a space": ("slug", "a b"),
    "slug not ASCII": ("slug", "bücher"),
    "author unknown": ("author", "nobody"),
    "author a number": ("author", 1),
    "year as text": ("year", "1813"),
    "year a fraction": ("year", 1813.5),
    "year a truth": ("year", True),
    "year too late": ("year", 2101),
    "year too early": ("year", -3001),
    "isbn too short": ("isbn", "978014143951"),
    "isbn in other digits": ("isbn", "٩" * 13),
    "summary too long": ("summary", "x" * 2001),
    "available as text": ("available", "yes"),
    "version": ("version", 7),
    "unknown": ("colour", "red"),
}
NOT_JSON = {
    "cut short": b'{"title": ',
    "empty": b"",
    "a list": b"[]",
    "a number": b"1",
    "NaN": b'{"year": NaN}',
    "not UTF-8": b'{"title": "\xff"}',
    "5,000 digits": b'{"year": ' + b"9" * 5000 + b"}",
    "100,000 levels": b"[" * 100_000,
}


def problem(answer: Response) -> tuple[int, str]:
    """The status that a problem document names, checked against the answer's own."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    document = answer.json()
    assert document["status"] == answer.status_code
    assert {"type", "title", "detail"} <= set(document)
    return answer.status_code, document["detail"]


def status(answer: Response) -> int:
    return problem(answer)[0]


def create(browser: Browser, **fields: object) -> Response:
    body = {name: value for name, value in (BOOK | fields).items() if value is not None}
    return browser.api("POST", "/api/books/", json=body)


def send(browser: Browser, content: bytes, kind: str = "application/json") -> Response:
    headers = {"X-CSRFToken": browser.token(), "Origin": browser.base_url, "Content-Type": kind}
    return browser.request("POST", "/api/books/", content=content, headers=headers)


def test_the_list_has_twenty_books_and_a_way_on(visitor: Browser):
    page = visitor.get("/api/books/").json()
    assert len(page["results"]) == 20
    assert page["next"].startswith("/api/books/?")


@pytest.mark.parametrize("sort", ["title", "-title", "year", "-year"])
def test_the_cursor_walks_the_whole_catalogue_once(visitor: Browser, sort: str):
    books, page = [], visitor.get("/api/books/", sort=sort).json()
    books += page["results"]
    while page["next"]:
        page = visitor.get(page["next"]).json()
        books += page["results"]
    assert len({book["slug"] for book in books}) == len(books) >= 200
    keys = [book[sort.removeprefix("-")] for book in books]
    assert keys == sorted(keys, reverse=sort.startswith("-"))


def test_the_cursor_holds_among_equal_keys(visitor: Browser, new_book):
    slugs = [new_book(title="The same title")["slug"] for _ in range(21)]
    first = visitor.get("/api/books/", q="The same title").json()
    second = visitor.get(first["next"]).json()
    assert [book["slug"] for book in first["results"] + second["results"]] == slugs
    assert second["next"] is None


def test_the_list_is_searched_and_filtered_as_the_page_is(visitor: Browser):
    page = visitor.get("/api/books/", q="pride", author="jane-austen").json()
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
def test_a_bad_parameter_is_a_problem(visitor: Browser, parameters: dict, expected: int):
    assert status(visitor.get("/api/books/", **parameters)) == expected


def test_a_cursor_of_another_order_is_refused(visitor: Browser):
    link = visitor.get("/api/books/", sort="year").json()["next"]
    cursor = link.partition("cursor=")[2].partition("&")[0]
    assert status(visitor.get(f"/api/books/?sort=title&cursor={cursor}")) == 400


def test_a_book_is_read_by_its_slug(visitor: Browser, new_book):
    book = new_book(title="To be read", summary="About it.")
    answer = visitor.get(f"/api/books/{book['slug']}/")
    assert (answer.status_code, answer.json()) == (200, book)
    assert answer.headers["ETag"] == '"1"'


def test_a_book_has_the_fields_of_the_description(visitor: Browser, new_book):
    book = new_book()
    assert book["author"] == {"name": "Jane Austen", "slug": "jane-austen"}
    assert (book["isbn"], book["available"], book["version"], book["summary"]) == (None, True, 1, "")
    for moment in (book["created_at"], book["updated_at"]):
        assert datetime.datetime.fromisoformat(moment).utcoffset() == datetime.timedelta(0)


def test_an_unchanged_book_is_not_sent_again(visitor: Browser, new_book):
    path = f"/api/books/{new_book()['slug']}/"
    answer = visitor.request("GET", path, headers={"If-None-Match": '"1"'})
    assert (answer.status_code, answer.content) == (304, b"")
    assert visitor.request("GET", path, headers={"If-None-Match": '"9"'}).status_code == 200


def test_a_book_that_does_not_exist_is_a_problem(visitor: Browser):
    assert status(visitor.get("/api/books/no-such-book/")) == 404


def test_creating_tells_where_the_book_is(editor: Browser, manager: Browser, visitor: Browser, new_slug):
    slug = new_slug()
    answer = create(editor, slug=slug)
    assert (answer.status_code, answer.headers["Location"]) == (201, f"/api/books/{slug}/")
    assert visitor.get(f"/api/books/{slug}/").headers["ETag"] == answer.headers["ETag"]
    manager.api("DELETE", f"/api/books/{slug}/")


def test_spaces_around_a_title_are_not_kept(new_book):
    assert new_book(title="  Loose  ")["title"] == "Loose"


@pytest.mark.parametrize(("field", "value"), WRONG_FIELDS.values(), ids=WRONG_FIELDS)
def test_a_wrong_field_is_named(editor: Browser, new_slug, field: str, value: object):
    answer = create(editor, **({"slug": new_slug()} | {field: value}))
    assert status(answer) == 422
    assert list(answer.json()["errors"]) == [field]
    assert all(answer.json()["errors"][field])


def test_all_wrong_fields_are_named_at_once(editor: Browser, new_slug):
    answer = create(editor, slug=new_slug(), year="1813", title="")
    assert set(answer.json()["errors"]) == {"year", "title"}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON)
def test_a_body_that_is_no_json_object_is_refused(editor: Browser, body: bytes):
    assert status(send(editor, body)) == 400


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_content_type_is_refused(editor: Browser, kind: str):
    assert status(send(editor, b'{"title": "x"}', kind)) == 415


def test_a_body_of_more_than_a_mebibyte_is_refused(editor: Browser):
    assert status(send(editor, b'{"title": "' + b"x" * 1024 * 1024 + b'"}')) == 413


@pytest.mark.parametrize("field", ["slug", "isbn"])
def test_a_duplicate_is_a_conflict(editor: Browser, new_book, new_slug, new_isbn, field: str):
    book = new_book(isbn=new_isbn())
    answer = create(editor, **({"slug": new_slug()} | {field: book[field]}))
    assert status(answer) == 409
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize(("role", "expected"), [("reader", 403), ("viewer", 403)])
def test_who_may_not_create_is_refused(as_role, new_slug, role: str, expected: int):
    assert status(create(as_role(role), slug=new_slug())) == expected


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_visitor_s_write_is_refused_with_401(visitor: Browser, method: str):
    path = "/api/books/" if method == "POST" else "/api/books/pride-and-prejudice/"
    answer = visitor.api(method, path, json=BOOK)
    assert status(answer) == 401
    assert answer.headers["WWW-Authenticate"] == 'Session realm="bookshelf"'


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_visitor_s_write_is_refused_at_an_address_that_no_book_can_have(visitor: Browser, method: str):
    assert status(visitor.api(method, "/api/books/a b/", json=BOOK)) == 401


@pytest.mark.parametrize("token", [None, "", "made-up"], ids=["none", "empty", "made up"])
def test_a_write_without_its_token_is_refused(editor: Browser, new_slug, token: str | None):
    headers = {"Origin": editor.base_url} | ({} if token is None else {"X-CSRFToken": token})
    assert status(editor.request("POST", "/api/books/", json=BOOK | {"slug": new_slug()}, headers=headers)) == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_write_from_another_site_is_refused(editor: Browser, new_slug, origin: str):
    assert status(editor.api("POST", "/api/books/", json=BOOK | {"slug": new_slug()}, Origin=origin)) == 403


def patch(browser: Browser, book: dict, *, if_match: str | None = '"1"', **fields: Any) -> Response:
    headers = {} if if_match is None else {"If_Match": if_match}
    return browser.api("PATCH", f"/api/books/{book['slug']}/", json=fields, **headers)


def test_a_change_is_stored_and_raises_the_version(editor: Browser, visitor: Browser, new_book):
    book = new_book()
    answer = patch(editor, book, year=1814)
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    stored = visitor.get(f"/api/books/{book['slug']}/").json()
    assert stored == answer.json()
    assert stored == book | {"year": 1814, "version": 2, "updated_at": stored["updated_at"]}


def test_a_change_needs_the_version_that_it_was_made_from(editor: Browser, new_book):
    assert status(patch(editor, new_book(), if_match=None, year=1814)) == 428


def test_a_change_to_a_stale_version_is_refused(editor: Browser, visitor: Browser, new_book):
    book = new_book()
    patch(editor, book, year=1814)
    assert status(patch(editor, book, year=1815)) == 412
    assert visitor.get(f"/api/books/{book['slug']}/").json()["year"] == 1814


@pytest.mark.parametrize("version", ["1", 'W/"1"', '"01"', ""], ids=["no quotes", "weak", "leading zero", "empty"])
def test_what_is_not_quite_the_version_is_refused(manager: Browser, visitor: Browser, new_book, version: str):
    path = f"/api/books/{new_book()['slug']}/"
    assert status(manager.api("DELETE", path, If_Match=version)) == 412
    assert visitor.get(path).status_code == 200


def test_a_star_fits_any_version(editor: Browser, new_book):
    assert patch(editor, new_book(), if_match="*", year=1814).status_code == 200


@pytest.mark.parametrize(("field", "value"), [("year", "1813"), ("title", ""), ("slug", "a b"), ("version", 3)])
def test_a_change_to_a_wrong_field_is_refused(editor: Browser, visitor: Browser, new_book, field: str, value: Any):
    book = new_book()
    answer = patch(editor, book, **{field: value})
    assert (status(answer), list(answer.json()["errors"])) == (422, [field])
    assert visitor.get(f"/api/books/{book['slug']}/").json() == book


def test_a_change_into_a_duplicate_is_a_conflict(editor: Browser, new_book, new_isbn):
    first, second = new_book(isbn=new_isbn()), new_book()
    answer = patch(editor, second, isbn=first["isbn"])
    assert (status(answer), list(answer.json()["errors"])) == (409, ["isbn"])


def test_an_isbn_can_be_taken_away(editor: Browser, new_book, new_isbn):
    assert patch(editor, new_book(isbn=new_isbn()), isbn=None).json()["isbn"] is None


@pytest.mark.parametrize("role", ["reader", "viewer"])
def test_who_may_not_change_is_refused(as_role, new_book, role: str):
    assert status(patch(as_role(role), new_book(), year=1814)) == 403


def test_changing_a_book_that_does_not_exist_is_not_found(editor: Browser):
    assert status(patch(editor, {"slug": "no-such-book"}, year=1)) == 404


def test_a_manager_deletes(manager: Browser, visitor: Browser, new_book):
    path = f"/api/books/{new_book()['slug']}/"
    answer = manager.api("DELETE", path)
    assert (answer.status_code, answer.content) == (204, b"")
    assert visitor.get(path).status_code == 404


def test_deleting_a_stale_version_is_refused(manager: Browser, editor: Browser, visitor: Browser, new_book):
    book = new_book()
    patch(editor, book, year=1814)
    assert status(manager.api("DELETE", f"/api/books/{book['slug']}/", If_Match='"1"')) == 412
    assert visitor.get(f"/api/books/{book['slug']}/").status_code == 200


@pytest.mark.parametrize("role", ["reader", "viewer", "editor"])
def test_who_may_not_delete_is_refused(as_role, visitor: Browser, new_book, role: str):
    path = f"/api/books/{new_book()['slug']}/"
    assert status(as_role(role).api("DELETE", path)) == 403
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("role", ["reader", "viewer", "editor", "manager"])
def test_me_is_the_signed_in_user(as_role, role: str):
    me = as_role(role).get("/api/me/").json()
    assert (me["username"], me["roles"]) == (role, [role])


def test_me_is_nobody_without_a_session(visitor: Browser):
    answer = visitor.get("/api/me/")
    assert status(answer) == 401
    assert answer.headers["WWW-Authenticate"] == 'Session realm="bookshelf"'


def test_the_description_is_the_one_that_was_agreed(visitor: Browser):
    agreed = yaml.safe_load((Path(__file__).parent / "openapi.yaml").read_text(encoding="utf-8"))
    answer = visitor.get("/api/openapi.json")
    assert (answer.headers["Content-Type"], answer.json()) == ("application/json", agreed)


def test_the_api_is_json(visitor: Browser):
    assert visitor.get("/api/books/").headers["Content-Type"] == "application/json"
