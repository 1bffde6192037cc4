"""Failures in production, slow clients, and the throughput of queues."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s faults"
BUSY = 1.0  # the load of the machine before the measurement from which the queues are noisy


def rows() -> Iterator[Row]:
    facts = {side: recorded(f"faults-{side}")["faults"] for side in SIDES}
    lost = {side: sum(one["lost"] + one["twice"] for one in facts[side].values()) for side in SIDES}
    yield Row("acknowledged writes lost", lost, "writes", COMMAND)
    for side in SIDES:
        slow = recorded(f"slow-{side}")
        answered = {
            "behind nginx": slow["behind_nginx"]["answered"],
            "gunicorn alone": slow["straight"]["crowded"],
        }
        yield Row(f"answered beside slow clients, {side}", answered, f"of {slow['asked']}", COMMAND)
    yield from queues()


def queues() -> Iterator[Row]:
    facts = recorded("queues")
    rates = {name: one["one_worker"] for name, one in facts["throughput"].items()}
    yield Row(
        "queue, jobs a second",
        rates,
        "jobs/s",
        "nox -s queues",
        less_is_better=False,
        clear=facts["load_before"] <= BUSY,
    )
