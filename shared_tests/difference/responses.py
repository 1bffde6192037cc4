"""A response as it came over the wire."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from io import BytesIO
from typing import Any, cast


@dataclass(frozen=True)
class Response:
    """``status`` is 0 when no HTTP came; ``raw`` are the bytes."""

    status: int
    headers: Message
    body: bytes
    raw: bytes

    def header(self, name: str) -> str | None:
        """All values of this name, as one."""
        values = self.headers.get_all(name)
        return None if values is None else ", ".join(str(value) for value in values)

    @property
    def kind(self) -> str:
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def shown(self) -> str:
        """For a report: the head, and the beginning of the body."""
        head, _, body = self.raw.partition(b"\r\n\r\n")
        begin = body[:600].decode("utf-8", "replace")
        return head.decode("latin-1").replace("\r\n", "\n") + ("\n\n" + begin if begin else "")


class _Received:
    """Bytes in the place of a socket."""

    def __init__(self, received: bytes) -> None:
        self.received = received

    def makefile(self, mode: str) -> BytesIO:
        return BytesIO(self.received)


def response_of(received: bytes, method: str) -> Response:
    """Reads the response to a request of this method, chunked and interim responses too."""
    response = HTTPResponse(cast(Any, _Received(received)), method=method)
    try:
        response.begin()
        return Response(response.status, response.headers, response.read(), received)
    except (HTTPException, ValueError):
        return Response(0, Message(), b"", received)
