"""The JSON API of books: list, read, create, change, delete."""

import re
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response

from books import payload
from books.models import Book
from books.paging import PAGE_SIZE, after, cursor_of
from books.search import Search, books_of, search_of_request
from core import history
from core.api import ApiView
from core.errors import Problem

TAG = r'(?:W/)?"[^"]*"'
# HTTP allows empty elements in a list
TAGS = re.compile(rf"[ \t,]*{TAG}(?:[ \t]*,[ \t,]*{TAG})*[ \t,]*")


def as_json(book: Book) -> dict[str, Any]:
    names = (
        "slug",
        "title",
        "year",
        "isbn",
        "summary",
        "available",
        "version",
        "created_at",
        "updated_at",
    )
    fields = {name: getattr(book, name) for name in names}
    return fields | {"author": {"name": book.author.name, "slug": book.author.slug}}


def etag(book: Book) -> str:
    return f'"{book.version}"'


def fits(book: Book, if_match: str) -> bool:
    """Whether If-Match matches this version: `*`, or a list of quoted tags; a weak tag never
    matches."""
    if if_match.strip() == "*":
        return True
    return bool(TAGS.fullmatch(if_match.strip())) and etag(book) in re.findall(TAG, if_match)


def book_response(book: Book, status: int = 200, **headers: str) -> JsonResponse:
    return JsonResponse(as_json(book), status=status, headers={"ETag": etag(book), **headers})


def address(search: Search, last: Book) -> str:
    """The address of the page after this book."""
    given = search.parameters | {"cursor": cursor_of(last, search.order)}
    return f"{reverse('api:books')}?{urlencode(given)}"


class BookListApi(ApiView):
    permissions = {"POST": "books.add_book"}

    def get(self, request: HttpRequest) -> HttpResponse:
        search = search_of_request(request)
        books, _ = books_of(search)
        if "cursor" in request.GET:
            books = after(request.GET["cursor"], search.order, books)
        page = list(books[: PAGE_SIZE + 1])  # one more, to detect a next page
        following = address(search, page[PAGE_SIZE - 1]) if len(page) > PAGE_SIZE else None
        return JsonResponse(
            {"results": [as_json(book) for book in page[:PAGE_SIZE]], "next": following}
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        sent = payload.read(request)
        with transaction.atomic():
            book = payload.check(sent, Book()).save()
            history.added(self.signed_in().pk, book)
        return book_response(book, 201, Location=reverse("api:book", args=[book.slug]))


class BookApi(ApiView):
    permissions = {"PATCH": "books.change_book", "DELETE": "books.delete_book"}

    def book(self, slug: str, lock: bool = False) -> Book:
        """The book, or 404; 412 if the client expects another version."""
        books = Book.objects.select_related("author")
        book = get_object_or_404(
            books.select_for_update(of=("self",)) if lock else books, slug=slug
        )
        wanted = self.request.headers.get("If-Match")
        if (
            self.request.method in self.permissions
            and wanted is not None
            and not fits(book, wanted)
        ):
            raise Problem(412, "The book has been changed since.")
        return book

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase | None:
        response = book_response(self.book(slug))
        for precondition in ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"):
            request.META.pop(precondition, None)  # on writes only; Django would refuse a read
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def patch(self, request: HttpRequest, slug: str) -> HttpResponse:
        self.book(slug)
        if "If-Match" not in request.headers:
            raise Problem(428, "Say with If-Match which version you change.")
        sent = payload.read(request)  # before the lock, which a slow client would hold
        with transaction.atomic():
            book = self.book(slug, lock=True)
            form = payload.check(sent, book)
            if form.has_changed():
                book = form.save()
                history.changed(self.signed_in().pk, [book], payload.labels(form))
        return book_response(book)

    def delete(self, request: HttpRequest, slug: str) -> HttpResponse:
        with transaction.atomic():
            book = self.book(slug, lock=True)
            history.deleted(self.signed_in().pk, book)
            book.delete()
        return HttpResponse(status=204)
