"""A book has a number of pages, or none: on its page, in the admin, in the API and in the CSV."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.exports import rows
from shared_tests.harness.browser import Browser, form_of, html, text

MOST = 20_000
WRONG: dict[str, object] = {
    "none": 0,
    "negative": -1,
    "too many": MOST + 1,
    "huge": 10**20,
    "a fraction": 1.5,
}
WRONG |= {"a truth": True, "as text": "300", "empty": "", "a list": [300]}
Pages = Callable[[dict], object]


@pytest.fixture
def pages(anonymous: Browser) -> Pages:
    """A book's number of pages in the API."""
    return lambda book: anonymous.get(f"/api/books/{book['slug']}/").json()["pages"]


def test_the_book_s_page_shows_it_when_there_is_one(anonymous: Browser, new_book):
    shown = [
        html(anonymous.get(f"/books/{new_book(pages=number)['slug']}/")) for number in (1234, None)
    ]
    assert [page.xpath("//dt[.='Pages']/following-sibling::dd[1]/text()") for page in shown] == [
        ["1234"],
        [],
    ]


@pytest.mark.parametrize("number", [1, MOST, None])
def test_the_api_stores_it(anonymous: Browser, new_book, number: int | None):
    book = new_book(pages=number)
    assert book["pages"] == number
    listed = anonymous.get("/api/books/", q=book["title"]).json()["results"]
    assert book in listed


def test_the_api_changes_it_and_takes_it_away(editor: Browser, new_book, pages: Pages):
    book = new_book()
    assert book["pages"] is None
    for version, sent, stored in (
        (1, {"pages": 300}, 300),
        (2, {"year": 1814}, 300),
        (3, {"pages": None}, None),
    ):
        response = editor.api(
            "PATCH", f"/api/books/{book['slug']}/", json=sent, If_Match=f'"{version}"'
        )
        assert (response.status_code, response.json()["pages"], pages(book)) == (
            200,
            stored,
            stored,
        )


@pytest.mark.parametrize("number", WRONG.values(), ids=WRONG)
def test_a_number_that_is_wrong_is_named_and_not_stored(
    editor: Browser, new_book, pages: Pages, number: object
):
    book = new_book(pages=300)
    response = editor.api(
        "PATCH", f"/api/books/{book['slug']}/", json={"pages": number}, If_Match='"1"'
    )
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, list(response.json()["errors"])) == (422, ["pages"])
    assert pages(book) == 300


def test_the_description_of_the_api_tells_its_limits(anonymous: Browser):
    schemas = anonymous.get("/api/openapi.json").json()["components"]["schemas"]
    sent = schemas["BookChange"]["properties"]["pages"]
    assert (sent["type"], sent["minimum"], sent["maximum"]) == (["integer", "null"], 1, MOST)
    assert "pages" in schemas["Book"]["required"]


def test_an_editor_types_it_into_the_form_and_takes_it_away(
    editor: Browser, admin: AdminDriver, new_book, pages
):
    book = new_book()
    for typed, stored in (("300", 300), ("", None)):
        opened = admin.open_change(editor, book["slug"])
        assert admin.save(editor, opened, pages=typed).status_code == 302
        assert pages(book) == stored
    assert "pages" in text(admin.history(editor, book["slug"])).lower()


@pytest.mark.parametrize("typed", ["0", "-1", str(MOST + 1), "9" * 26, "1.5", "many"])
def test_a_number_that_is_wrong_is_a_form_error(
    editor: Browser, admin: AdminDriver, new_book, pages, typed: str
):
    book = new_book(pages=300)
    response = admin.save(editor, admin.open_change(editor, book["slug"]), pages=typed)
    form = form_of(response, response.url.path)
    assert (response.status_code, form.fields["pages"], pages(book)) == (200, typed, 300)


def test_the_admin_s_list_and_a_viewer_s_page_show_it(
    viewer: Browser, admin: AdminDriver, new_book
):
    book = new_book(pages=17_439)
    for page in (admin.open_list(viewer, q=book["title"]), admin.open_change(viewer, book["slug"])):
        assert "17439" in text(page)


def test_the_csv_has_it_in_its_last_column(viewer: Browser, admin: AdminDriver, new_book):
    books = [new_book(pages=300), new_book()]
    exported = {row["slug"]: row for row in rows(admin.export_csv(viewer))}
    assert [exported[book["slug"]]["pages"] for book in books] == ["300", ""]
    assert list(exported[books[0]["slug"]])[-1] == "pages"
