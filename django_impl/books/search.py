"""Searching, filtering and sorting books, for the pages and the API."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from books.models import Author, Book
from books.paging import COUNTED
from core.text import fold

SORTS = {
    "title": "Title",
    "-title": "Title, backwards",
    "year": "Year, oldest first",
    "-year": "Year, newest first",
}


class SearchForm(forms.Form):
    """Validates the parameters; each may be empty."""

    q = forms.CharField(max_length=200, required=False)
    author = forms.CharField(required=False, strip=False)
    sort = forms.ChoiceField(choices=SORTS, required=False)


@dataclass(frozen=True)
class Search:
    """The parameters of a search; each may be empty."""

    q: str
    sort: str
    author: Author | None

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters for another page of the same search."""
        given = {"q": self.q, "author": self.author.slug if self.author else "", "sort": self.sort}
        return {name: value for name, value in given.items() if value}

    @property
    def order(self) -> str:
        return self.sort or "title"


def search_of_request(request: HttpRequest) -> Search:
    """Parse the query string; BadRequest for an invalid one, Http404 for an unknown author."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise BadRequest("The search is too long, or the order is unknown.")
    slug = form.cleaned_data["author"]
    author = get_object_or_404(Author, slug=slug) if slug else None
    return Search(form.cleaned_data["q"], form.cleaned_data["sort"], author)


def matching(books: QuerySet[Book], q: str) -> tuple[QuerySet[Book], int]:
    """The books whose title or author contains the folded ``q``, and their number, at most
    ``COUNTED`` + 1. A small result is selected by id: finding three books in the order of a list
    would read all of it."""
    authors = Author.objects.filter(name_folded__contains=q).order_by()
    found = books.filter(Q(title_folded__contains=q) | Q(author__in=authors))
    ids = list(found.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return (found if len(ids) > COUNTED else books.filter(pk__in=ids)), len(ids)


def books_of(search: Search) -> tuple[QuerySet[Book], int | None]:
    """The books in order, and their number if there is a search. Ties are ordered by id in the same
    direction, so that one index serves both."""
    ties = "-id" if search.order.startswith("-") else "id"
    books = Book.objects.select_related("author").order_by(search.order, ties)
    if search.author:
        books = books.filter(author=search.author)
    q = fold(search.q)  # empty if it has only accents
    return matching(books, q) if q else (books, None)
