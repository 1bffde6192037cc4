"""What the views wait for: each response is the path of its request, sent WAIT seconds later."""

from __future__ import annotations

import argparse
import asyncio
import socket
from typing import cast

from benchmarks.waiting.stacks import WAIT

END = b"\r\n\r\n"


class Upstream(asyncio.Protocol):
    """One connection, which stays open; its requests have no body, and one follows the other."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self.received = b""
        self.loop = asyncio.get_running_loop()

    def data_received(self, data: bytes) -> None:
        self.received += data
        while END in self.received:
            head, _, self.received = self.received.partition(END)
            name = head.split(b" ", 2)[1].strip(b"/")
            self.loop.call_later(WAIT, self.transport.write, response(name))


def response(name: bytes) -> bytes:
    body = b'{"name": "%s"}' % name
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    return head % len(body) + body


async def serve(listener: socket.socket) -> None:
    server = await asyncio.get_running_loop().create_server(Upstream, sock=listener, backlog=4096)
    await server.serve_forever()


def main() -> None:
    import uvloop  # imported here, because its tests do without

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="of a socket that listens")
    uvloop.run(serve(socket.socket(fileno=parser.parse_args().fd)))


if __name__ == "__main__":
    main()
