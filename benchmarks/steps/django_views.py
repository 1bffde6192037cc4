"""The catalogue of Django's steps between the ORM and the templates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from benchmarks.steps.page import page, row
from books.models import Book  # type: ignore[import-not-found]
from books.paging import PAGE_SIZE, CappedPaginator  # type: ignore[import-not-found]
from books.search import books_of, search_of_request  # type: ignore[import-not-found]
from books.views import address, page_of_request  # type: ignore[import-not-found]


def by_models(request: HttpRequest) -> HttpResponse:
    everything = Book.objects.select_related("author").order_by("title", "id")
    found = CappedPaginator(everything, PAGE_SIZE).page(1)
    return HttpResponse(page(found.paginator.count, map(row, found.object_list)))


def by_search(request: HttpRequest) -> HttpResponse:
    """As the project's view, except for its template."""
    search = search_of_request(request)
    books, known = books_of(search)
    paginator = CappedPaginator(books, PAGE_SIZE, found=known)
    found = paginator.get_page_or_404(page_of_request(request))
    following = address(search, found.number + 1)
    return HttpResponse(page(paginator.count, map(row, found.object_list), following))
