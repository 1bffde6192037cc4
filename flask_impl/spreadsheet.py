"""The catalogue as rows for a spreadsheet: the same columns and cells in the admin's CSV and in exports."""

from typing import Any

from flask_impl.models import Book

COLUMNS = ("title", "slug", "author", "year", "isbn", "summary", "available")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> str:
    """A cell's text; a spreadsheet would take some for a formula, unless an apostrophe stands before it."""
    value = "" if value is None else str(value)
    return f"'{value}" if value.startswith(FORMULA) else value


def cell(book: Book, column: str) -> str:
    return harmless(getattr(book, column))
