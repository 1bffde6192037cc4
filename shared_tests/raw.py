"""A socket for the bytes that HTTP clients refuse to send."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class RawAnswer:
    """What came back until the server closed: the status (0 when nothing came), the head and the body as bytes."""

    status: int
    head: bytes
    body: bytes


def exchange(base_url: str, request: bytes, timeout: float = 5) -> RawAnswer:
    """Send these bytes, close the sending half, and read until the end or for ``timeout`` seconds."""
    address = urlsplit(base_url)
    with socket.create_connection((address.hostname, address.port or 80), timeout) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        head, _, body = received(connection).partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return RawAnswer(int(words[1]) if len(words) > 1 else 0, head, body)


def received(connection: socket.socket) -> bytes:
    """All that comes; a server that resets after its answer has still answered."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except (ConnectionResetError, TimeoutError):
        pass
    return b"".join(parts)


def lines(*head: str, body: bytes = b"") -> bytes:
    """A request of these lines, ended as HTTP wants it."""
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body
