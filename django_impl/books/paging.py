"""Walks through many books at a cost that does not grow with their number: a capped count, and
cursors."""

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
    """Counts up to ``COUNTED``, and one more for any number beyond; its pages end there too."""

    object_list: QuerySet[Book]

    def __init__(self, *args: Any, found: int | None = None, **options: Any) -> None:
        """``found``: their number, where it is known."""
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
        """Ties by id in the direction of the last column, as in the catalogue: so one index serves
        both directions."""
        *ordering, last = super().get_ordering(request, queryset.order_by())
        upwards = ordering and not str(ordering[-1]).startswith("-")
        return [*ordering, "pk" if upwards and last == "-pk" else last]


def cursor_of(book: Book, sort: str) -> str:
    """Says where in this order the next page begins; packed, or a long title beside a long search
    would be too long."""
    return signing.dumps([sort, getattr(book, sort.lstrip("-")), book.pk], salt=SALT, compress=True)


def after(cursor: str, sort: str, books: QuerySet[Book]) -> QuerySet[Book]:
    """The books behind the cursor; BadRequest for one that we did not issue, or for another
    order."""
    try:
        issued_for, value, pk = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise BadRequest("The cursor was not issued here.") from error
    if issued_for != sort:
        raise BadRequest("The cursor belongs to another order.")
    key, beyond = sort.lstrip("-"), "lt" if sort.startswith("-") else "gt"
    # The first condition is implied by the second, but it is the one that an index can begin from.
    return books.filter(
        Q(**{f"{key}__{beyond}e": value}),
        Q(**{f"{key}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk}),
    )
