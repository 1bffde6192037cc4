"""The catalogue as CSV that a spreadsheet opens without running anything."""

import csv
import io
from array import array
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from books.models import Book
from core.text import harmless

COLUMNS = {"title": "title", "slug": "slug", "author": "author__name"}
COLUMNS |= {name: name for name in ("year", "isbn", "summary", "available")}
HEADERS = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="books.csv"',
}
CHUNK = 1000


def cells(values: Iterable[object]) -> list[object]:
    """Texts are made harmless; numbers and truth values stay what they are, and what is missing is
    empty."""
    return [harmless(value) if isinstance(value, str) else value for value in values]


def lines(books: QuerySet[Book]) -> Iterator[str]:
    """A line for the columns and one for each book, in the order of ``books``: read, and handed on,
    by the thousand."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    # Which books, and in which order, is asked once; no cursor stays open, for SQLite lets nobody
    # write through one that has become old.
    ids = array("q", books.values_list("pk", flat=True).iterator(CHUNK))
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        found = {
            pk: values
            for pk, *values in Book.objects.filter(pk__in=piece).values_list(
                "pk", *COLUMNS.values()
            )
        }
        for pk in piece:
            if pk in found:  # not deleted meanwhile
                writer.writerow(cells(found[pk]))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()  # the columns, where there is no book
