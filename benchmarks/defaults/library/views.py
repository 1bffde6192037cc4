"""Generic views (the tutorial, part 4; "Paginating a ListView"), the profile, and JSON in a
function view.

"Request and response objects" describes ``body`` and ``JsonResponse``; nothing in Django reads JSON
from a request.
"""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import generic

from .models import Book


class BookList(generic.ListView):
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Book]:
        return Book.objects.filter(title__icontains=self.request.GET.get("q", "")).order_by("title")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(q=self.request.GET.get("q", ""), **kwargs)


class BookDetail(generic.DetailView):
    model = Book


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    return render(request, "library/profile.html")


@login_required
def books_api(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        sent = json.loads(request.body)
        book = Book.objects.create(title=sent["title"], author_id=sent["author"])
        return JsonResponse({"id": book.pk}, status=201)
    return JsonResponse(list(Book.objects.values("id", "title")), safe=False)
