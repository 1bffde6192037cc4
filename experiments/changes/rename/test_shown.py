"""Pages, API and exports still use `summary`; it is stored as `description`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from experiments.changes.rename.shelf import Shelf
from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.exports import request_export, rows, wait
from shared_tests.harness.browser import Browser, form_of, html, text
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import Implementation


@pytest.fixture
def stored(implementation: Implementation, database: SqliteFile) -> Callable[[dict], str]:
    """The new column's value of a book in the server's database."""
    return lambda book: Shelf(database, implementation).texts("description")[book["slug"]]


def test_the_api_reads_and_writes_it_as_summary(editor: Browser, new_book, stored):
    book = new_book(summary="The first.")
    assert (book["summary"], "description" in book, stored(book)) == (
        "The first.",
        False,
        "The first.",
    )
    response = editor.api(
        "PATCH", f"/api/books/{book['slug']}/", json={"summary": "Another."}, If_Match='"1"'
    )
    assert (response.status_code, response.json()["summary"], stored(book)) == (
        200,
        "Another.",
        "Another.",
    )


@pytest.mark.parametrize(
    ("field", "sent"), [("description", "New."), ("summary", "x" * 2001), ("summary", None)]
)
def test_the_api_names_what_is_wrong_as_the_client_does(
    editor: Browser, new_book, stored, field: str, sent
):
    book = new_book(summary="Stays.")
    response = editor.api(
        "PATCH", f"/api/books/{book['slug']}/", json={field: sent}, If_Match='"1"'
    )
    assert (response.status_code, list(response.json()["errors"])) == (422, [field])
    assert stored(book) == "Stays."


def test_a_form_that_was_opened_before_the_change_loses_nothing(
    editor: Browser, admin: AdminDriver, new_book, stored
):
    book = new_book(summary="Before.")
    opened = admin.open_change(editor, book["slug"])
    fields = form_of(opened, opened.url.path).fields
    assert (fields["summary"].strip(), "description" in fields) == ("Before.", False)
    assert admin.save(editor, opened, summary="What was typed.").status_code == 302
    assert stored(book) == "What was typed."


def test_the_admin_calls_it_summary(
    viewer: Browser, editor: Browser, admin: AdminDriver, new_book, stored
):
    book = new_book(summary="Shown.")
    labels = [
        one.text_content()
        for one in html(admin.open_change(editor, book["slug"])).cssselect("label")
    ]
    assert [
        label.strip().strip(":") for label in labels if "ummary" in label or "escription" in label
    ] == ["Summary"]
    shown = text(admin.open_change(viewer, book["slug"]))
    assert ("Summary" in shown, "Description" in shown, stored(book) in shown) == (
        True,
        False,
        True,
    )


def test_the_history_calls_it_summary(editor: Browser, admin: AdminDriver, new_book, stored):
    book = new_book()
    admin.save(editor, admin.open_change(editor, book["slug"]), summary="New.")
    history = text(admin.history(editor, book["slug"])).lower()
    assert ("summary" in history, "description" in history, stored(book)) == (True, False, "New.")


def test_both_exports_call_it_summary(editor: Browser, admin: AdminDriver, new_book, stored):
    book = new_book(summary="In the file.")
    path = request_export(editor).headers["Location"]
    assert wait(editor, path) == "done"
    for response in (admin.export_csv(editor), editor.get(f"{path}books.csv")):
        (row,) = [row for row in rows(response) if row["slug"] == book["slug"]]
        assert (row["summary"], "description" in row) == (stored(book), False)
