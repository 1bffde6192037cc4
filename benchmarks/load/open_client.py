"""An open-loop client: requests begin at random instants, at a given mean rate, independent of
responses."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from urllib.parse import urlsplit

from benchmarks.load.exchange import Connection

CONNECTIONS = 64  # a request waits for an idle one, and the wait counts
PATIENCE = 5.0  # seconds after its instant at which a request is given up
# Seconds of busy waiting before an instant, because sleeping is less exact
CLOSE = 0.002


def arrivals(rate: float, seconds: float, seed: int) -> list[float]:
    """The instants of a Poisson process, in seconds from its begin; the same for the same seed."""
    chance, at, found = random.Random(seed), 0.0, []
    while (at := at + chance.expovariate(rate)) < seconds:
        found.append(at)
    return found or [0.0]  # a low rate for a short while


class Sending:
    """Requests for one page, each at its instant after the begin, over connections that stay."""

    def __init__(self, url: str, size: int) -> None:
        parts, self.clock = urlsplit(url), asyncio.get_running_loop().time
        self.expected = (200, size)
        self.idle: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
        for _ in range(CONNECTIONS):
            self.idle.put_nowait(Connection(parts.hostname or "", parts.port or 80, parts.path))
        self.failures: list[str] = []
        self.begin = self.clock() + 0.05

    async def one(self, instant: float) -> int | None:
        """Microseconds from its instant to the last byte; None when it failed."""
        connection = await self.idle.get()
        try:
            left = self.begin + instant + PATIENCE - self.clock()
            response = await asyncio.wait_for(connection.ask(), left)
            if response == self.expected:
                return self.since(instant)
            self.failures.append(f"status {response[0]}, {response[1]} bytes")
        except (OSError, EOFError, TimeoutError) as error:
            self.failures.append(type(error).__name__)
            connection.close()
        finally:
            self.idle.put_nowait(connection)
        return None

    async def reach(self, instant: float) -> None:
        await asyncio.sleep(self.begin + instant - self.clock() - CLOSE)
        while self.clock() < self.begin + instant:
            await asyncio.sleep(0)

    def since(self, instant: float) -> int:
        """Microseconds."""
        return round(1e6 * (self.clock() - self.begin - instant))


async def load(url: str, size: int, instants: list[float]) -> dict:
    """Microseconds from each request's instant to its last byte (nothing when it failed), and how
    late it was begun."""
    sending = Sending(url, size)
    tasks, lags = [], []
    for instant in instants:
        await sending.reach(instant)
        lags.append(sending.since(instant))
        tasks.append(asyncio.create_task(sending.one(instant)))
    return {
        "latencies": await asyncio.gather(*tasks),
        "lags": lags,
        "failures": sending.failures,
        "seconds": sending.clock() - sending.begin,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--size", type=int, required=True, help="bytes of a right body")
    for name in ("rate", "seconds"):
        parser.add_argument(f"--{name}", type=float, required=True)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    instants = arrivals(given.rate, given.seconds, given.seed)
    print(json.dumps(asyncio.run(load(given.url, given.size, instants))))


if __name__ == "__main__":
    main()
