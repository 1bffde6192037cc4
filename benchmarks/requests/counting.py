"""Counts the instructions of all pages of all applications, two processes at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.requests.applications import copied
from benchmarks.requests.callgrind import count
from benchmarks.requests.rehearsal import Rehearsal
from benchmarks.requests.scenarios import SCENARIOS

Counts = dict[str, dict[str, list[float]]]
"""By scenario and application, a figure each repeat."""
HEAVY = [name for name, one in SCENARIOS.items() if one.weight > 1]
LIGHT = [name for name in SCENARIOS if name not in HEAVY]


@dataclass(frozen=True)
class Effort:
    """The number of requests for each page."""

    repeats: int
    calls: int
    warm_up: int


FULL = Effort(repeats=5, calls=40, warm_up=60)  # of 20, the garbage collector shows
SHORT = Effort(repeats=1, calls=10, warm_up=20)


def shares(sides: Collection[str], scenarios: list[str]) -> list[tuple[str, list[str]]]:
    """The processes, the longest first; expensive pages have their own, so that both cores are
    busy."""
    parts = [[one for one in part if one in scenarios] for part in (LIGHT, HEAVY)]
    both = [
        (side, part) for part in parts for side in ("django", "flask") if part and side in sides
    ]
    return both + [(side, scenarios) for side in sides if side == "baseline"]


def counts(
    sides: dict[str, Rehearsal],
    scenarios: list[str],
    effort: Effort,
    folder: Path,
    advance: Callable[[], object],
) -> Counts:
    """Raises Missing without valgrind."""

    def run(number: int, side: str, part: list[str]) -> dict[str, list[float]]:
        own, hashes = copied(sides[side].subject, folder / f"count-{number}"), sides[side].hashes
        amounts = {"calls": effort.calls, "warm_up": effort.warm_up}
        return count(own, part, effort.repeats, **amounts, hashes=hashes, advance=advance)

    with ThreadPoolExecutor(2) as pool:
        jobs = shares(sides, scenarios)
        running = [
            (side, pool.submit(run, number, side, part)) for number, (side, part) in enumerate(jobs)
        ]
        found: Counts = {name: {side: [] for side in sides} for name in scenarios}
        for side, job in running:
            for name, samples in job.result().items():
                found[name][side] = samples
    return found
