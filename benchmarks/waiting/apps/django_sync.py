"""Django with a synchronous view that waits for two others: one after the other, and at once in a
pool of threads. Under gevent it is the same file."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path
from urllib3 import PoolManager

from benchmarks.waiting.apps.django_settings import configure

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
http = PoolManager(maxsize=1000)
pool = ThreadPoolExecutor(max_workers=128)
configure(urls=__name__)


def ask(url: str) -> str:
    return http.request("GET", url).json()["name"]


def after(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"names": [ask(url) for url in URLS]})


def at_once(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"names": [*pool.map(ask, URLS)]})


urlpatterns = [path("after", after), path("at-once", at_once)]
application = get_wsgi_application()
