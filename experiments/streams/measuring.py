"""One round of a way: streams opened, events sent, clients gone, the process ended."""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from benchmarks.common.memory import proportional
from deploy.processes import Program
from deploy.programs import shared_folder
from experiments.changes.live.listening import STREAM
from experiments.streams.crowd import Crowd, fetch, pages
from experiments.streams.ways import PAGES, Way

BOOK = {
    "slug": "emma",
    "title": "Emma",
    "author": {"name": "Jane Austen", "slug": "jane-austen"},
    "year": 1815,
    "available": False,
    "version": 2,
}
PAUSE = 0.25  # seconds between two events
LONGEST = 40.0  # seconds until all are gone, or the process has ended
LAST = 100  # streams that are open when the process is to end
Read = Callable[[], Future[list[float]]]


@dataclass(frozen=True)
class Place:
    """What all rounds share."""

    copies: Mapping[str, Path]
    envs: Mapping[str, Mapping[str, str]]
    """The environment of each side."""
    number: int  # of connections
    seconds: float
    """For which events are sent."""

    def env(self, way: Way) -> Mapping[str, str]:
        """Applications of this folder read Valkey's address, and no database."""
        return self.envs[way.side or next(iter(self.envs))]


def processes(program: Program) -> list[int]:
    return [program.process.pid, *program.children()]


def counted(program: Program, of: Callable[[int], int]) -> int:
    return sum(of(pid) for pid in processes(program))


def descriptors(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def threads(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Threads:"))


def kilobytes(pid: int) -> int:
    return proportional(str(pid))


async def publish(redis: Redis, seconds: float) -> dict[str, float]:
    """When each event was sent, by its id."""
    sent: dict[str, float] = {}
    end = time.perf_counter() + seconds
    while (now := time.perf_counter()) < end:
        event_id: Any = await redis.xadd(STREAM, {"event": "book", "data": json.dumps(BOOK)})
        sent[event_id] = now
        await asyncio.sleep(PAUSE)
    return sent


def last_ones(
    came: Mapping[str, Sequence[float]], sent: Mapping[str, float], number: int
) -> list[float]:
    """Milliseconds until the last client had each event; infinite where one never got it."""
    return [
        1000 * (max(came[one]) - begun) if len(came.get(one, ())) == number else float("inf")
        for one, begun in sent.items()
    ]


async def until(holds: Callable[[], bool]) -> float:
    """Seconds until it holds; infinite when it never does."""
    begun = time.perf_counter()
    while not holds():
        if time.perf_counter() - begun > LONGEST:
            return float("inf")
        await asyncio.sleep(0.02)
    return time.perf_counter() - begun


async def readers(redis: Redis) -> int:
    """Clients of Valkey that wait for events."""
    return sum(one["cmd"].startswith("xread") for one in await redis.client_list())


async def measured(way: Way, place: Place) -> dict[str, object]:
    """Figures of one round, each of one process that begins anew."""
    redis = Redis.from_url(place.env(way)["BOOKSHELF_REDIS_URL"], decode_responses=True)
    with ProcessPoolExecutor(1, get_context("spawn"), gc.disable) as client, ExitStack() as exits:
        program, path = started(way, place, exits)
        paths = {"": path}
        if way.side:
            paths["pages "] = started(PAGES[way.side], place, exits)[1]
        reads = {
            name: partial(client.submit, reading, one, way.page, place.seconds)
            for name, one in paths.items()
        }
        try:
            return await of_process(place, program, redis, path, reads)
        finally:
            await redis.aclose()


def started(way: Way, place: Place, exits: ExitStack) -> tuple[Program, Path]:
    """A process, and its socket."""
    folder = exits.enter_context(shared_folder())
    program = way.start(place.copies, place.env(way), folder)
    exits.callback(program.stop)
    return program, folder / "streams.sock"


def reading(path: Path, address: str, seconds: float) -> list[float]:
    """The milliseconds of ``pages``, without the first ones. In a process of its own: the one that
    holds the streams is busy with a thousand events when the server is."""
    asyncio.run(pages(path, address, seconds / 10, 0))
    return asyncio.run(pages(path, address, seconds))


async def of_process(
    place: Place, program: Program, redis: Redis, path: Path, reads: Mapping[str, Read]
) -> dict[str, object]:
    """``reads`` read pages: of the process itself, and of those that serve the pages."""
    crowd = Crowd(path)
    await crowd.join(1)  # what the first one loads is not counted
    times = {f"{name}alone": await asyncio.wrap_future(read()) for name, read in reads.items()}
    before = [counted(program, of) for of in (kilobytes, threads, descriptors)]
    held = await crowd.join(place.number - 1) + 1
    reading = await readers(redis)
    after = [counted(program, of) for of in (kilobytes, threads)]
    sent: dict[str, float] = {}
    for name, read in reads.items():
        beside = asyncio.wrap_future(read())
        sent |= await publish(redis, place.seconds)
        times[f"{name}beside"] = await beside
    await asyncio.sleep(1)
    last = last_ones(crowd.came(), sent, place.number)
    await crowd.leave()
    freed = await until(lambda: counted(program, descriptors) <= before[2])
    return times | {
        "held": held,
        "readers": reading,
        "kilobytes": (after[0] - before[0]) / max(held - 1, 1),
        "threads": after[1],
        "last": last,
        "freed": freed,
        "ended": await ending(program, path, min(LAST, place.number)),
    }


async def ending(program: Program, path: Path, number: int) -> float:
    """Seconds from TERM to the end of a process that holds so many streams."""
    crowd = Crowd(path)
    await crowd.join(number)
    program.process.terminate()
    seconds = await until(lambda: program.process.poll() is not None)
    await crowd.leave()
    return seconds


async def at_its_number(way: Way, place: Place, number: int) -> dict[str, object]:
    """What a process with a thread for each of so many streams holds, and serves then."""
    with shared_folder() as folder:
        program = way.start(place.copies, place.env(way), folder)
        path = folder / "streams.sock"
        crowd = Crowd(path)
        try:
            held = await crowd.join(number + 1, 3)
            seconds = await fetch(path, way.page, 3)
            await crowd.leave()
        finally:
            program.stop()
    return {"threads": number, "held": held, "page": 1000 * seconds}
