"""The same queries as coroutines, through the asynchronous methods of Django's ORM."""

from __future__ import annotations

import asyncio

from django.http import HttpRequest, JsonResponse
from django.urls import path

from books.paging import COUNTED, PAGE_SIZE  # type: ignore[import-not-found]
from books.search import Search, books_of  # type: ignore[import-not-found]

books, _ = books_of(Search("", "", None))


async def titles() -> list[str]:
    return [f"{book.title}, {book.author.name}" async for book in books[:PAGE_SIZE]]


async def total() -> int:
    return await books.order_by()[: COUNTED + 1].acount()


async def after(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"titles": await titles(), "total": await total()})


async def at_once(request: HttpRequest) -> JsonResponse:
    found = await asyncio.gather(titles(), total())
    return JsonResponse(dict(zip(("titles", "total"), found, strict=True)))


urlpatterns = [path("after", after), path("at-once", at_once)]
