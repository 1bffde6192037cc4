"""Clients that send one byte a second: half of them a header that never ends, half of them a
body."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

SECOND = 1.0
HEADER = b"GET /books/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
BODY = b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"


@dataclass
class Crawlers:
    """Many connections to one port; a connection that the server closes is opened again."""

    port: int
    number: int
    trust: ssl.SSLContext | None
    """For a port with TLS."""
    stopping: threading.Event = field(default_factory=threading.Event)
    connections: dict[int, socket.socket] = field(default_factory=dict)

    def crawl(self) -> None:
        """Send a byte on each connection, every second."""
        while True:
            for number in range(self.number):
                with suppress(OSError):
                    self.send_byte(number)
            if self.stopping.wait(SECOND):
                break
        for connection in self.connections.values():
            connection.close()

    def send_byte(self, number: int) -> None:
        if number not in self.connections:
            self.connections[number] = self.connect()
            self.connections[number].sendall(BODY if number % 2 else HEADER)
        try:
            self.connections[number].sendall(b"a")
        except OSError:
            self.connections.pop(number).close()

    def connect(self) -> socket.socket:
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=2)
        return self.trust.wrap_socket(plain, server_hostname="127.0.0.1") if self.trust else plain


@contextmanager
def crawling(port: int, number: int, trust: ssl.SSLContext | None = None) -> Iterator[Crawlers]:
    """Run so many slow clients until the block is left. It begins when all are connected or
    refused."""
    crawlers = Crawlers(port, number, trust)
    for one in range(number):
        with suppress(OSError):
            crawlers.send_byte(one)
    thread = threading.Thread(target=crawlers.crawl, daemon=True)
    thread.start()
    try:
        yield crawlers
    finally:
        crawlers.stopping.set()
        thread.join()
