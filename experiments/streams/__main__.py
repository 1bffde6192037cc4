"""What does one process pay for a thousand connections that stay open? Streams of events of both
sides and of Quart, WebSockets of flask-sock, Quart and Channels: memory, threads, an event to the
last client, a page beside them, and how all of it ends."""

from __future__ import annotations

import asyncio
import gc
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from benchmarks.common import cli
from benchmarks.requests.facts import about
from experiments.streams import sockets
from experiments.streams.figures import FIGURES, figure, wrong
from experiments.streams.measuring import Place, at_its_number, measured
from experiments.streams.ways import FEW, SOCKETS, STREAMS, THREADS, patched
from shared_tests.harness.implementations import DJANGO, FLASK, demo, environment, prepare
from shared_tests.harness.limits import open_files
from shared_tests.harness.valkey import valkey

ROUNDS, NUMBER, SECONDS = 3, 1000, 10.0
QUICK = (1, 100, 1.0)
KEEPALIVE = 2  # seconds, so that no measurement waits for 15
DEMO = "quiet-otter-sings-42"


@contextmanager
def place(number: int, seconds: float) -> Iterator[Place]:
    """Copies with the patch, a database for each, and a Valkey."""
    with TemporaryDirectory(prefix="live-") as name, valkey() as url, patched() as copies:
        settings = {
            "REDIS_URL": url,
            "STREAMS": str(number + 10),
            "STREAM_KEEPALIVE": str(KEEPALIVE),
            "PASSWORD_ROUNDS": "10000",
        }
        envs = {}
        for side in (FLASK, DJANGO):
            folder = Path(name) / side.name
            folder.mkdir()
            envs[side.name] = environment(folder, **settings)
            prepare(side, envs[side.name], side.migrate, demo(DEMO))
        yield Place(copies, envs, number, seconds)


def measure(quick: bool, console: Console) -> dict:
    """Every sample of each round, by way, ready for JSON."""
    rounds, number, seconds = QUICK if quick else (ROUNDS, NUMBER, SECONDS)
    open_files(8192)
    gc.disable()  # a pause of the clients would be taken for one of the servers
    streams: dict[str, list[dict]] = {way.name: [] for way in STREAMS}
    found = about() | {"number": number, "keepalive": KEEPALIVE, "streams": streams}
    with place(number, seconds) as shared, Progress(console=console, transient=True) as progress:
        task = progress.add_task("live", total=rounds * len(STREAMS) + 1 + len(SOCKETS))
        for _ in range(rounds):
            for way in STREAMS:
                streams[way.name].append(asyncio.run(measured(way, shared)))
                progress.advance(task)
        found["few"] = asyncio.run(at_its_number(FEW, shared, THREADS))
        progress.advance(task)
        found["sockets"] = {}
        for way in SOCKETS:
            found["sockets"][way.name] = [asyncio.run(sockets.measured(way, shared))]
            progress.advance(task)
    return found


def show(facts: dict, console: Console) -> None:
    table = Table(title=f"{facts['number']:,} streams in one process")
    for heading in ("", *FIGURES):
        table.add_column(heading, justify="right" if heading else "left")
    for kind in ("streams", "sockets"):
        for name, rounds in facts[kind].items():
            figures = [figure(rounds, what) for what in FIGURES]
            table.add_row(name, *("–" if one is None else f"{one:,.1f}" for one in figures))
    console.print(table)
    few = facts["few"]
    page = "no page" if few["page"] == math.inf else "a page"
    console.print(f"{few['threads']} threads hold {few['held']} streams, and then serve {page}.")


def main() -> None:
    quick = f"{QUICK[1]} connections and one round, for what it does and not for times: 90 s"
    arguments = cli.parsed(cli.program("nox -s live --", __doc__, quick=quick))
    if arguments.quick and arguments.record:
        raise SystemExit("the times of a quick run do not hold, so they are not recorded")
    console = cli.console(160)
    facts = measure(arguments.quick, console)
    show(facts, console)
    cli.keep(arguments, facts)
    cli.fail_for(wrong(facts), "not as it should be")


if __name__ == "__main__":
    main()
