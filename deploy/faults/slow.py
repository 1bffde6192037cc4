"""What other clients notice of 300 clients that send one byte a second: behind nginx, and without
it."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2 as httpx
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.common import cli
from benchmarks.common.measures import medians, percentile, ratio_of_medians
from deploy.faults.clients import open_client
from deploy.faults.crawlers import crawling
from deploy.faults.users import PATIENCE, TOGETHER, in_time, seconds
from deploy.stack import Stack, production
from shared_tests.harness.implementations import IMPLEMENTATIONS, Implementation
from shared_tests.harness.loopback import Client
from shared_tests.harness.servers import serving

CROWD, ROUNDS, PAGES = 300, 7, 100
LIMIT = 2.0
# As deploy/gunicorn.conf.py has it on two processors
SAME = ("--workers=2", "--threads=4", "--keep-alive=75")


def slowest(client: Client) -> float:
    """The 99th percentile of the seconds that a page takes for one client."""
    return percentile([seconds(client) for _ in range(PAGES)], 0.99)


def behind_nginx(stack: Stack) -> dict:
    """The same page with and without the slow clients, turn by turn."""
    times: dict[str, list[float]] = {"alone": [], "crowded": []}
    port = httpx.URL(stack.base_url).port or 443
    with open_client(stack) as client:
        for _ in track(range(ROUNDS), "behind nginx", transient=True):
            times["alone"].append(slowest(client))
            with crawling(port, CROWD, stack.trust):
                times["crowded"].append(slowest(client))
    with crawling(port, CROWD, stack.trust):
        number = in_time(lambda: open_client(stack))
    return {
        "p99": times,
        "median": medians(times),
        "ratio": ratio_of_medians(times["crowded"], times["alone"]),
        "answered": number,
    }


def straight(implementation: Implementation, stack: Stack, folder: Path) -> dict:
    """The same application server without nginx before it."""
    with serving(implementation, stack.env, folder, options=SAME) as server:

        def open_one() -> Client:
            return Client(base_url=server.base_url, timeout=PATIENCE)

        alone = in_time(open_one)
        with crawling(httpx.URL(server.base_url).port or 80, CROWD):
            return {"alone": alone, "crowded": in_time(open_one)}


def show(side: str, result: dict) -> None:
    nginx, bare = result["behind_nginx"], result["straight"]
    table = Table(
        "", "alone", f"with {CROWD} slow clients", title=f"{side.title()} and slow clients"
    )
    p99 = [f"{1000 * nginx['median'][name]:.0f} ms" for name in ("alone", "crowded")]
    table.add_row("behind nginx: p99 of a page, median", *p99)
    table.add_row(
        f"behind nginx: responses within {PATIENCE:.0f} s", "", f"{nginx['answered']} of {TOGETHER}"
    )
    table.add_row(
        "gunicorn alone: the same",
        *(f"{bare[name]} of {TOGETHER}" for name in ("alone", "crowded")),
    )
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m deploy.faults.slow", description=__doc__)
    parser.add_argument("side", choices=IMPLEMENTATIONS)
    cli.takes_file(parser)
    arguments = cli.parsed(parser)
    implementation = IMPLEMENTATIONS[arguments.side]
    with TemporaryDirectory() as name, production(implementation, Path(name)) as stack:
        result = {
            "behind_nginx": behind_nginx(stack),
            "straight": straight(implementation, stack, Path(name)),
        }
    show(arguments.side, result)
    about = {"side": arguments.side, "clients": CROWD, "asked": TOGETHER}
    cli.keep(arguments, about | result)
    if result["behind_nginx"]["ratio"] > LIMIT or result["behind_nginx"]["answered"] < TOGETHER:
        raise SystemExit("slow clients slow the others down behind nginx")
    if result["straight"]["alone"] < TOGETHER or result["straight"]["crowded"] == TOGETHER:
        raise SystemExit(
            "without nginx they should slow the others down: the slow clients are not slow"
        )


if __name__ == "__main__":
    main()
