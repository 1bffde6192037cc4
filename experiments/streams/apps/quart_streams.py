"""The streams of Flask's side in Quart: what a small asynchronous process beside it looks like.

It reads the stream in Valkey that the patch of live pages writes, and ends its streams by itself
after TERM.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from types import FrameType
from typing import Any
from weakref import WeakSet

from quart import Quart, Response
from redis.asyncio import Redis

STREAM = "bookshelf:books"
KEEPALIVE = float(os.environ["BOOKSHELF_STREAM_KEEPALIVE"])
TOGETHER = 10  # streams that get an event before other requests have their turn
TURN = 0.001  # seconds; without a pause a page was served in more than twice its time
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

app = Quart(__name__)
queues: WeakSet[asyncio.Queue[bytes]] = WeakSet()
tasks: set[asyncio.Task[None]] = set()
END = b""
NOTHING_NEW = b": nothing new\n\n"


async def read(redis: Redis) -> None:
    newest: Any = await redis.xrevrange(STREAM, count=1)
    last = newest[0][0] if newest else "0-0"
    told = time.monotonic()  # for all streams: a timer each would cost more
    while queues:
        if (now := time.monotonic()) >= told + KEEPALIVE:
            told = now
            await hand_out(NOTHING_NEW)
        found: Any = await redis.xread({STREAM: last}, block=1000)
        for _, entries in found.items() if isinstance(found, dict) else found:
            for event_id, fields in entries:
                last = event_id
                text = f"id: {last}\nevent: {fields['event']}\ndata: {fields['data']}\n\n"
                await hand_out(text.encode())
    tasks.clear()
    await redis.aclose()


async def hand_out(text: bytes) -> None:
    for number, queue in enumerate(list(queues), 1):
        queue.put_nowait(text)
        if number % TOGETHER == 0:
            await asyncio.sleep(TURN)


async def stream(queue: asyncio.Queue[bytes]) -> AsyncIterator[bytes]:
    try:
        yield b"retry: 1000\nid: 0-0\n\n"
        while True:
            text = await queue.get()
            if text == END:
                return
            yield text
    finally:
        queues.discard(queue)


@app.get("/books/events/")
async def events() -> Response:
    queue: asyncio.Queue[bytes] = asyncio.Queue(1000)
    queues.add(queue)
    if not tasks:
        url = os.environ["BOOKSHELF_REDIS_URL"]
        tasks.add(asyncio.create_task(read(Redis.from_url(url, decode_responses=True))))
    response = Response(stream(queue), mimetype="text/event-stream", headers=HEADERS)
    response.timeout = None  # or Quart ends it after a minute
    return response


@app.get("/healthz")
async def healthz() -> str:
    return "ok"


@app.before_serving
async def end_streams_on_term() -> None:
    """Before the server's own handler, which waits for them."""
    servers = signal.getsignal(signal.SIGTERM)

    def end(number: int, frame: FrameType | None) -> None:
        for queue in queues:
            queue.put_nowait(END)
        if callable(servers):
            servers(number, frame)

    signal.signal(signal.SIGTERM, end)
