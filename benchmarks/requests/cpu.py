"""CPU time of a request in persistent processes, in random order, compared round by round."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import asdict
from pathlib import Path

from benchmarks.common.measures import is_noisy, ratio
from benchmarks.load.processes import core_of_servers, pinned
from benchmarks.requests.applications import copied
from benchmarks.requests.asking import Child, running
from benchmarks.requests.rehearsal import Rehearsal

AGAIN = "flask again"
RATIOS = {
    "django/flask": ("django", "flask"),
    "flask/baseline": ("flask", "baseline"),
    "django/baseline": ("django", "baseline"),
    "null": (AGAIN, "flask"),
}
"""The last one is the A/A control, Flask with itself: its deviation from 1 is noise of the
machine."""
SEED = 1  # of the order
LEAST_ROUNDS = 5
WIDEST = 0.05
BATCH = 0.006  # seconds of CPU for repeating the same request
Times = dict[str, list[float]]


def measure(
    sides: dict[str, Rehearsal],
    scenarios: list[str],
    folder: Path,
    seconds: float,
    warm_up: int,
    advance: Callable[[float], object],
) -> dict:
    """By scenario the microseconds a request of each round, and the ratios. ``seconds`` is the
    budget of the rounds."""
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        with pinned(core_of_servers()):  # one is asked at a time, and cores differ
            children = {
                name: stack.enter_context(child(name, sides, folder)) for name in [*sides, AGAIN]
            }
        warmed = pool.map(lambda one: warm(one, scenarios, warm_up), children.values())
        sizes = dict(zip(children, warmed, strict=True))
        times = rounds(children, sizes, scenarios, seconds, advance)
    return {name: {"microseconds": found, "ratios": ratios(found)} for name, found in times.items()}


def child(name: str, sides: dict[str, Rehearsal], folder: Path) -> AbstractContextManager[Child]:
    """A process of that side, with a database of its own."""
    side, own = sides["flask" if name == AGAIN else name], folder / f"cpu-{name}"
    return running(copied(side.subject, own), own, hashes=side.hashes)


def rounds(
    children: dict[str, Child],
    sizes: dict[str, dict[str, int]],
    scenarios: list[str],
    seconds: float,
    advance: Callable[[float], object],
) -> dict[str, Times]:
    """Request every page from all of them repeatedly, in random order, until no page needs more
    rounds or the time is over."""
    times: dict[str, Times] = {name: {one: [] for one in children} for name in scenarios}
    order, end = random.Random(SEED), time.monotonic() + seconds
    while open_ones := [name for name in scenarios if not is_narrow(times[name])]:
        if enough(times) and time.monotonic() > end:
            break
        for name in order.sample(open_ones, len(open_ones)):
            for one in order.sample([*children], len(children)):
                said = children[one].ask("time", scenario=name, calls=sizes[one][name])
                times[name][one].append(1e6 * said["seconds"])
        advance(1 - max(0.0, end - time.monotonic()) / seconds)
    return times


def warm(child: Child, scenarios: list[str], warm_up: int) -> dict[str, int]:
    """Fill its caches; return the number of requests in a batch of each scenario."""
    sizes = {}
    for name in scenarios:
        child.ask("warm_up", scenario=name, calls=warm_up)
        sizes[name] = max(2, round(BATCH / child.ask("time", scenario=name, calls=5)["seconds"]))
    return sizes


def enough(times: dict[str, Times]) -> bool:
    return all(len(found["flask"]) >= LEAST_ROUNDS for found in times.values())


def is_narrow(found: Times) -> bool:
    """Whether more rounds would add nothing."""
    if len(found["flask"]) < LEAST_ROUNDS:
        return False
    return all(one["high"] - one["low"] <= WIDEST * one["median"] for one in ratios(found).values())


def ratios(found: Times) -> dict[str, dict[str, float]]:
    """Each pair's median ratio over the rounds, with its 95 % bootstrap interval."""
    return {name: asdict(ratio(found[x], found[y])) for name, (x, y) in RATIOS.items()}


def noisy(found: dict) -> bool:
    """Whether the A/A control of any page is noisy."""
    return any(is_noisy(one["ratios"]["null"]["median"]) for one in found.values())
