"""The generated parts of deploy/machines/README.md: the capacity of several machines, and the
effect of losing one."""

from __future__ import annotations

from benchmarks.common.features import SIDES
from report.markdown import table
from report.records import recorded

WAYS = {"loss_as_on_one_machine": "as on one machine", "loss": "with the four settings"}


def facts() -> dict[str, dict]:
    """The record of each side."""
    return recorded("machines")["sides"]


def suites() -> str:
    """The results of the shared suite on four machines: all of it, and a part while a host is
    away."""
    return "".join(
        f"- {side.title()}: {outcome(facts()[side]['suite'])}; while a host was away and came "
        f"back, {outcome(facts()[side]['suite_while_away'])}\n"
        for side in SIDES
    )


def outcome(suite: dict) -> str:
    return f"{suite['passed']} passed, {suite['skipped']} skipped, {suite['failed']} failed"


def losses() -> str:
    """The effect of a power failure of a host under load on clients, with each configuration of
    nginx."""
    rows = [
        [side.title(), words, *noticed(facts()[side][way])]
        for side in SIDES
        for way, words in WAYS.items()
    ]
    heading = [
        "",
        "nginx",
        "reads failed",
        "writes failed",
        "acknowledged writes lost",
        "slowest read",
        "host back",
    ]
    return table(heading, rows, "llrrrrr")


def noticed(loss: dict) -> list[str]:
    failed = [f"{loss[kind]['failed']} of {loss[kind]['sent']:,}" for kind in ("read", "write")]
    kept = f"{loss['lost']} of {loss['acknowledged']:,}"
    back = loss["host_answered_after"]
    return [
        *failed,
        kept,
        f"{loss['read_times']['longest']:.1f} s",
        "never" if back is None else f"after {back:.1f} s",
    ]


def connections() -> str:
    """The most connections that each machine held to PostgreSQL while it was loaded."""
    return "".join(
        f"- {side.title()}: {sum(held.values())}, from {len(held)} machines "
        f"({', '.join(map(str, held.values()))})\n"
        for side in SIDES
        for held in [facts()[side]["load"]["connections"]]
    )


def capacity() -> str:
    """Requests per second of two hosts and of one; each with one process."""
    rows = [[side.title(), *answered(facts()[side]["load"])] for side in SIDES]
    return table(
        ["", "one host, requests/s", "two hosts", "ratio", "p95 with one", "with two"],
        rows,
        "lrrrrr",
    )


def answered(load: dict) -> list[str]:
    one, two = (load[hosts]["all"] for hosts in ("1", "2"))
    rates = [
        f"{one['per_second']:.0f}",
        f"{two['per_second']:.0f}",
        f"{two['per_second'] / one['per_second']:.2f}",
    ]
    return [*rates, *(f"{1000 * found['p95']:.0f} ms" for found in (one, two))]
