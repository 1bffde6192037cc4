"""WebSockets in Quart."""

from __future__ import annotations

import asyncio
import os
from typing import Any
from weakref import WeakSet

from quart import Quart, websocket
from redis.asyncio import Redis

STREAM = "bookshelf:books"

app = Quart(__name__)
queues: WeakSet[asyncio.Queue[str]] = WeakSet()


async def read() -> None:
    redis = Redis.from_url(os.environ["BOOKSHELF_REDIS_URL"], decode_responses=True)
    last = "$"
    while True:
        found: Any = await redis.xread({STREAM: last}, block=0)
        for _, entries in found.items() if isinstance(found, dict) else found:
            for event_id, fields in entries:
                last = event_id
                for queue in list(queues):
                    queue.put_nowait(fields["data"])


@app.before_serving
async def begin() -> None:
    app.add_background_task(read)


@app.websocket("/events/")
async def events() -> None:
    queue: asyncio.Queue[str] = asyncio.Queue()
    queues.add(queue)
    await websocket.send("begun")
    while True:
        await websocket.send(await queue.get())


@app.websocket("/echo/")
async def echo() -> None:
    while True:
        await websocket.send(await websocket.receive())


@app.get("/healthz")
async def healthz() -> str:
    return "ok"
