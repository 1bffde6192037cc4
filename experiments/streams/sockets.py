"""WebSockets: the memory of each, an event to the last of them, and echoes a second."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from channels_redis.pubsub import RedisPubSubChannelLayer
from redis.asyncio import Redis
from websockets.asyncio.client import ClientConnection, unix_connect

from deploy.programs import shared_folder
from experiments.changes.live.listening import STREAM
from experiments.streams.apps import GROUP
from experiments.streams.measuring import BOOK, PAUSE, Place, counted, kilobytes
from experiments.streams.ways import Way

ECHOING = 50  # clients, each of which waits for its echo
AT_ONCE = 50
Send = Callable[[str], Awaitable[object]]


def connect(path: Path, address: str) -> unix_connect:
    return unix_connect(str(path), f"ws://localhost{address}", compression=None, ping_interval=None)


async def joined(exits: AsyncExitStack, path: Path, number: int) -> list[ClientConnection]:
    """So many connections, each of which has its first message."""
    found: list[ClientConnection] = []
    for first in range(0, number, AT_ONCE):
        some = range(min(AT_ONCE, number - first))
        new = await asyncio.gather(*(connect(path, "/events/") for _ in some))
        for one in new:
            exits.push_async_callback(one.close)
        assert set(await asyncio.gather(*(one.recv() for one in new))) == {"begun"}
        found += new
    return found


async def last_one(clients: list[ClientConnection], send: Send, text: str) -> float:
    """Milliseconds from an event until the last client has it."""
    begun = time.perf_counter()
    await send(text)
    got = await asyncio.gather(*(one.recv() for one in clients))
    assert set(got) == {text}
    return 1000 * (time.perf_counter() - begun)


async def echoes(path: Path, seconds: float) -> float:
    """A second, of clients that each wait for one before they send the next."""
    end = time.perf_counter() + seconds

    async def ask() -> int:
        number = 0
        async with connect(path, "/echo/") as client:
            while time.perf_counter() < end:
                await client.send("echo")
                assert await client.recv() == "echo"
                number += 1
        return number

    return sum(await asyncio.gather(*(ask() for _ in range(ECHOING)))) / seconds


async def measured(way: Way, place: Place) -> dict[str, object]:
    url = place.env(way)["BOOKSHELF_REDIS_URL"]
    redis, layer = Redis.from_url(url), RedisPubSubChannelLayer(hosts=[url])

    async def send(text: str) -> None:
        if way.name.startswith("Channels"):
            await layer.group_send(GROUP, {"type": "book", "data": text})
        else:
            await redis.xadd(STREAM, {"event": "book", "data": text})

    with shared_folder() as folder:
        program, path = way.start(place.copies, place.env(way), folder), folder / "streams.sock"
        try:
            async with AsyncExitStack() as exits:
                first = await joined(exits, path, 1)
                before = counted(program, kilobytes)
                clients = first + await joined(exits, path, place.number - 1)
                each = (counted(program, kilobytes) - before) / (place.number - 1)
                last = []
                for number in range(round(place.seconds / PAUSE)):
                    last.append(await last_one(clients, send, json.dumps(BOOK | {"year": number})))
                    await asyncio.sleep(PAUSE)
            echoed = await echoes(path, place.seconds / 2)
        finally:
            program.stop()
            await redis.aclose()
    return {"held": len(clients), "kilobytes": each, "last": last, "echoes": echoed}
