"""Checks that an application of one file shows every book as it is stored."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.common.source import ROOT
from benchmarks.minimal.subjects import CATALOGUE, DATABASE
from shared_tests.harness.browser import Browser, Response, html, text


def lent(folder: Path) -> list[dict]:
    """Every stored book, after each got an ISBN and every other one was marked unavailable: the
    catalogue has neither."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection, connection:
        connection.row_factory = sqlite3.Row
        connection.execute("UPDATE books SET isbn = printf('979%010d', id), available = id % 2")
        rows = connection.execute("SELECT slug, isbn, available FROM books").fetchall()
    stored = {row["slug"]: dict(row) for row in rows}
    catalogue = json.loads((ROOT / CATALOGUE).read_text(encoding="utf-8"))
    names = {author["slug"]: author["name"] for author in catalogue["authors"]}
    return [
        book | stored[book["slug"]] | {"name": names[book["author"]]} for book in catalogue["books"]
    ]


def pages_of_books(url: str, books: list[dict]) -> str:
    """Check the page of every book: the suite's own cases create books, which is not possible
    here."""
    browser = Browser(url, pages_alone=True)
    wrong = [
        book["slug"] for book in books if not shown(browser.get(f"/books/{book['slug']}/"), book)
    ]
    browser.close()
    return f"wrong: {', '.join(wrong)}" if wrong else "passed"


def shown(page: Response, book: dict) -> bool:
    """Whether a book's page has its title, author, year, ISBN, summary and availability."""
    document, words = html(page), text(page)
    year = str(book["year"]) if book["year"] >= 0 else f"{-book['year']} BC"
    availability = "available" if book["available"] else "not available"
    return (
        document.xpath("string(//h1)") == book["title"]
        and document.xpath("string(//title)") == f"{book['title']} – Bookshelf"
        and all(
            value in words
            for value in (book["name"], year, book["isbn"], " ".join(book["summary"].split()))
        )
        and f"/books/?author={book['author']}" in document.xpath("//main//a/@href")
        and [one.text_content() for one in document.cssselect("dd.availability")] == [availability]
    )
