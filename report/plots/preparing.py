"""Converts the records of a run into the data of the plots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from benchmarks.common.features import SIDES
from benchmarks.common.measures import median, ratio_of_medians
from report import medians
from report.plots.growing import footprint, growth
from report.plots.requests import ratios, waterfall
from report.plots.style import Draw

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
Facts = dict[str, Any]


def of_cpu(facts: Facts) -> Draw:
    """CPU time of both sides as multiples of the baseline's, with 95 % intervals."""
    found = medians.cpu_ratios(facts)
    pages = {
        page: {side: asdict(one[f"{side}/baseline"]) for side in SIDES}
        for page, one in found.items()
    }
    controls = [one["null"] for one in found.values()]
    return partial(
        ratios, pages, (min(one.low for one in controls), max(one.high for one in controls))
    )


def of_instructions(facts: Facts) -> Draw | None:
    """Instructions of both sides as multiples of the baseline's; the interval is from minimum to
    maximum."""
    pages = {
        page: {side: compared(one[side], one["baseline"]) for side in SIDES}
        for page, one in facts["instructions"].items()
    }
    return partial(ratios, pages, None) if pages else None


def compared(samples: list[float], baseline: list[float]) -> dict[str, float]:
    return {
        "median": ratio_of_medians(samples, baseline),
        "low": min(samples) / max(baseline),
        "high": max(samples) / min(baseline),
    }


def of_steps(facts: Facts) -> Draw | None:
    """The cost of each step of the catalogue's page."""
    found = {
        side: [(name, count / 1e6) for name, count in counts.items()]
        for side, counts in medians.steps(facts).items()
    }
    baseline = facts["baseline"]["instructions"]
    if not baseline:
        return None
    return partial(waterfall, median(baseline) / 1e6, found, "million instructions a request")


def of_growth(facts: Facts) -> Draw:
    """Median milliseconds of each page at each number of books."""
    found: dict[str, dict[str, dict[str, dict[int, float]]]] = {}
    for database, sides in medians.growth(facts).items():
        for side, pages in sides.items():
            for page, times in pages.items():
                found.setdefault(page, {}).setdefault(DATABASES[database], {})[side] = times
    return partial(growth, found)


def of_footprint(facts: Facts) -> Draw:
    """Packages, megabytes, seconds of importing and own lines from one file to the whole."""
    names, steps = list(facts["steps"]), facts["steps"].values()
    measures = {
        name: {side: [figure(one[side]) for one in steps] for side in SIDES}
        for name, figure in MEASURES.items()
    }
    return partial(footprint, names, measures)


MEASURES: dict[str, Callable[[Facts], float | None]] = {
    "packages": lambda one: len(one["packages"]),
    "megabytes on disk": lambda one: one["bytes"] / 1e6,
    "import, ms": medians.imports,
    "own lines": lambda one: one["own_lines"],
}
