"""The books as CSV, without formulas."""

import csv
import io
from array import array
from collections.abc import Iterator

from django.db.models import QuerySet

from core.text import harmless
from experiments.migration.django_on_flask.models import Book

COLUMNS = ("title", "slug", "author", "year", "isbn", "summary", "available")
HEADERS = {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": 'attachment; filename="books.csv"',
}
CHUNK = 2000


def lines(books: QuerySet[Book]) -> Iterator[str]:
    """One query selects the ids in order; the books are read and yielded in batches."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    columns = ["author__name" if name == "author" else name for name in COLUMNS]
    # No cursor stays open, because SQLite blocks writes through an old one.
    ids = array("q", books.values_list("pk", flat=True).iterator(CHUNK))
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        found = {
            pk: values
            for pk, *values in Book.objects.filter(pk__in=piece).values_list("pk", *columns)
        }
        for book in [found[pk] for pk in piece if pk in found]:  # not deleted meanwhile
            writer.writerow(
                [harmless(value) if isinstance(value, str) else value for value in book]
            )
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()  # the header, if there are no books
