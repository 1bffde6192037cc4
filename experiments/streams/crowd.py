"""Many clients in one process: each holds one stream of events on a unix socket, and notes when
each event came."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from pathlib import Path

ASKS = b"GET /books/events/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
EVENT = re.compile(rb"id: ([0-9]+-[0-9]+)\nevent: [^\n]+\ndata: [^\n]+\n\n")
AT_ONCE = 50  # connections: a unix socket refuses more than its queue holds
PATIENCE = 10.0  # seconds until a stream has begun


class Client(asyncio.Protocol):
    def __init__(self, crowd: Crowd) -> None:
        self.crowd, self.buffer = crowd, b""
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(ASKS)  # type: ignore[attr-defined]  # of asyncio.Transport

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self.buffer += data
        if not self.begun.done() and b"\nid: " in self.buffer:
            self.begun.set_result(None)
        found = None
        for found in EVENT.finditer(self.buffer):
            self.crowd.came[found[1].decode()].append(now)
        self.buffer = self.buffer[found.end() if found else -1000 :]

    def connection_lost(self, error: Exception | None) -> None:
        self.ended = True


class Crowd:
    """Clients of the server at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clients: list[Client] = []
        self.came: defaultdict[str, list[float]] = defaultdict(list)
        """The times at which each event came, by its id."""

    async def join(self, number: int, patience: float = PATIENCE) -> int:
        """Open so many more streams; how many of them begin in time."""
        loop, begun = asyncio.get_running_loop(), 0
        for first in range(0, number, AT_ONCE):
            some = range(min(AT_ONCE, number - first))
            opened = [
                await loop.create_unix_connection(lambda: Client(self), str(self.path))
                for _ in some
            ]
            new = [client for _, client in opened]
            self.clients += new
            done, _ = await asyncio.wait([one.begun for one in new], timeout=patience)
            begun += len(done)
        return begun

    async def leave(self) -> None:
        for client in self.clients:
            client.transport.close()
        self.clients.clear()
        await asyncio.sleep(0)


async def fetch(path: Path, address: str, patience: float = PATIENCE) -> float:
    """Seconds that a page takes on a connection of its own; infinite for one that does not come.
    Raises RuntimeError for another response than a page."""
    begun = time.perf_counter()
    request = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    writer = None
    try:
        async with asyncio.timeout(patience):
            reader, writer = await asyncio.open_unix_connection(str(path))
            writer.write(request.encode())
            response = await reader.read()
    except (TimeoutError, OSError):
        return float("inf")
    finally:
        if writer:
            writer.close()
    if not response.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"{address}: {response[:100]!r}")
    return time.perf_counter() - begun


async def pages(path: Path, address: str, seconds: float, every: float = 0.05) -> list[float]:
    """Milliseconds of a page that is asked for again and again; infinite where none came."""
    end, found = time.perf_counter() + seconds, []
    while time.perf_counter() < end:
        found.append(1000 * await fetch(path, address))
        await asyncio.sleep(every)
    return found
