"""The catalogue as a spreadsheet: every book and every column, no formula, and exactly the books
that the list shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.api import create
from shared_tests.drivers.exports import request_export, rows, wait
from shared_tests.harness.browser import Browser, Response, html

COLUMNS = ["title", "slug", "author", "year", "isbn", "summary", "available"]
STARTS = {
    "equals": "=",
    "plus": "+",
    "minus": "-",
    "at": "@",
    "tab": "\t",
    "line end": "\n",
    "wide equals": "＝",
    "wide plus": "＋",
    "wide minus": "－",
    "wide at": "＠",
}
HARMLESS = {
    "apostrophe": "'=1",
    "quote": '"=1"',
    "later": "a=1",
    "comma": ",=1",
    "space": " =1",
}
INSIDE = {"semicolon": "a;=1", "tab": "a\t+1", "line end": "a\n-1"}
"""Some spreadsheets split a line at these characters, whatever the quotes are."""
BEGIN = tuple(STARTS.values())


def safe(text: str) -> str:
    text = re.sub("([;\t\r\n])(?=[=+@＝＋－＠-])", r"\1'", text)
    return f"'{text}" if text.startswith(BEGIN) else text


def cells(book: dict) -> dict[str, str]:
    """The row of a book, made from the API's representation."""
    texts = {"title": book["title"], "slug": book["slug"], "author": book["author"]["name"]}
    texts |= {"isbn": book["isbn"] or "", "summary": book["summary"]}
    return {name: safe(text) for name, text in texts.items()} | {
        "year": str(book["year"]),
        "available": str(book["available"]),
    }


def of_contract(response: Response) -> list[dict[str, str]]:
    """The rows of a file, with the columns of the contract alone."""
    return [{name: row[name] for name in COLUMNS} for row in rows(response)]


def catalogue(browser: Browser, **parameters: str) -> list[dict]:
    page = browser.get("/api/books/", **parameters).json()
    books = page["results"]
    while page["next"]:
        page = browser.get(page["next"]).json()
        books += page["results"]
    return books


@pytest.fixture(scope="module")
def odd_books(
    editor: Browser, manager: Browser, admin: AdminDriver, worker_id: str
) -> Iterator[list[dict]]:
    """Books and authors whose texts begin as formulas do, and some that only look similar."""
    made, authors = [], []
    for number, start in enumerate([*STARTS.values(), *HARMLESS.values(), *INSIDE.values()]):
        author = f"-formula-{worker_id}-{number}"
        name = f"{start}1+1, 'of' an author"
        assert admin.add_author(manager, name, author).status_code == 302
        authors.append(author)
        texts = {"title": f"{start}1+1 {worker_id}", "summary": f'{start}1+1, "quoted"\n=2'}
        book = {"slug": f"-formula-{worker_id}-{number}", "author": author, "year": -405 + number}
        response = create(
            editor, **texts, **book, available=number % 2 == 0, isbn=f"9781{number:09}"
        )
        assert response.status_code == 201, response.text
        made.append(response.json())
    yield made
    for book in made:
        manager.api("DELETE", f"/api/books/{book['slug']}/")
    for author in authors:
        admin.delete_author(manager, author)


@pytest.fixture
def exported(editor: Browser) -> Callable[[], Response]:
    """The file of a new export."""

    def export() -> Response:
        path = request_export(editor).headers["Location"]
        assert wait(editor, path) == "done"
        return editor.get(f"{path}books.csv")

    return export


def test_the_export_has_every_book(viewer: Browser, admin: AdminDriver):
    response = admin.export_csv(viewer)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith("attachment")
    titles = {row["title"] for row in rows(response)}
    assert len(titles) >= 200
    assert {"Pride and Prejudice", "홍길동전"} <= titles


def test_the_admin_s_file_is_the_catalogue_cell_by_cell(
    anonymous: Browser, viewer: Browser, admin: AdminDriver, odd_books: list[dict]
):
    assert of_contract(admin.export_csv(viewer)) == [cells(book) for book in catalogue(anonymous)]


def test_the_file_of_an_export_is_the_catalogue_cell_by_cell(
    anonymous: Browser, exported, odd_books: list[dict]
):
    response = exported()
    assert list(rows(response)[0]) == COLUMNS
    assert rows(response) == [cells(book) for book in catalogue(anonymous)]


def test_every_text_that_begins_a_formula_has_an_apostrophe(
    viewer: Browser, admin: AdminDriver, odd_books: list[dict]
):
    books = {row["slug"]: row for row in rows(admin.export_csv(viewer))}
    for book, start in zip(odd_books, STARTS.values(), strict=False):
        row = books[f"'{book['slug']}"]
        assert row["summary"].startswith(f"'{start}")
        # A title never begins with white space
        assert row["title"].startswith("'") == (start.strip() != "")
        assert row["year"] == str(book["year"])


LISTS: dict[str, tuple[dict, dict[str, str], Callable[[dict], bool]]] = {
    "a search": ({"q": "brontë"}, {"q": "BRONTE"}, lambda book: True),
    "an author": ({"author": "jane-austen"}, {"author": "jane-austen"}, lambda book: True),
    "the unavailable": ({"available": False}, {}, lambda book: not book["available"]),
    "the available, on several pages": ({"available": True}, {}, lambda book: book["available"]),
    "backwards": ({"sort": "-title"}, {"sort": "-title"}, lambda book: True),
    "by year": ({"sort": "year"}, {"sort": "year"}, lambda book: True),
    "all at once": (
        {"q": "1+1", "available": False, "sort": "-year"},
        {"q": "1+1", "sort": "-year"},
        lambda book: not book["available"],
    ),
    "nothing": ({"q": "no such book anywhere"}, {"q": "no such book anywhere"}, lambda book: True),
}


@pytest.mark.parametrize(("of_admin", "of_api", "kept"), LISTS.values(), ids=LISTS)
def test_the_admin_s_file_holds_what_is_listed(
    anonymous: Browser,
    viewer: Browser,
    admin: AdminDriver,
    odd_books: list[dict],
    of_admin: dict,
    of_api: dict,
    kept,
):
    expected = [cells(book) for book in catalogue(anonymous, **of_api) if kept(book)]
    assert of_contract(admin.export_csv(viewer, **of_admin)) == expected


def test_the_link_to_the_file_says_what_it_holds(viewer: Browser, admin: AdminDriver):
    links = html(admin.open_list(viewer, "pride")).xpath(
        "//a[normalize-space(.)='Export these books as CSV']/@href"
    )
    assert len(links) == 1
    assert [row["title"] for row in rows(viewer.get(links[0]))] == ["Pride and Prejudice"]


def test_the_file_of_an_export_holds_all_whatever_was_listed(
    exported, anonymous: Browser, editor: Browser, admin
):
    admin.titles(editor, q="pride", available=True)
    assert len(rows(exported())) == len(catalogue(anonymous))


@pytest.mark.parametrize("what", ["", "books.csv"], ids=["page", "file"])
def test_a_second_user_of_the_same_role_does_not_see_an_export(editor: Browser, another, what: str):
    path = request_export(editor).headers["Location"]
    assert wait(editor, path) == "done"
    assert another("editor").browser.get(path + what).status_code == 404
    assert editor.get(path + what).status_code == 200


def test_a_file_can_be_read_back(viewer: Browser, admin: AdminDriver, new_book):
    book = new_book(title='A "quoted", title', summary="one\n\ntwo,\n'three'\n", year=0)
    (row,) = [row for row in of_contract(admin.export_csv(viewer)) if row["slug"] == book["slug"]]
    assert row == cells(book), json.dumps(row)
