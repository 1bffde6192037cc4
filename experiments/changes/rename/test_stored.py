"""A database that was filled before the change keeps its data, on the way up and on the way
back."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.changes.rename.shelf import BACK, ROW, Shelf
from shared_tests.harness.browser import text
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import Implementation
from shared_tests.harness.servers import serving

TEXTS = {
    "nothing": "",
    "plain": "What it is about.",
    "spaces": "  two lines\r\n\tand tabs  ",
    "markup": """<b>"bold"</b> & it's; -- {{ 7*7 }} %s""",
    "scripts": "홍길동전 📚 é",
    "longest": "語" * 2000,
}


@pytest.fixture
def shelf(implementation: Implementation, tmp_path: Path) -> Shelf:
    """The old tables with data."""
    shelf = Shelf(SqliteFile(tmp_path / "shelf.sqlite3"), implementation)
    shelf.build()
    shelf.add(TEXTS, "summary")
    return shelf


def test_the_texts_of_before_are_in_the_new_column(shelf: Shelf):
    assert "description" not in shelf.columns()
    shelf.migrate()
    assert {"summary", "description"} & shelf.columns() == {"description"}
    assert shelf.texts("description") == TEXTS


def test_migrating_back_keeps_the_texts_of_before_and_since(shelf: Shelf):
    shelf.migrate()
    shelf.add({"since": "Written since."}, "description")
    shelf.migrate(*BACK[shelf.implementation.name])
    assert {"summary", "description"} & shelf.columns() == {"summary"}
    assert shelf.texts("summary") == TEXTS | {"since": "Written since."}


def test_nothing_else_of_a_book_changes(shelf: Shelf):
    kept = f"SELECT id, slug, title, isbn, {', '.join(ROW)} FROM {shelf.books} ORDER BY id"
    before = shelf.query(kept)
    shelf.migrate()
    assert "description" in shelf.columns()
    assert shelf.query(kept) == before


def test_the_table_keeps_its_indexes_and_gives_no_number_twice(shelf: Shelf):
    indexes = (
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = "
        f"'{shelf.books}' ORDER BY name"
    )
    before = shelf.query(indexes)
    shelf.query(f"DELETE FROM {shelf.books} WHERE slug = 'longest'")
    shelf.migrate()
    shelf.add({"since": "Written since."}, "description")
    assert shelf.query(indexes) == before
    assert shelf.query(f"SELECT id FROM {shelf.books} WHERE slug = 'since'") == [(len(TEXTS) + 1,)]


def test_the_site_shows_what_was_stored_before(shelf: Shelf, open_browser, tmp_path: Path):
    shelf.migrate()
    with serving(shelf.implementation, shelf.env, tmp_path) as server:
        anonymous = open_browser(server.base_url)
        books = anonymous.get("/api/books/").json()["results"]
        page = anonymous.get("/books/markup/")
    assert {book["slug"]: book["summary"] for book in books} == shelf.texts("description") == TEXTS
    assert TEXTS["markup"] in text(page)
