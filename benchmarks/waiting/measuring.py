"""The whole measurement: every stack in turn with few and many clients, one of them twice as a
control, and the catalogue."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.progress import Progress

from benchmarks.load.samples import control
from benchmarks.load.targets import Target
from benchmarks.waiting.asking import asked
from benchmarks.waiting.serving import EXPECTED, environments, errors, served, targets, upstream
from benchmarks.waiting.stacks import AGAIN, FLASK_THREADS, LEFT_OUT, ROUTES, STACKS, WAIT, Stack

WAITS = {"after": 2 * WAIT, "at-once": WAIT}
"""Seconds sooner than which no response can be there."""
PACKAGES = ("flask", "django", "quart", "gunicorn", "gevent", "uvicorn", "aiohttp", "urllib3")
MIDDLE = 50
"""Clients of the control, and of what is compared in one figure."""
Pages = Mapping[tuple[str, str], Target]


@dataclass(frozen=True)
class Size:
    """``clients`` has, by their number, the seconds until they have settled and those that
    count."""

    rounds: int
    clients: Mapping[int, tuple[float, float]]
    stacks: tuple[Stack, ...]


OfCatalogue = Callable[[Path, Size, Progress], dict[str, Any]]
"""Measures the catalogue by what stands below."""
# Of 500 clients some wait for 3 s
FULL = Size(3, {1: (0.3, 1.2), MIDDLE: (0.5, 1.5), 500: (3.0, 4.0)}, STACKS)
# Each application once, and each list of middleware where it matters
QUICK = Size(1, {20: (0.2, 0.2)}, tuple(one for one in STACKS if one not in LEFT_OUT))


def measure(quick: bool, console: Console, of_catalogue: OfCatalogue) -> dict[str, Any]:
    """The facts of both parts, every sample among them, ready for JSON."""
    begun, size = time.monotonic(), QUICK if quick else FULL
    facts: dict[str, Any] = {
        "wait": WAIT,
        "quick": quick,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES},
        "load_before": os.getloadavg()[0],
    }
    with TemporaryDirectory() as name, Progress(console=console, transient=True) as progress:
        facts |= of_upstream(Path(name), size, progress)
        facts["catalogue"] = of_catalogue(Path(name), size, progress)
    facts["errors"] |= facts["catalogue"].pop("errors")
    noisy = any(one["noisy"] for one in facts["null"].values())
    return facts | {"noisy": noisy, "seconds": time.monotonic() - begun}


def of_upstream(folder: Path, size: Size, progress: Progress) -> dict[str, Any]:
    """Of views that wait for two responses of another server."""
    every = (*size.stacks, AGAIN)
    with (
        upstream(folder) as (process, url),
        served(every, environments(url), folder) as servers,
    ):
        found = in_turn(every, targets(every, servers, EXPECTED), process, size, progress)
        null = controls(found[FLASK_THREADS.name], found.pop(AGAIN.name))
        failing = [one for one in STACKS if one.fails]
        return {"stacks": found, "errors": errors(failing, servers), "null": null}


def in_turn(
    stacks: Sequence[Stack], pages: Pages, upstream: int, size: Size, progress: Progress
) -> dict[str, Any]:
    """Of each stack what it is, and by route and number of clients a list of samples for each
    figure. A round asks one after the other first, because views that wait at once leave the
    threads of their pool behind."""
    steps = [*product(ROUTES, size.clients.items())] * size.rounds
    task = progress.add_task("stacks", total=len(steps) * len(stacks))
    found: dict[str, Any] = {stack.name: described(stack) for stack in stacks}
    for route, (clients, seconds) in steps:
        for stack in stacks:
            one = asked(pages[stack.name, route], upstream, clients, seconds, WAITS[route])
            by_clients = found[stack.name]["routes"].setdefault(route, {})
            samples = by_clients.setdefault(str(clients), {})
            for name, figure in one.items():
                samples.setdefault(name, []).append(figure)
            progress.advance(task)
    return found


def wrong(facts: Mapping[str, Any]) -> list[str]:
    """The stacks that fail and should not, and those that should and do not."""
    every = facts["stacks"] | facts["catalogue"]["stacks"]
    found = [name for name, one in every.items() if one["fails"] != (has_failed(one) > 0)]
    works = [name for name, error in facts["errors"].items() if not error and name not in found]
    return found + works


def has_failed(stack: Mapping[str, Any]) -> int:
    """How many responses were not right."""
    routes = stack["routes"].values()
    return sum(sum(samples["failed"]) for one in routes for samples in one.values())


def described(stack: Stack) -> dict[str, Any]:
    return {
        "side": stack.side,
        "app": stack.module,
        "server": stack.program.name,
        "lines_changed": stack.lines_changed(),
        "fails": stack.fails,
        "routes": {},
    }


def controls(first: Mapping[str, Any], again: Mapping[str, Any]) -> dict[str, Any]:
    """A stack against itself in the same rounds, last and near the first: its rate, and its
    processor time a request, with as many clients as keep it busy."""

    def busy(stack: Mapping[str, Any], what: str) -> list[float]:
        listed = [of.items() for of in stack["routes"].values()]
        many = [samples for of in listed for number, samples in of if number != "1"]
        return [one for samples in many for one in samples[what]]

    return {what: control(busy(first, what), busy(again, what)) for what in ("rate", "cpu")}
