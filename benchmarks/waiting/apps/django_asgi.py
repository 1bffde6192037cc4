"""Django with the same view as a coroutine, under ASGI: one event loop, and one session of the
client for all requests. Django runs nothing when a server starts, so the first request makes it."""

from __future__ import annotations

import asyncio
import os
from functools import cache

from aiohttp import ClientSession, TCPConnector
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

from benchmarks.waiting.apps.django_settings import configure

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
configure(urls=__name__)


@cache
def session() -> ClientSession:
    return ClientSession(connector=TCPConnector(limit=1000))


async def ask(url: str) -> str:
    async with session().get(url) as response:
        return (await response.json())["name"]


async def after(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"names": [await ask(url) for url in URLS]})


async def at_once(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"names": await asyncio.gather(*(ask(url) for url in URLS))})


urlpatterns = [path("after", after), path("at-once", at_once)]
application = get_asgi_application()
