"""Django with the same view as a coroutine, under WSGI. Each request has an event loop of its own,
so that a session of the client cannot outlive it."""

from __future__ import annotations

import asyncio
import os

from aiohttp import ClientSession
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

from benchmarks.waiting.apps.django_settings import configure

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
configure(urls=__name__)


async def ask(session: ClientSession, url: str) -> str:
    async with session.get(url) as response:
        return (await response.json())["name"]


async def after(request: HttpRequest) -> JsonResponse:
    async with ClientSession() as session:
        return JsonResponse({"names": [await ask(session, url) for url in URLS]})


async def at_once(request: HttpRequest) -> JsonResponse:
    async with ClientSession() as session:
        return JsonResponse({"names": await asyncio.gather(*(ask(session, url) for url in URLS))})


urlpatterns = [path("after", after), path("at-once", at_once)]
application = get_wsgi_application()
