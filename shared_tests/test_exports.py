"""An editor exports the whole catalogue with a job that outlives the request."""

from __future__ import annotations

import itertools
import re
import uuid
from collections.abc import Callable

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.exports import request_export, rows, state, wait
from shared_tests.harness.browser import Browser, html

COLUMNS = ["title", "slug", "author", "year", "isbn", "summary", "available"]
SOME = uuid.UUID(int=7)
STATES = {"queued", "running", "done", "failed"}


@pytest.fixture
def exported(editor: Browser) -> str:
    """The address of an export of the editor that is done."""
    path = request_export(editor).headers["Location"]
    assert wait(editor, path) == "done"
    return path


def test_the_export_is_accepted_and_its_page_shown(editor: Browser):
    response = request_export(editor)
    assert response.status_code == 202
    assert state(response) in STATES
    assert state(editor.get(response.headers["Location"])) in STATES
    assert wait(editor, response.headers["Location"]) == "done"  # because it counts until then


def test_the_file_has_every_book_once_in_order(
    editor: Browser, viewer: Browser, admin: AdminDriver, exported: str
):
    (link,) = html(editor.get(exported)).xpath("//a[contains(@href, 'books.csv')]/@href")
    books = rows(editor.get(link))
    assert list(books[0]) == COLUMNS
    assert [book["title"] for book in books] == sorted(book["title"] for book in books)
    wanted = [{name: book[name] for name in COLUMNS} for book in rows(admin.export_csv(viewer))]
    assert sorted(books, key=lambda book: book["slug"]) == sorted(
        wanted, key=lambda book: book["slug"]
    )


def test_a_line_of_the_file_ends_as_rfc_4180_says(editor: Browser, new_book):
    new_book(summary="two\nlines")
    path = request_export(editor).headers["Location"]
    assert wait(editor, path) == "done"
    response = editor.get(f"{path}books.csv")
    assert response.content.count(b"\r\n") == len(rows(response)) + 1
    assert b"two\nlines" in response.content


def test_the_file_is_an_attachment_that_no_cache_keeps(editor: Browser, exported: str):
    response = editor.get(f"{exported}books.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        response.headers["Content-Disposition"].replace('"', "") == "attachment; filename=books.csv"
    )
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_formula_in_the_file_is_made_harmless(editor: Browser, new_book):
    book = new_book(title="=1+1")
    path = request_export(editor).headers["Location"]
    assert wait(editor, path) == "done"
    (row,) = [row for row in rows(editor.get(f"{path}books.csv")) if row["slug"] == book["slug"]]
    assert row["title"] == "'=1+1"


@pytest.mark.parametrize("what", ["", "books.csv"], ids=["page", "file"])
def test_an_export_is_its_owner_s_alone(
    manager: Browser, anonymous: Browser, exported: str, what: str
):
    assert manager.get(exported + what).status_code == 404
    assert anonymous.get(exported + what).headers["Location"] == f"/login/?next={exported}{what}"


@pytest.mark.parametrize(
    "made_up",
    ["1", "0", "-1", "x", "books.csv", "%00x", str(uuid.UUID(int=7)), uuid.UUID(int=7).hex],
)
def test_an_id_that_was_made_up_is_not_found(editor: Browser, made_up: str):
    assert editor.get(f"/exports/{made_up}/").status_code == (400 if "%00" in made_up else 404)


def test_an_id_cannot_be_guessed_from_others(editor: Browser):
    ids = []
    for _ in range(3):
        path = request_export(editor).headers["Location"]
        ids.append(path.split("/")[2])
        assert wait(editor, path) == "done"
    for one, other in itertools.combinations(ids, 2):
        assert re.fullmatch("[-_a-zA-Z0-9]{22,}", one)  # 128 random bits need as many characters
        assert sum(a == b for a, b in zip(one, other, strict=True)) < len(one) / 2


@pytest.mark.parametrize("role", ["reader", "viewer", "editor", "manager"])
def test_who_may_export_is_shown_the_form(as_role: Callable[[str], Browser], role: str):
    page = as_role(role).get("/account/")
    offered = [form.get("action") for form in html(page).forms]
    assert ("/exports/" in offered) == (role in ("editor", "manager"))


def test_exports_are_requested_with_post(editor: Browser):
    response = editor.get("/exports/")
    assert (
        response.status_code,
        response.headers["Allow"].replace("OPTIONS, ", "").replace(", OPTIONS", ""),
    ) == (
        405,
        "POST",
    )


@pytest.mark.parametrize("what", ["", "books.csv"], ids=["page", "file"])
def test_an_export_is_looked_at_with_get(editor: Browser, exported: str, what: str):
    assert (
        editor.request("POST", exported + what, headers={"Origin": editor.base_url}).status_code
        == 405
    )
