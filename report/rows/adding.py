"""The additions of each step of the growing application to packages and imports."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
from benchmarks.common.measures import Samples, bounds, median
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- minimal"
MEASURED = {
    "imports added": ("import_seconds", 1000, "ms"),
    "memory added": ("import_megabytes", 1, "MB"),
}
"""The measures of each step: samples in the record, factor, and unit."""


def rows() -> Iterator[Row]:
    """One row for each step and measure. A time is clear if the interval of the sides' difference
    excludes zero; a saving counts as zero."""
    steps = recorded("minimal")["steps"]
    yield from disk(steps)
    for called, (samples, factor, unit) in MEASURED.items():
        before: dict[str, Samples] = {side: [0.0] for side in SIDES}
        for step, sides in steps.items():
            now: dict[str, Samples] = {side: sides[side][samples] for side in SIDES}
            added = {side: median(now[side]) - median(before[side]) for side in SIDES}
            low, high = bounds(
                apart, now["flask"], before["flask"], now["django"], before["django"]
            )
            values = {side: factor * max(0.0, added[side]) for side in SIDES}
            clear = not low <= 0 <= high
            yield Row(f"{called}, {step}", values, unit, COMMAND, clear=clear)
            before = now


def disk(steps: dict) -> Iterator[Row]:
    """Megabytes of the installed packages."""
    before = dict.fromkeys(SIDES, 0)
    for step, sides in steps.items():
        now = {side: sides[side]["bytes"] for side in SIDES}
        added = {side: (now[side] - before[side]) / 1e6 for side in SIDES}
        yield Row(f"disk added, {step}", added, "MB", COMMAND)
        before = now


def apart(flask: Samples, before: Samples, django: Samples, django_before: Samples) -> float:
    """The addition of a step on Flask's side less that on Django's."""
    return (median(flask) - median(before)) - (median(django) - median(django_before))
