"""What the pages and the API have in common: searching, filtering and sorting books."""

from functools import cached_property

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


def narrow(books: QuerySet[Book], q: str) -> tuple[QuerySet[Book], int]:
    """Those whose title or author holds the folded words, and their number, which ends at one more
    than ``COUNTED``.

    Few books are named by id, for finding three in the order of a list would mean to read all of
    it.
    """
    authors = Author.objects.filter(name_folded__contains=q).order_by()
    found = books.filter(Q(title_folded__contains=q) | Q(author__in=authors))
    ids = list(found.order_by().values_list("pk", flat=True)[: COUNTED + 1])
    return (found if len(ids) > COUNTED else books.filter(pk__in=ids)), len(ids)


class SearchMixin:
    """A view of the books that its address asks for."""

    request: HttpRequest
    found: int | None = None
    """How many books hold the words, once they have been searched for."""

    @cached_property
    def search(self) -> dict[str, str]:
        form = SearchForm(self.request.GET)
        if not form.is_valid():
            raise BadRequest("The search is too long, or the order is unknown.")
        return form.cleaned_data

    @property
    def sort(self) -> str:
        return self.search["sort"] or "title"

    @cached_property
    def author(self) -> Author | None:
        slug = self.search["author"]
        return get_object_or_404(Author, slug=slug) if slug else None

    def get_queryset(self) -> QuerySet[Book]:
        """Ties are ordered by id in the same direction, so that one index serves both
        directions."""
        books = Book.objects.select_related("author").order_by(
            self.sort, "-id" if self.sort[0] == "-" else "id"
        )
        if self.author:
            books = books.filter(author=self.author)
        if q := fold(self.search["q"]):
            books, self.found = narrow(books, q)
        return books
