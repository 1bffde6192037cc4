"""A socket for the bytes that HTTP clients refuse to send."""

from __future__ import annotations

import re
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class RawResponse:
    """The response: the status (0 when nothing came), the head and the body as bytes."""

    status: int
    head: bytes
    body: bytes


def connect(base_url: str, timeout: float = 5) -> socket.socket:
    """A connection to the server, through TLS where its URL says so. The certificate is not
    checked."""
    address = urlsplit(base_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    connection = socket.create_connection((address.hostname, port), timeout)
    if address.scheme != "https":
        return connection
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trust.check_hostname = False
    trust.verify_mode = ssl.CERT_NONE
    return trust.wrap_socket(connection, server_hostname=address.hostname)


def exchange(base_url: str, request: bytes, timeout: float = 5) -> RawResponse:
    """Send these bytes and read one response, until the server closes, or for ``timeout`` seconds
    of silence."""
    with connect(base_url, timeout) as connection:
        connection.sendall(request)
        if not isinstance(connection, ssl.SSLSocket):  # in TLS this would end both directions
            with suppress(OSError):  # closed already, by a server that refuses to read more
                connection.shutdown(socket.SHUT_WR)
        head, _, body = received(connection).partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return RawResponse(int(words[1]) if len(words) > 1 else 0, head, body)


def received(connection: socket.socket) -> bytes:
    """All of a response that comes. A server that resets the connection after its response has
    still responded."""
    response = b""
    try:
        while not complete(response) and (part := connection.recv(65536)):
            response += part
    except (ConnectionResetError, TimeoutError):
        pass
    return response


def complete(response: bytes) -> bool:
    """Whether the body is as long as its Content-Length says."""
    head, end, body = response.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length: *([0-9]+)\r?$", head)
    return bool(end and length and len(body) >= int(length[1]))


def lines(*head: str, body: bytes = b"") -> bytes:
    """A request of these lines, with the line ends of HTTP."""
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body
