"""The pages of the catalogue and of a book."""

import re
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views import View
from django.views.generic import DetailView

from books.models import Book
from books.paging import COUNTED, PAGE_SIZE, CappedPaginator
from books.search import SORTS, Search, books_of, search_of_request


def page_of_request(request: HttpRequest) -> int:
    """The number of the page; Django also accepts "last", "+1" and other scripts' digits."""
    given = request.GET.get("page", "1")
    if not re.fullmatch("[1-9][0-9]?", given):
        raise Http404
    return int(given)


def in_words(total: int) -> str:
    if total > COUNTED:
        return f"more than {COUNTED:,} books"
    return {0: "no books", 1: "1 book"}.get(total, f"{total} books")


def address(search: Search, page: int) -> str:
    return f"{reverse('books:catalogue')}?{urlencode(search.parameters | {'page': str(page)})}"


class CatalogueView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        search = search_of_request(request)
        books, found = books_of(search)
        paginator = CappedPaginator(books, PAGE_SIZE, found=found)
        page = paginator.get_page_or_404(page_of_request(request))
        context = {
            "books": page.object_list,
            "total": in_words(paginator.count),
            "search": search,
            "author": search.author,
            "sorts": SORTS.items(),
            "previous_url": address(search, page.number - 1) if page.has_previous() else "",
            "next_url": address(search, page.number + 1) if page.has_next() else "",
        }
        return render(request, "books/list.html", context)


class BookView(DetailView):
    template_name = "books/detail.html"
    queryset = Book.objects.select_related("author")
