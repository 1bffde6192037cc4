"""The catalogue of Django's steps between the ORM and the templates."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from benchmarks.steps.page import page, row
from books.models import Book  # type: ignore[import-not-found]
from books.paging import PAGE_SIZE, CappedPaginator  # type: ignore[import-not-found]
from books.views import CatalogueView  # type: ignore[import-not-found]


def by_models(request: HttpRequest) -> HttpResponse:
    everything = Book.objects.select_related("author").order_by("title", "id")
    found = CappedPaginator(everything, PAGE_SIZE).page(1)
    return HttpResponse(page(found.paginator.count, map(row, found.object_list)))


class BySearch(CatalogueView):
    """The project's view, but for its template."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return HttpResponse(
            page(context["paginator"].count, map(row, context["books"]), context["next_url"])
        )
