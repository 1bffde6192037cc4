"""Many clients in one process: each holds one stream of events on a unix socket, and notes when
each event came."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ASKS = b"GET /books/events/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
EVENT = re.compile(rb"id: ([0-9]+-[0-9]+)\nevent: [^\n]+\ndata: [^\n]+\n\n")
AT_ONCE = 50  # connections: a unix socket refuses more than its queue holds
PATIENCE = 10.0  # seconds until a stream has begun


class Client(asyncio.Protocol):
    """Keeps what came and reads it later: clients that are busy would delay each other."""

    def __init__(self) -> None:
        self.parts: list[tuple[float, bytes]] = []
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        transport.write(ASKS)  # type: ignore[attr-defined]  # of asyncio.Transport

    def data_received(self, data: bytes) -> None:
        self.parts.append((time.perf_counter(), data))
        if not self.begun.done() and b"\nid: " in b"".join(part for _, part in self.parts):
            self.begun.set_result(None)

    def events(self) -> Iterator[tuple[str, float]]:
        """The id of each event, and when its last byte came."""
        buffer = b""
        for now, data in self.parts:
            buffer, found = buffer + data, None
            for found in EVENT.finditer(buffer):
                yield found[1].decode(), now
            buffer = buffer[found.end() if found else 0 :]


class Crowd:
    """Clients of the server at ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clients: list[Client] = []

    async def join(self, number: int, patience: float = PATIENCE) -> int:
        """Open so many more streams; how many of them begin in time."""
        loop, begun = asyncio.get_running_loop(), 0
        for first in range(0, number, AT_ONCE):
            some = range(min(AT_ONCE, number - first))
            opened = [await loop.create_unix_connection(Client, str(self.path)) for _ in some]
            new = [client for _, client in opened]
            self.clients += new
            done, _ = await asyncio.wait([one.begun for one in new], timeout=patience)
            begun += len(done)
        return begun

    def came(self) -> dict[str, list[float]]:
        """The times at which each event came, by its id."""
        found: defaultdict[str, list[float]] = defaultdict(list)
        for client in self.clients:
            for event_id, at in client.events():
                found[event_id].append(at)
        return found

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
