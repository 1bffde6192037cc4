"""A closed-loop client for a machine without wrk: each connection sends the next request after each
response."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from urllib.parse import urlsplit

from benchmarks.load.exchange import Connection


async def load(url: str, size: int, connections: int, seconds: float) -> dict:
    """The number of responses and the seconds; the first wrong response, or lost connection, ends
    it."""
    begun, parts = time.monotonic(), urlsplit(url)
    found: dict = {"requests": 0, "lost": 0, "status": 0, "bytes": 0}

    async def ask_again() -> None:
        connection = Connection(parts.hostname or "", parts.port or 80, parts.path)
        while time.monotonic() < begun + seconds and not (found["lost"] or found["status"]):
            try:
                status, length = await asyncio.wait_for(connection.ask(), 10)
            except (OSError, EOFError, TimeoutError):
                found["lost"] += 1
                break
            found["requests"] += 1
            if (status, length) != (200, size):
                found.update(status=status, bytes=length)
        connection.close()

    await asyncio.gather(*(ask_again() for _ in range(connections)))
    return found | {"seconds": time.monotonic() - begun}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--size", type=int, required=True, help="bytes of a right body")
    parser.add_argument("--connections", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    given = parser.parse_args()
    print(json.dumps(asyncio.run(load(given.url, given.size, given.connections, given.seconds))))


if __name__ == "__main__":
    main()
