"""The facts of a run as tables."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.common.measures import median

HEADING = (
    *("", "clients", "requests/s", "p50 ms", "p99 ms", "failed", "processor ms", "MB", "threads"),
    "client and upstream",
)


def show(facts: dict[str, Any], console: Console) -> None:
    for title, part in (("another server", facts), ("the catalogue", facts["catalogue"])):
        for route in ("after", "at-once"):
            table = Table(*HEADING, title=f"{title}, {route}")
            for name, stack in part["stacks"].items():
                for clients, samples in stack["routes"][route].items():
                    table.add_row(name, clients, *cells(samples))
            console.print(table)
    for name, error in facts["errors"].items():
        console.print(f"{name}: {error}", highlight=False)
    changed = ", ".join(f"{name} {one['lines_changed']}" for name, one in every(facts).items())
    console.print(f"lines changed against the synchronous view: {changed}", highlight=False)
    for what, one in facts["null"].items():
        low, high = one["interval"]
        interval = f"{one['median']:.3f} [{low:.3f}–{high:.3f}]"
        console.print(f"Flask against itself, {what}: {interval}", highlight=False)
    if facts["noisy"]:
        console.print("[bold red]A noisy run, whose figures will not hold.")


def every(facts: dict[str, Any]) -> dict[str, Any]:
    """The stacks of both parts."""
    return facts["stacks"] | facts["catalogue"]["stacks"]


def cells(samples: dict[str, list[float]]) -> list[str]:
    def figure(name: str, digits: int) -> str:
        return f"{median(samples[name]):.{digits}f}" if name in samples else "–"

    failed = sum(samples["failed"])
    shown = [figure("rate", 0), figure("p50", 1), figure("p99", 1), f"{failed:.0f}"]
    shown += [figure("cpu", 2), figure("memory", 0), f"{max(samples['threads']):.0f}"]
    return [*shown, f"{median(samples['client']):.0%} of a core"]
