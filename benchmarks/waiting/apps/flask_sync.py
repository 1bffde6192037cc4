"""Flask with a synchronous view that waits for two others: one after the other, and at once in a
pool of threads. Under gevent it is the same file."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from urllib3 import PoolManager

URLS = [f"{os.environ['WAITING_UPSTREAM']}/{name}" for name in ("first", "second")]
http = PoolManager(maxsize=1000)
pool = ThreadPoolExecutor(max_workers=128)
app = Flask(__name__)


def ask(url: str) -> str:
    return http.request("GET", url).json()["name"]


@app.get("/after")
def after() -> dict[str, list[str]]:
    return {"names": [ask(url) for url in URLS]}


@app.get("/at-once")
def at_once() -> dict[str, list[str]]:
    return {"names": [*pool.map(ask, URLS)]}
