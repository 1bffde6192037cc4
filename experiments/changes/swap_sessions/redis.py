"""A Valkey for these cases, and its contents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis

from deploy import services
from deploy.processes import Program
from deploy.programs import OURSELVES, programs


@contextmanager
def running(folder: Path) -> Iterator[tuple[Program, str]]:
    """The server and its URL, until the block is left; ``folder`` is for its files."""
    program, url = services.valkey(programs(folder), folder, folder, OURSELVES)
    try:
        program.start()
        yield program, url
    finally:
        program.stop()


def kept(url: str) -> list[bytes]:
    """The values of all keys that hold one."""
    with Redis.from_url(url) as redis:
        return [
            value
            for key in redis.scan_iter(_type="string")
            if (value := redis.get(key)) is not None
        ]


def empty(url: str) -> None:
    with Redis.from_url(url) as redis:
        redis.flushall()
