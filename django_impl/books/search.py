"""What the pages and the API have in common: searching, filtering and sorting books."""

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
    """The parameters; each may be empty."""

    q = forms.CharField(max_length=200, required=False)
    author = forms.CharField(required=False, strip=False)
    sort = forms.ChoiceField(choices=SORTS, required=False)


@dataclass(frozen=True)
class Search:
    """What somebody asked for; each part may be empty."""

    q: str
    sort: str
    author: Author | None

    @property
    def parameters(self) -> dict[str, str]:
        """For the address of another page of the same search."""
        given = {"q": self.q, "author": self.author.slug if self.author else "", "sort": self.sort}
        return {name: value for name, value in given.items() if value}

    @property
    def order(self) -> str:
        return self.sort or "title"


def search_of_request(request: HttpRequest) -> Search:
    """From the query string, or BadRequest, or Http404 for an author who does not exist."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        raise BadRequest("The search is too long, or the order is unknown.")
    slug = form.cleaned_data["author"]
    author = get_object_or_404(Author, slug=slug) if slug else None
    return Search(form.cleaned_data["q"], form.cleaned_data["sort"], author)


def matching(books: QuerySet[Book], q: str) -> tuple[QuerySet[Book], int]:
    """Those whose title or author holds the folded words, and their number, which ends at one more
    than ``COUNTED``.

    Few books are named by id, for finding three in the order of a list would mean to read all of
    it.
    """
    authors = Author.objects.filter(name_folded__contains=q).order_by()
    found = books.filter(Q(title_folded__contains=q) | Q(author__in=authors))
    ids = list(found.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return (found if len(ids) > COUNTED else books.filter(pk__in=ids)), len(ids)


def books_of(search: Search) -> tuple[QuerySet[Book], int | None]:
    """The books in their order, and how many they are where words were looked for.

    Ties are ordered by id in the same direction, so that one index serves both directions.
    """
    ties = "-id" if search.order.startswith("-") else "id"
    books = Book.objects.select_related("author").order_by(search.order, ties)
    if search.author:
        books = books.filter(author=search.author)
    q = fold(search.q)  # empty for what is nothing but accents
    return matching(books, q) if q else (books, None)
