"""Flask with the same view as a coroutine. Each request has an event loop of its own, so that a
session of the client cannot outlive it."""

from __future__ import annotations

import asyncio
import os

from aiohttp import ClientSession
from flask import Flask

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
app = Flask(__name__)


async def ask(session: ClientSession, url: str) -> str:
    async with session.get(url) as response:
        return (await response.json())["name"]


@app.get("/after")
async def after() -> dict[str, list[str]]:
    async with ClientSession() as session:
        return {"names": [await ask(session, url) for url in URLS]}


@app.get("/at-once")
async def at_once() -> dict[str, list[str]]:
    async with ClientSession() as session:
        return {"names": await asyncio.gather(*(ask(session, url) for url in URLS))}
