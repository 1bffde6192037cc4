"""Generic views (the tutorial, part 4; "Paginating a ListView"), the search as a form, the profile,
and a book sent by a form and shown as JSON.

Nothing in Django reads JSON from a request: ``JsonableResponseMixin`` of "Content negotiation
example" (generic editing views) is what its documentation shows of an API.
"""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import generic

from .forms import SearchForm
from .models import Book


class BookList(generic.ListView):
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Book]:
        self.form = SearchForm(self.request.GET)
        books = Book.objects.order_by("title")
        if self.form.is_valid():
            return books.filter(title__icontains=self.form.cleaned_data["q"])
        return books

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)


class BookDetail(generic.DetailView):
    model = Book


class Profile(LoginRequiredMixin, generic.TemplateView):
    template_name = "library/profile.html"


class JsonableResponseMixin:
    request: HttpRequest

    def form_invalid(self, form: ModelForm) -> HttpResponse:
        response = super().form_invalid(form)  # type: ignore[misc]
        if self.request.accepts("text/html"):
            return response
        return JsonResponse(form.errors, status=400)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        response = super().form_valid(form)  # type: ignore[misc]
        if self.request.accepts("text/html"):
            return response
        return JsonResponse({"pk": self.object.pk})  # type: ignore[attr-defined]


class BookCreate(LoginRequiredMixin, JsonableResponseMixin, generic.CreateView):
    model = Book
    fields = ["title", "author"]
    success_url = "/books/"
