"""Measures latency, throughput, killed workers and outages of eight queues, each set up as in its
quick start."""

from __future__ import annotations

import os
import platform
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

from rich.console import Console

from benchmarks.common import cli
from experiments.queues.brokers import Brokers, brokers
from experiments.queues.cost import cost
from experiments.queues.exports import exports
from experiments.queues.idling import Idling
from experiments.queues.killing import killed
from experiments.queues.outage import outages
from experiments.queues.polling import looks
from experiments.queues.subjects import SUBJECTS
from experiments.queues.tables import show
from experiments.queues.throughput import throughput
from experiments.queues.waiting import waits

PACKAGES = (
    "huey",
    "Django",
    "django-tasks-db",
    "django-tasks-rq",
    "rq",
    "celery",
    "kombu",
    "redis",
    "psycopg",
)
CELERY = {"flask": SUBJECTS[-2], "django": SUBJECTS[-1]}


def gather(samples: int, amount: int, console: Console) -> dict:
    with brokers() as ours, brokers() as theirs, ThreadPoolExecutor(len(SUBJECTS)) as pool:
        prepare(ours, theirs, pool)
        with Idling(SUBJECTS[0], ours, samples) as idling:
            # Measurements that mostly wait run concurrently
            console.print("[dim]brokers and workers away")
            shared = pool.submit(outages, SUBJECTS, theirs)
            dead = [pool.submit(killed, one, ours) for one in SUBJECTS]
            facts = {"outages": shared.result(), "killed": by_name([one.result() for one in dead])}
            console.print("[dim]exports")
            real = {
                side: pool.submit(exports, side, subject, ours) for side, subject in CELERY.items()
            }
            facts["exports"] = {side: one.result() for side, one in real.items()}
            console.print("[dim]waiting")
            facts["waits"] = by_name(
                list(pool.map(lambda one: waits(one, ours, samples), SUBJECTS))
            )
            facts["after_a_quiet_minute"] = {SUBJECTS[0].name: idling.waits()}
        console.print("[dim]throughput")
        facts["throughput"] = by_name([throughput(one, ours, amount) for one in SUBJECTS])
    return facts


def prepare(ours: Brokers, theirs: Brokers, pool: ThreadPoolExecutor) -> None:
    list(
        pool.map(
            lambda one: one[0].url(one[1]),
            [(at, one) for at in (ours, theirs) for one in SUBJECTS if one.prepare],
        )
    )


def by_name(found: list[dict]) -> dict[str, dict]:
    return {one.name: facts for one, facts in zip(SUBJECTS, found, strict=True)}


def main() -> None:
    parser = cli.program("nox -s queues --", __doc__)
    parser.add_argument("--samples", type=int, default=30, help="jobs whose waiting is measured")
    parser.add_argument("--jobs", type=int, default=500, help="empty jobs that are worked off")
    arguments = cli.parsed(parser)
    begun, console = time.monotonic(), Console()
    if (load := os.getloadavg()[0]) > (os.cpu_count() or 1) / 2:
        console.print(
            f"[bold red]Something else is at work here (load {load:.1f}): rates and ratios will "
            "not hold."
        )
    facts = {
        "load_before": load,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
    }
    facts |= {
        "looks": {one.name: looks(one) for one in SUBJECTS},
        "cost": by_name([cost(one) for one in SUBJECTS]),
    }
    facts |= gather(arguments.samples, arguments.jobs, console) | {
        "seconds": time.monotonic() - begun
    }
    show(facts, console)
    cli.keep(arguments, facts)


if __name__ == "__main__":
    main()
