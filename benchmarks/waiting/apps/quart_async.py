"""The same view in Quart, which has Flask's interface on ASGI: one event loop, and one session of
the client for all requests."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

from aiohttp import ClientSession, TCPConnector
from quart import Quart

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
app = Quart(__name__)
sessions: list[ClientSession] = []


@app.while_serving
async def session() -> AsyncIterator[None]:
    async with ClientSession(connector=TCPConnector(limit=1000)) as made:
        sessions.append(made)
        yield


async def ask(url: str) -> str:
    async with sessions[0].get(url) as response:
        return (await response.json())["name"]


@app.get("/after")
async def after() -> dict[str, list[str]]:
    return {"names": [await ask(url) for url in URLS]}


@app.get("/at-once")
async def at_once() -> dict[str, list[str]]:
    return {"names": await asyncio.gather(*(ask(url) for url in URLS))}
