"""A crowd: 600 connections that request pages without a pause, while a client checks whether the
processes are alive."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx2 as httpx

from deploy.faults.readiness import Probe, probing
from deploy.faults.site import Site, Unavailable
from deploy.stack import Stack
from shared_tests.harness.limits import open_files

CONNECTIONS, ADDRESSES = 600, 3  # nginx takes 512 of one address
LASTING = 8.0  # seconds
ALIVE_WITHIN = 1.0  # seconds until a response at the latest
PAGE = b"GET /books/ HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"


@dataclass
class Crowd:
    """Connections that send the next request as soon as they have a response."""

    stack: Stack
    statuses: Counter[str] = field(default_factory=Counter)
    waiting: int = 0

    async def gather(self, leaving: threading.Event) -> None:
        tasks = [asyncio.create_task(self.send_requests(number)) for number in range(CONNECTIONS)]
        while not leaving.is_set():
            await asyncio.sleep(0.05)
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def send_requests(self, number: int) -> None:
        port = httpx.URL(self.stack.base_url).port or 443
        address = (f"127.0.0.{2 + number % ADDRESSES}", 0)
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, ssl=self.stack.trust, local_addr=address
        )
        try:
            while True:
                writer.write(PAGE % port)
                self.waiting += 1
                self.statuses[await read_status(reader)] += 1
                self.waiting -= 1
        finally:
            writer.close()


async def read_status(reader: asyncio.StreamReader) -> str:
    """The status of the next response, which is read to its end."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lengths = [
        line.split(":")[1]
        for line in head.splitlines()
        if line.lower().startswith("content-length:")
    ]
    await reader.readexactly(int(lengths[0]))
    return head.split()[1]


@contextmanager
def crowding(stack: Stack) -> Iterator[Crowd]:
    """Run the crowd until the block is left. It begins when nearly all connections wait."""
    crowd, leaving = Crowd(stack), threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(crowd.gather(leaving)), daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while crowd.waiting < 0.9 * CONNECTIONS and time.monotonic() < end:
        time.sleep(0.05)
    try:
        yield crowd
    finally:
        leaving.set()
        thread.join(20)


def probes_in_a_crowd(site: Site) -> list[Probe]:
    with crowding(site.stack) as crowd, probing(site.stack, "/healthz") as probes:
        waited = []
        for _ in range(8):
            time.sleep(LASTING / 8)
            waited.append(crowd.waiting)
    site.facts |= {"waiting": waited, "details": dict(crowd.statuses), "probes": len(probes)}
    site.promise(min(waited) > CONNECTIONS / 2, f"there was no crowd: {waited} waited")
    return probes


def is_alive(probes: list[Probe]) -> bool:
    return all(one.status == "200" and one.seconds <= ALIVE_WITHIN for one in probes)


def gather_crowd(site: Site) -> None:
    """600 connections request pages, and ``/healthz`` is requested meanwhile."""
    if open_files(3 * CONNECTIONS) < 3 * CONNECTIONS:
        raise Unavailable("a process may not have so many files open")
    probes = probes_in_a_crowd(site)
    if not is_alive(probes):  # once more: other load on the machine can only slow it down
        probes = probes_in_a_crowd(site)
    statuses = {one.status for one in probes}
    site.promise(statuses == {"200"}, f"/healthz said {' and '.join(sorted(statuses))}")
    site.limit("slowest /healthz, s", max(one.seconds for one in probes), ALIVE_WITHIN)
