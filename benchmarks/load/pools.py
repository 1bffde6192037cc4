"""How many processes and threads? A grid of gunicorns for a page that computes and for one that waits for its database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.progress import Progress

from benchmarks.load.advice import advice
from benchmarks.load.closed import Target, closed_loop, target
from benchmarks.load.offered import offered, percentiles
from benchmarks.load.samples import null, summary
from benchmarks.load.subjects import AGAIN, SIDES
from deploy.faults.pools import WAIT as FAULT
from deploy.faults.pools import slow_down
from deploy.faults.tally import books_table
from shared_tests.databases import PostgresDatabase, postgres
from shared_tests.implementations import PASSWORD, Server, demo, environment, prepare, serving

WAIT = 0.02  # seconds that the slow database thinks about each query of books
CONNECTIONS = 48  # more than the largest pool has threads
KINDS = {"computing": ("/books/", b'<ol class="books">'), "waiting": ("/books/emma/", b"<article>")}
Pool = tuple[int, int]
"""Processes and threads."""


@dataclass(frozen=True)
class Size:
    """How much is measured: which pools, closed-loop rounds and their seconds, and seconds of the open loop."""

    pools: tuple[Pool, ...]
    sides: tuple[str, ...]
    rounds: int
    seconds: float
    offered: float
    nulls: int
    """Rounds of the null, which has a server of its own."""


FULL = Size(tuple((one, each) for one in (1, 2, 4) for each in (1, 2, 4, 8)), (*SIDES,), 2, 0.4, 0.6, 7)
QUICK = Size(((1, 1), (1, 4), (2, 2)), ("flask",), 1, 0.3, 0.4, 3)


def measure(folder: Path, size: Size, progress: Progress) -> dict:
    """Rate and waits of each pool and kind of page on each side, what to set, and the null."""
    task = progress.add_task("pools", total=2 * len(size.sides) * len(size.pools) * (size.rounds + 1))
    found, nulls = {}, {}
    with postgres() as first:
        for side in size.sides:
            database = first.create()
            with served(side, database, folder, size) as servers:
                found[side] = {}
                for kind in KINDS:
                    if kind == "waiting":
                        be_slow(database)
                    elif side == "flask":
                        nulls = {"null": the_null(servers, size)}
                    found[side][kind] = measured(kind, servers, size, progress, task)
    cores = len(os.sched_getaffinity(0))
    return {"cores": cores, "wait": WAIT, "sides": found, "advice": advice(found)} | nulls


@contextmanager
def served(side: str, database: PostgresDatabase, folder: Path, size: Size) -> Iterator[dict[str, Server]]:
    """A gunicorn for each pool, and a second one of the first pool, on one database, until the block is left."""
    implementation, env = SIDES[side], environment(folder, DATABASE_URL=database.url, DATABASE_CONNECTIONS="8")
    prepare(implementation, env, implementation.migrate, demo(PASSWORD))
    with ExitStack() as stack:
        pools = {name(pool): pool for pool in size.pools}
        servers = {}
        for called, (workers, threads) in (pools | {AGAIN: size.pools[0]}).items():
            own = (f"--workers={workers}", f"--threads={threads}")
            # loaded before it is forked, or a grid of pools takes longer to start than to measure
            options = (*own, "--worker-class=gthread", "--keep-alive=75", "--preload", "--log-level=warning")
            servers[called] = stack.enter_context(serving(implementation, env, folder, options=options))
        yield servers


def name(pool: Pool) -> str:
    return f"{pool[0]}x{pool[1]}"


def be_slow(database: PostgresDatabase) -> None:
    """The slow database of the faults, with a wait short enough for many samples."""
    table = books_table(database)
    slow_down(database)
    ((view,),) = database.ask(f"SELECT pg_get_viewdef('\"{table}\"'::regclass)")
    database.ask(f'CREATE OR REPLACE VIEW "{table}" AS {view.replace(str(FAULT), str(WAIT))}')


def measured(kind: str, servers: dict[str, Server], size: Size, progress: Progress, task: object) -> dict:
    """Rates of the pools in turn; then what visitors wait at half of what the best pool serves."""
    every = set(os.sched_getaffinity(0))
    targets = {one: target(server, *KINDS[kind]) for one, server in servers.items() if one != AGAIN}
    turns: dict[str, list[dict]] = {one: [] for one in targets}
    for turn in range(-1, size.rounds):
        for one, page in targets.items():
            sample = closed_loop(page, size.seconds if turn >= 0 else 0.15, CONNECTIONS, every)
            turns[one] += [sample] if turn >= 0 else []
            progress.advance(task, 1 if turn >= 0 else 0)  # type: ignore[arg-type]
    rates = {one: median(turn["rate"] for turn in all_) for one, all_ in turns.items()}
    rate, found = max(rates.values()) / 2, {}
    for one, page in targets.items():
        waits = percentiles([offered(page, rate, size.offered, 0, every)])
        found[one] = {what: summary([turn[what] for turn in turns[one]]) for what in ("rate", "cpu", "client")}
        found[one]["offered"] = waits | {"rate": rate, "utilisation": rate / rates[one]}
        progress.advance(task)  # type: ignore[arg-type]
    return found


def the_null(servers: dict[str, Server], size: Size) -> dict:
    """The same pool twice, in turn."""
    every = set(os.sched_getaffinity(0))
    pair: list[Target] = [target(servers[one], *KINDS["computing"]) for one in (name(size.pools[0]), AGAIN)]
    rates: list[list[float]] = [[], []]
    for _ in range(-1, size.nulls):
        for page, own in zip(pair, rates, strict=True):
            own.append(closed_loop(page, size.seconds, CONNECTIONS, every)["rate"])
    return null(rates[0][1:], rates[1][1:])
