"""The baseline of servers: prepared responses by path, as WSGI and as ASGI."""

from __future__ import annotations

import os
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

# The catalogue as sent by an implementation
PAGE = Path(os.environ["BASELINE_PAGE"]).read_bytes()
# Seconds; a known response time, to test the clients
PAUSE = float(os.environ.get("BASELINE_PAUSE", "0"))
ANSWERS = {
    "/books/": ("text/html; charset=utf-8", PAGE),
    "/healthz": ("application/json", b'{"status":"ok"}\n'),
}


def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    if PAUSE:
        time.sleep(PAUSE)
    kind, body = ANSWERS[environ["PATH_INFO"]]
    start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


async def asynchronous(
    scope: dict[str, Any], receive: object, send: Callable[[dict], Awaitable[None]]
) -> None:
    kind, body = ANSWERS[scope["path"]]
    headers = [(b"content-type", kind.encode()), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
