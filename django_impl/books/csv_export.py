"""The catalogue as CSV, without formulas."""

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
BATCH_SIZE = 1000


def cells(values: Iterable[object]) -> list[object]:
    """Texts are escaped; numbers and booleans stay unchanged, and a missing value is empty."""
    return [harmless(value) if isinstance(value, str) else value for value in values]


def lines(books: QuerySet[Book]) -> Iterator[str]:
    """The header and one line per book, in the order of ``books``, read and yielded in batches."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    # One query selects the ids in order; no cursor stays open, because SQLite blocks writes through
    # an old one.
    ids = array("q", books.values_list("pk", flat=True).iterator(BATCH_SIZE))
    for start in range(0, len(ids), BATCH_SIZE):
        batch = ids[start : start + BATCH_SIZE]
        found = {
            pk: values
            for pk, *values in Book.objects.filter(pk__in=batch).values_list(
                "pk", *COLUMNS.values()
            )
        }
        for pk in batch:
            if pk in found:  # not deleted meanwhile
                writer.writerow(cells(found[pk]))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()  # the header, if there are no books
