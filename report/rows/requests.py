"""What a request costs, page by page, and which step of it costs how much."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from report import medians
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- requests"


def rows() -> Iterator[Row]:
    facts = recorded("requests")
    for page, counts in medians.instructions(facts).items():
        counted = {side: counts[side] / 1000 for side in SIDES}
        yield Row(f"instructions, {page}", counted, "thousand instructions", COMMAND)
    for page, took in medians.microseconds(facts).items():
        times = {side: took[side] for side in SIDES}
        ratio = facts["cpu"][page]["ratios"]["django/flask"]
        clear = not facts["noisy"] and not ratio["low"] <= 1 <= ratio["high"]
        yield Row(f"CPU, {page}", times, "µs", COMMAND, clear=clear)
    yield from steps()


def steps() -> Iterator[Row]:
    """What each part adds to a catalogue page, in thousands of instructions."""
    added: dict[str, dict[str, float]] = {}
    for side, counts in medians.steps(recorded("steps")).items():
        last = 0.0
        for name, count in counts.items():
            added.setdefault(name, {})[side] = count / 1000 - last
            last = count / 1000
    for name, values in added.items():
        yield Row(f"step, {name}", values, "thousand instructions", "nox -s bench -- steps")
