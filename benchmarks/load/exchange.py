"""One HTTP connection of an asyncio client: sends a request, reads the whole response, and
reconnects if needed."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
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
        length, is_chunked = LENGTH.search(head), CHUNKED.search(head)
        if is_chunked:
            body = await chunks(reader)
        else:
            body = await (reader.readexactly(int(length[1])) if length else reader.read())
        if not (length or is_chunked) or CLOSES.search(head):
            self.close()
        return int(head[9:12]), len(body)

    def close(self) -> None:
        if self.streams:
            with suppress(OSError):
                self.streams[1].close()
        self.streams = None


async def chunks(reader: asyncio.StreamReader) -> bytes:
    """The body of a response without a length, of which each part comes with its own."""
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readuntil(b"\r\n")
    return body
