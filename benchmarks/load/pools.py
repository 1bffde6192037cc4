"""Processes and threads: a grid of gunicorns, for a CPU-bound page and for one that waits."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress, TaskID

from benchmarks.common.books_table import slow_down
from benchmarks.common.measures import median
from benchmarks.common.memory import memory
from benchmarks.load.advice import advice
from benchmarks.load.closed import closed_loop, warm
from benchmarks.load.gunicorns import Pool, name, served
from benchmarks.load.offered import offered, percentiles
from benchmarks.load.samples import control, summary
from benchmarks.load.subjects import AGAIN, SIDES
from benchmarks.load.targets import target
from shared_tests.harness.postgresql import postgres
from shared_tests.harness.servers import Server

WAIT = 0.02  # seconds that the slow database adds to each query of books
KINDS = {"computing": ("/books/", b'<ol class="books">'), "waiting": ("/books/emma/", b"<article>")}


@dataclass(frozen=True)
class Size:
    """The extent of the measurement: pools, closed-loop rounds and their seconds, and seconds of
    the open loop."""

    pools: tuple[Pool, ...]
    sides: tuple[str, ...]
    connections: int
    """More than the threads of the largest pool."""
    rounds: int
    seconds: float
    offered: float
    controls: int
    """Rounds of the A/A control, which has a server of its own."""
    warm: float
    """Seconds until each process of a pool has loaded and compiled what the page needs."""


GRID = tuple((one, each) for one in (1, 2, 4) for each in (1, 4, 8))
FULL = Size(
    GRID, (*SIDES,), connections=48, rounds=3, seconds=0.35, offered=0.5, controls=9, warm=0.7
)
QUICK = Size(
    ((1, 1), (1, 4)),
    ("flask",),
    connections=6,
    rounds=1,
    seconds=0.2,
    offered=0.3,
    controls=2,
    warm=0.2,
)


def measure(folder: Path, size: Size, progress: Progress) -> dict:
    """Rate, latency and memory of each pool and kind of page on both sides in turn, the
    recommendation, and the control."""
    task = progress.add_task(
        "pools", total=len(KINDS) * len(size.sides) * len(size.pools) * (size.rounds + 1)
    )
    found: dict[str, dict[str, dict]] = {side: {} for side in size.sides}
    with postgres() as server, ExitStack() as stack:
        databases = {side: server.create() for side in size.sides}
        servers = {
            side: stack.enter_context(served(side, database, folder, size.pools))
            for side, database in databases.items()
        }
        first = servers[size.sides[0]]
        controls = the_control(first[name(size.pools[0])], first[AGAIN], size)
        for kind in KINDS:
            if kind == "waiting":
                for database in databases.values():
                    slow_down(database, WAIT)
            for side, pools in measured(kind, servers, size, progress, task).items():
                found[side][kind] = pools
    cores = len(os.sched_getaffinity(0))
    return {"cores": cores, "wait": WAIT, "sides": found, "advice": advice(found), "null": controls}


def measured(
    kind: str,
    servers: dict[str, dict[str, Server]],
    size: Size,
    progress: Progress,
    task: TaskID,
) -> dict[str, dict[str, dict]]:
    """Rates of each pool by side, the sides in turn; then latency at half the rate of a side's best
    pool."""
    every = os.sched_getaffinity(0)
    targets = {
        (side, pool): target(servers[side][pool], *KINDS[kind])
        for pool in map(name, size.pools)
        for side in size.sides
    }
    turns: dict[tuple[str, str], list[dict]] = {one: [] for one in targets}
    for page in targets.values():
        warm(page, size.connections, every, size.warm)
    for one, page in [*targets.items()] * size.rounds:
        turns[one].append(closed_loop(page, size.seconds, size.connections, every))
        progress.advance(task)
    rates = {one: median(turn["rate"] for turn in all_) for one, all_ in turns.items()}
    found: dict[str, dict[str, dict]] = {side: {} for side in size.sides}
    for (side, pool), page in targets.items():
        half = max(rates[side, name(one)] for one in size.pools) / 2
        waits = percentiles([offered(page, half, size.offered, 0, every)])
        waits |= {"rate": half, "utilisation": half / rates[side, pool]}
        held = memory(servers[side][pool])
        found[side][pool] = facts_of(turns[side, pool]) | {"offered": waits, "megabytes": held}
        progress.advance(task)
    return found


def facts_of(turns: list[dict]) -> dict:
    """Of one pool."""
    return {what: summary([turn[what] for turn in turns]) for what in ("rate", "cpu", "client")}


def the_control(first: Server, again: Server, size: Size) -> dict:
    """The same pool twice, in turn."""
    every = os.sched_getaffinity(0)
    pair = [target(server, *KINDS["computing"]) for server in (first, again)]
    for page in pair:
        warm(page, size.connections, every, size.warm)
    rates = [
        [closed_loop(page, size.seconds, size.connections, every)["rate"] for page in pair]
        for _ in range(size.controls)
    ]
    return control([own for own, _ in rates], [own for _, own in rates])
