"""Calls a WSGI application as a server would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.requests.subject import Application, Environ


@dataclass(frozen=True)
class Response:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def call(application: Application, environ: Environ) -> Response:
    """One request, to its last byte and to ``close``, at which frameworks release their
    connections."""
    started: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        started[:] = status, headers
        return started.append

    result = application(environ, start_response)
    try:
        body = b"".join(result)
    finally:
        if close := getattr(result, "close", None):
            close()
    return Response(int(started[0][:3]), started[1], body)
