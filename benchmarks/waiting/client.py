"""A number of clients, each of which sends its next request after each response. Responses count
after the clients have settled. Wrong responses are counted separately, and stop nothing."""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import Counter
from urllib.parse import urlsplit

from benchmarks.common.measures import percentile
from benchmarks.load.exchange import Connection

PATIENCE = 15.0  # seconds after which a client gives a request up
PAUSE = 0.01  # seconds before it asks again when it was refused at once


class Asking:
    """The clients of one page, from one begin."""

    def __init__(self, url: str, size: int, warm: float, seconds: float) -> None:
        parts, self.clock = urlsplit(url), time.perf_counter  # a loop's own is of milliseconds
        self.where = (parts.hostname or "", parts.port or 80, parts.path)
        self.expected = (200, size)
        self.begin = self.clock() + warm
        self.end = self.begin + seconds
        self.waits: list[int] = []
        self.failed: Counter[str] = Counter()
        self.every = 0

    async def ask_again(self) -> None:
        """Until the end. Requests that are open then are completed, so that nothing is left to the
        next measurement."""
        connection = Connection(*self.where)
        while (begun := self.clock()) < self.end:
            what = await self.asked(connection)
            now = self.clock()
            self.every += 1
            if self.begin <= now < self.end:
                if what:
                    self.failed[what] += 1
                else:
                    self.waits.append(round(1e6 * (now - begun)))
            if what:
                await asyncio.sleep(PAUSE)
        connection.close()

    async def asked(self, connection: Connection) -> str:
        """What was wrong; nothing where the response was right."""
        try:
            response = await asyncio.wait_for(connection.ask(), PATIENCE)
        except (OSError, EOFError, TimeoutError) as error:
            connection.close()
            return type(error).__name__
        return "" if response == self.expected else f"status {response[0]}, {response[1]} bytes"


async def load(url: str, size: int, clients: int, warm: float, seconds: float) -> dict:
    """Right responses and failures of the counted seconds, the microseconds that half and 99 of 100
    clients waited for a right one at most, and all responses from the begin on."""
    asking = Asking(url, size, warm, seconds)
    await asyncio.gather(*(asking.ask_again() for _ in range(clients)))
    shares = {"p50": 0.5, "p99": 0.99} if asking.waits else {}
    waits = {name: percentile(asking.waits, share) for name, share in shares.items()}
    counted = {"right": len(asking.waits), "failed": dict(asking.failed), "every": asking.every}
    return counted | waits


def main() -> None:
    import uvloop  # imported here, because its tests do without

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--size", type=int, required=True, help="bytes of a right body")
    parser.add_argument("--clients", type=int, required=True)
    for name in ("warm", "seconds"):
        parser.add_argument(f"--{name}", type=float, required=True)
    print(json.dumps(uvloop.run(load(**vars(parser.parse_args())))))


if __name__ == "__main__":
    main()
