"""Django's side with the ASGI handler that Django brings: a thread for each stream. Its pages go
before events as with the handler of the patch, so that only the handlers differ."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from benchmarks.load.django_asgi import application as default

patched = import_module("core.async_handler")  # stands in the patched copy alone


async def application(scope: Any, receive: Any, send: Any) -> None:
    is_page = scope["type"] == "http" and scope["path"] != patched.STREAMS
    patched.AsyncHandler.pages += is_page
    try:
        await default(scope, receive, send)
    finally:
        patched.AsyncHandler.pages -= is_page
