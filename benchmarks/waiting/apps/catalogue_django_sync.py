"""Two queries of Django's side through its ORM: the first page of the catalogue, and how many books
there are; one after the other, and at once in a pool of threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path

from books.paging import COUNTED, PAGE_SIZE  # type: ignore[import-not-found]
from books.search import Search, books_of  # type: ignore[import-not-found]

pool = ThreadPoolExecutor(max_workers=80)
books, _ = books_of(Search("", "", None))


def titles() -> list[str]:
    return [f"{book.title}, {book.author.name}" for book in books[:PAGE_SIZE]]


def total() -> int:
    return books.order_by()[: COUNTED + 1].count()


def after(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"titles": titles(), "total": total()})


def closing(query: Callable[[], Any]) -> Any:
    try:
        return query()
    finally:
        connection.close()


def at_once(request: HttpRequest) -> JsonResponse:
    found = pool.map(closing, (titles, total))
    return JsonResponse(dict(zip(("titles", "total"), found, strict=True)))


urlpatterns = [path("after", after), path("at-once", at_once)]
