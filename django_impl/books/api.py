"""The JSON API of books: list, read, create, change, delete."""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags

from books import payload
from books.models import Book
from books.paging import PAGE_SIZE, after, cursor_of
from books.search import SearchMixin
from config import history
from config.api import ApiView
from config.errors import Problem


def represent(book: Book) -> dict[str, Any]:
    names = ("slug", "title", "year", "isbn", "summary", "available", "version", "created_at", "updated_at")
    fields = {name: getattr(book, name) for name in names}
    return fields | {"author": {"name": book.author.name, "slug": book.author.slug}}


def etag(book: Book) -> str:
    return f'"{book.version}"'


def show(book: Book, status: int = 200, **headers: str) -> JsonResponse:
    return JsonResponse(represent(book), status=status, headers={"ETag": etag(book), **headers})


class BookListApi(SearchMixin, ApiView):
    permissions = {"POST": "books.add_book"}

    def get(self, request: HttpRequest) -> HttpResponse:
        books = self.get_queryset()
        if "cursor" in request.GET:
            books = after(request.GET["cursor"], self.sort, books)
        page = list(books[: PAGE_SIZE + 1])  # one more tells whether there is a next page
        following = self.address(page[PAGE_SIZE - 1]) if len(page) > PAGE_SIZE else None
        return JsonResponse({"results": [represent(book) for book in page[:PAGE_SIZE]], "next": following})

    def address(self, last: Book) -> str:
        given = {name: value for name, value in self.search.items() if value}
        return f"{reverse('api:books')}?{urlencode(given | {'cursor': cursor_of(last, self.sort)})}"

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = payload.read(request)
        with transaction.atomic():
            book = payload.check(sent, Book()).save()
            history.added(self.signed_in().pk, book)
        return show(book, 201, Location=reverse("api:book", args=[book.slug]))


class BookApi(ApiView):
    permissions = {"PATCH": "books.change_book", "DELETE": "books.delete_book"}

    def book(self, slug: str, lock: bool = False) -> Book:
        """The book, or 404; 412 when it is not the version that the client has in mind."""
        books = Book.objects.select_related("author")
        book = get_object_or_404(books.select_for_update(of=("self",)) if lock else books, slug=slug)
        if (wanted := self.request.headers.get("If-Match")) is not None:
            versions = parse_etags(wanted)
            if versions != ["*"] and etag(book) not in versions:
                raise Problem(412, "The book has been changed since.")
        return book

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase | None:
        response = show(self.book(slug))
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def patch(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.book(slug)
        if "If-Match" not in request.headers:
            raise Problem(428, "Say with If-Match which version you change.")
        sent = payload.read(request)  # before the lock: a slow client would hold it
        with transaction.atomic():
            book = self.book(slug, lock=True)
            form = payload.check(sent, book)
            if form.has_changed():
                book = form.save()
                history.changed(self.signed_in().pk, [book], payload.labels(form))
        return show(book)

    def delete(self, request: HttpRequest, slug: str) -> HttpResponse:
        with transaction.atomic():
            book = self.book(slug, lock=True)
            history.deleted(self.signed_in().pk, book)
            book.delete()
        return HttpResponse(status=204)
