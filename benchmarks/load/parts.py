"""All three parts in sequence, on the same prepared sides; a failed one does not end the others."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.progress import Progress

from benchmarks.load import latency, pools, servers
from benchmarks.load.closed import CLIENT, MISSING
from benchmarks.load.subjects import subjects


def everything(quick: bool, console: Console, only: tuple[str, ...] = ()) -> dict:
    """The facts of the parts named in ``only``, or of all."""
    begun = time.monotonic()
    if MISSING:
        console.print(f"[yellow]{MISSING}")
    facts: dict = {
        "client": CLIENT,
        "quick": quick,
        "python": platform.python_version(),
        "load_before": os.getloadavg()[0],
    }
    with TemporaryDirectory() as name, Progress(console=console, transient=True) as progress:
        folder = Path(name)
        sides = subjects(folder)
        parts: dict[str, Callable[[], dict]] = {
            "servers": lambda: servers.measure(
                sides, folder, servers.QUICK if quick else servers.FULL, progress
            ),
            "pools": lambda: pools.measure(folder, pools.QUICK if quick else pools.FULL, progress),
            "latency": lambda: latency.measure(
                sides, folder, latency.QUICK if quick else latency.FULL, progress
            ),
        }
        for part, measure in parts.items():
            if not only or part in only:
                facts[part] = attempted(measure)
    return facts | {"noisy": noisy(facts), "seconds": time.monotonic() - begun}


def attempted(measure: Callable[[], dict]) -> dict:
    """The facts with their duration in seconds, or the reason why there are none."""
    begun = time.monotonic()
    try:
        return measure() | {"seconds": time.monotonic() - begun}
    except RuntimeError as error:
        return {"failed": str(error), "seconds": time.monotonic() - begun}


def noisy(facts: object) -> bool:
    """Whether one A/A control of the run is noisy."""
    if isinstance(facts, list):
        return any(map(noisy, facts))
    return isinstance(facts, dict) and (
        facts.get("noisy") is True or any(map(noisy, facts.values()))
    )
