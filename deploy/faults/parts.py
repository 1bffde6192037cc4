"""The effect of processes and threads: one gunicorn with one of both, many of one, some of both."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.books_table import slow_down
from benchmarks.common.measures import median
from benchmarks.common.memory import memory
from deploy.faults.crawlers import crawling
from deploy.faults.pools import POOLS, serving_with_each
from deploy.faults.users import PATIENCE, in_time, rate
from shared_tests.harness.implementations import IMPLEMENTATIONS
from shared_tests.harness.loopback import Client
from shared_tests.harness.postgresql import postgres
from shared_tests.harness.servers import Server

SLOW_CLIENTS, ROUNDS = 4, 3
COLUMNS = {
    "computing": "pages/s",
    "waiting": "pages/s, slow database",
    "answered": f"of 10 answered beside {SLOW_CLIENTS} slow clients",
    "memory": "memory, MB",
}


def beside_slow_clients(server: Server) -> int:
    with crawling(httpx.URL(server.base_url).port or 80, SLOW_CLIENTS):
        return in_time(lambda: Client(base_url=server.base_url, timeout=PATIENCE))


STEPS: dict[str, Callable[[Server], float]] = {
    "computing": lambda server: rate(server.base_url, "/books/", '<ol class="books">'),
    "answered": beside_slow_clients,
    "memory": memory,
    # Last: the database stays slow
    "waiting": lambda server: rate(server.base_url, "/books/emma/", "<article>"),
}


def measure(side: str) -> dict[str, dict[str, float]]:
    """The median of some rounds for each pool, in which the pools take turns."""
    results: dict[str, dict[str, float]] = {pool: {} for pool in POOLS}
    with (
        TemporaryDirectory() as folder,
        postgres() as database,
        serving_with_each(IMPLEMENTATIONS[side], database, Path(folder)) as servers,
    ):
        for name, step in track(STEPS.items(), side, transient=True):
            if name == "waiting":
                slow_down(database)
            turns = [
                {pool: step(server) for pool, server in servers.items()} for _ in range(ROUNDS)
            ]
            for pool in POOLS:
                results[pool][name] = median(turn[pool] for turn in turns)
    return results


def show(side: str, results: dict[str, dict[str, float]]) -> None:
    table = Table(
        "", *COLUMNS.values(), title=f"{side.title()}: the effect of processes and threads"
    )
    for pool, one in results.items():
        table.add_row(pool, *(f"{one[name]:.0f}" for name in COLUMNS))
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.faults.parts", description=__doc__)
    parser.add_argument("side", choices=IMPLEMENTATIONS)
    cli.takes_file(parser)
    arguments = cli.parsed(parser)
    results = measure(arguments.side)
    show(arguments.side, results)
    cli.keep(arguments, {"side": arguments.side, "pools": results})


if __name__ == "__main__":
    main()
