"""One HTTP connection of an asyncio client: sends a request, reads the whole response, and
reconnects if needed."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


class Connection:
    """Requests one path of one server repeatedly."""

    def __init__(self, host: str, port: int, path: str) -> None:
        self.host, self.port = host, port
        self.request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode()
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self) -> tuple[int, int]:
        """The status and the bytes of the body. Raises OSError or EOFError for an incomplete
        response."""
        # Closed while it was idle, which is not an error
        if self.streams and self.streams[0].at_eof():
            self.close()
        self.streams = self.streams or await asyncio.open_connection(self.host, self.port)
        return await self.exchange(*self.streams)

    async def exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, int]:
        writer.write(self.request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = LENGTH.search(head)
        body = await (reader.readexactly(int(length[1])) if length else reader.read())
        if not length or CLOSES.search(head):
            self.close()
        return int(head[9:12]), len(body)

    def close(self) -> None:
        if self.streams:
            with suppress(OSError):
                self.streams[1].close()
        self.streams = None
