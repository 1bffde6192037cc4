"""The same view in Quart, which has Flask's interface on ASGI: one event loop, and one session of
the client for all requests, which the first of them makes, as on Django's side."""

from __future__ import annotations

import asyncio
import os
from functools import cache

from aiohttp import ClientSession, TCPConnector
from quart import Quart

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
app = Quart(__name__)


@cache
def session() -> ClientSession:
    return ClientSession(connector=TCPConnector(limit=1000))


async def ask(url: str) -> str:
    async with session().get(url) as response:
        return (await response.json())["name"]


@app.get("/after")
async def after() -> dict[str, list[str]]:
    return {"names": [await ask(url) for url in URLS]}


@app.get("/at-once")
async def at_once() -> dict[str, list[str]]:
    return {"names": await asyncio.gather(*(ask(url) for url in URLS))}
