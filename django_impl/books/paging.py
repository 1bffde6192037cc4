"""Paging at a cost that does not grow with the number of books: a capped count, and cursors."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.core import signing
from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property

from books.models import Book

PAGE_SIZE = 20
COUNTED = 1000
SALT = "books.cursor"


class CappedPaginator(Paginator):
    """Counts up to ``COUNTED`` + 1; its pages end there too."""

    object_list: QuerySet[Book]

    def __init__(self, *args: Any, found: int | None = None, **options: Any) -> None:
        """``found`` includes their number, if it is known."""
        super().__init__(*args, **options)
        self.found = found

    @cached_property
    def count(self) -> int:
        if self.found is not None:
            return self.found
        return self.object_list.order_by()[: COUNTED + 1].count()

    def get_page_or_404(self, number: int) -> Page:
        try:
            return self.page(number)
        except EmptyPage as error:
            raise Http404 from error

    @cached_property
    def num_pages(self) -> int:
        return max(1, -(-min(self.count, COUNTED) // self.per_page))


class BookList(ChangeList):
    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Book]) -> list[Any]:
        """Orders ties by id in the direction of the last column, as in the catalogue, so that one
        index serves both directions."""
        *ordering, last = super().get_ordering(request, queryset.order_by())
        upwards = ordering and not str(ordering[-1]).startswith("-")
        return [*ordering, "pk" if upwards and last == "-pk" else last]


def cursor_of(book: Book, sort: str) -> str:
    """The start of the next page in this order; compressed, because a long title and a long search
    together would be too long."""
    return signing.dumps([sort, getattr(book, sort.lstrip("-")), book.pk], salt=SALT, compress=True)


def after(cursor: str, sort: str, books: QuerySet[Book]) -> QuerySet[Book]:
    """The books after the cursor; BadRequest for one that was not issued, or for another order."""
    try:
        issued_for, value, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise BadRequest("The cursor was not issued here.") from error
    if issued_for != sort:
        raise BadRequest("The cursor belongs to another order.")
    key, beyond = sort.lstrip("-"), "lt" if sort.startswith("-") else "gt"
    # The second condition implies the first, but only the first can use an index.
    return books.filter(
        Q(**{f"{key}__{beyond}e": value}),
        Q(**{f"{key}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk}),
    )
