"""A load balancer that requests ``/readyz``, or ``/healthz``, all the time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2 as httpx

from deploy.faults.clients import open_client
from deploy.stack import Stack


@dataclass(frozen=True)
class Probe:
    """One response."""

    begun: float
    seconds: float
    status: str


@contextmanager
def probing(stack: Stack, path: str = "/readyz", every: float = 0.1) -> Iterator[list[Probe]]:
    """Send probes all the time, as a load balancer does, until the block is left."""
    probes: list[Probe] = []
    leaving = threading.Event()

    def send_probes() -> None:
        with open_client(stack) as client:
            while not leaving.wait(every):
                begun = time.monotonic()
                try:
                    status = str(client.get(path).status_code)
                except httpx.TransportError as error:
                    status = type(error).__name__
                probes.append(Probe(begun, time.monotonic() - begun, status))

    thread = threading.Thread(target=send_probes, daemon=True)
    thread.start()
    try:
        yield probes
    finally:
        leaving.set()
        thread.join()
