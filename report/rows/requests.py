"""What a request costs, page by page, and which step of it costs how much."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- requests"


def rows() -> Iterator[Row]:
    for page, samples in recorded("requests")["instructions"].items():
        counted = {side: statistics.median(samples[side]) / 1000 for side in SIDES}
        yield Row(f"instructions, {page}", counted, "thousand instructions", COMMAND)
    for page, found in recorded("requests")["cpu"].items():
        times = {side: statistics.median(found["microseconds"][side]) for side in SIDES}
        ratio = found["ratios"]["django/flask"]
        yield Row(
            f"CPU, {page}", times, "µs", COMMAND, clear=not ratio["low"] <= 1 <= ratio["high"]
        )
    yield from steps()


def steps() -> Iterator[Row]:
    """What each part adds to a catalogue page, in thousands of instructions."""
    added: dict[str, dict[str, float]] = {}
    for side in SIDES:
        last = 0.0
        for step in recorded("steps")["steps"][side]:
            count = statistics.median(step["instructions"]) / 1000
            added.setdefault(step["name"], {})[side] = count - last
            last = count
    for name, values in added.items():
        yield Row(f"step, {name}", values, "thousand instructions", "nox -s bench -- steps")
