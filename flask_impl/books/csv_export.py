"""The catalogue as rows for a spreadsheet: the same columns and cells in the admin's CSV and in
exports."""

from flask_impl.books.models import Book
from flask_impl.core.text import harmless

COLUMNS = ("title", "slug", "author", "year", "isbn", "summary", "available")
TEXTS = {"title", "slug", "author", "isbn", "summary"}
"""The other columns hold numbers and flags, which are not formulas: ``-405`` is a year."""


def cell(book: Book, column: str) -> str:
    value = getattr(book, column)
    text = "" if value is None else str(value)
    return harmless(text) if column in TEXTS else text
