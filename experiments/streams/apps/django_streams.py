"""The streams of Django's side as generators, for gunicorn's gevent worker: what a small process
beside it looks like that needs no ASGI.

It reads the stream in Valkey that the patch of live pages writes.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from queue import Queue
from typing import Any
from weakref import WeakSet

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from redis import Redis

STREAM = "bookshelf:books"
KEEPALIVE = float(os.environ["BOOKSHELF_STREAM_KEEPALIVE"])
TOGETHER = 10  # streams that get an event before other requests have their turn
TURN = 0.001  # seconds; without a pause a page was served in more than twice its time
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="of what is measured on the loopback alone",
)
queues: WeakSet[Queue[bytes]] = WeakSet()
readers: list[threading.Thread] = []
lock = threading.Lock()


def read() -> None:
    redis = Redis.from_url(os.environ["BOOKSHELF_REDIS_URL"], decode_responses=True)
    newest: Any = redis.xrevrange(STREAM, count=1)
    last = newest[0][0] if newest else "0-0"
    told = time.monotonic()  # for all streams: a timer each would cost more
    while is_needed():
        if (now := time.monotonic()) >= told + KEEPALIVE:
            told = now
            hand_out(b": nothing new\n\n")
        found: Any = redis.xread({STREAM: last}, block=1000)
        for _, entries in found.items() if isinstance(found, dict) else found:
            for event_id, fields in entries:
                last = event_id
                text = f"id: {last}\nevent: {fields['event']}\ndata: {fields['data']}\n\n"
                hand_out(text.encode())
    redis.close()


def is_needed() -> bool:
    with lock:
        if not queues:
            readers.clear()  # the next client starts another one
        return bool(queues)


def hand_out(text: bytes) -> None:
    for number, queue in enumerate(list(queues), 1):
        queue.put(text)
        if number % TOGETHER == 0:
            time.sleep(TURN)


def stream(queue: Queue[bytes]) -> Iterator[bytes]:
    try:
        yield b"retry: 1000\nid: 0-0\n\n"
        while True:
            yield queue.get()
    finally:
        queues.discard(queue)


def events(request: HttpRequest) -> StreamingHttpResponse:
    queue: Queue[bytes] = Queue()
    with lock:
        queues.add(queue)
        if not readers:
            readers.append(threading.Thread(target=read, daemon=True))
            readers[0].start()
    return StreamingHttpResponse(stream(queue), headers=HEADERS)


def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("books/events/", events), path("healthz", healthz)]
application = get_wsgi_application()
