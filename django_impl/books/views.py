"""The pages of the catalogue and of a book."""

import re
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.views.generic import DetailView, ListView

from books.models import Book
from books.paging import COUNTED, PAGE_SIZE, CappedPaginator
from books.search import SORTS, SearchMixin


def in_words(count: int) -> str:
    if count > COUNTED:
        return f"more than {COUNTED:,} books"
    return {0: "no books", 1: "1 book"}.get(count, f"{count} books")


class CatalogueView(SearchMixin, ListView):
    template_name = "books/list.html"
    context_object_name = "books"
    paginate_by = PAGE_SIZE
    paginator_class = CappedPaginator

    def get_queryset(self) -> QuerySet[Book]:
        # What the list shows; neither summaries nor dates are read for it.
        return super().get_queryset().only("title", "slug", "year", "available", "author__name")

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        # Django takes "last", "+1" and other scripts' digits for pages too.
        if not re.fullmatch("[1-9][0-9]*", self.request.GET.get("page", "1")):
            raise Http404
        return super().paginate_queryset(queryset, page_size)

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        if self.found is not None:
            paginator.count = self.found  # not counted a second time
        return paginator

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            search=self.search, author=self.author, sorts=SORTS.items(), **kwargs
        )
        page = context["page_obj"]
        return context | {
            "total": in_words(page.paginator.count),
            "previous_url": self.address(page.previous_page_number())
            if page.has_previous()
            else "",
            "next_url": self.address(page.next_page_number()) if page.has_next() else "",
        }

    def address(self, page: int) -> str:
        """Another page of the same search."""
        given = {name: value for name, value in self.search.items() if value}
        return f"{reverse('books:catalogue')}?{urlencode(given | {'page': page})}"


class BookView(DetailView):
    template_name = "books/detail.html"
    queryset = Book.objects.select_related("author")
