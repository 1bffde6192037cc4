"""Makes the brokers unavailable for a while."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager

from experiments.queues.bench import Bench
from experiments.queues.brokers import Brokers


@contextmanager
def locked(benches: Iterable[Bench]) -> Iterator[None]:
    """Lock every SQLite file until the block is left."""
    with ExitStack() as stack:
        for bench in benches:
            if bench.subject.broker == "sqlite":
                file = bench.env["QUEUE_URL"].removeprefix("sqlite:///")
                connection = stack.enter_context(
                    closing(sqlite3.connect(file, isolation_level=None, timeout=20))
                )
                connection.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def stopped(brokers: Brokers) -> Iterator[None]:
    for server in brokers.servers.values():
        server.stop()
    yield
    for server in brokers.servers.values():
        server.start()


@contextmanager
def hung(brokers: Brokers) -> Iterator[None]:
    """Their sockets stay open, without a reply."""
    for server in brokers.servers.values():
        server.pause()
    try:
        yield
    finally:
        for server in brokers.servers.values():
            server.resume()
