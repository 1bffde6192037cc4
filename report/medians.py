"""Statistics of a run's samples for rows, sections and plots: medians, and ratios with their
intervals, computed when they are read."""

from __future__ import annotations

from typing import Any

from benchmarks.common.features import SIDES
from benchmarks.common.measures import (
    Estimate,
    compared,
    median,
    medians,
    percentile,
    ratio,
)
from benchmarks.load.subjects import AGAIN as LOADED_AGAIN
from benchmarks.requests.cpu import RATIOS

Facts = dict[str, Any]
"""A record."""


def instructions(requests: Facts) -> dict[str, dict[str, float]]:
    """Of a request, by page and subject."""
    return medians(requests["instructions"])


def microseconds(requests: Facts) -> dict[str, dict[str, float]]:
    """Of a request, by page and subject."""
    return {page: medians(one["microseconds"]) for page, one in requests["cpu"].items()}


def cpu_ratios(requests: Facts) -> dict[str, dict[str, Estimate]]:
    """Ratios of CPU time, round by round, by page and pair; ``null`` is the A/A control."""
    return {
        page: {
            pair: ratio(one["microseconds"][above], one["microseconds"][below])
            for pair, (above, below) in RATIOS.items()
        }
        for page, one in requests["cpu"].items()
    }


def waits(at: Facts, subject: str, share: float) -> list[float]:
    """Milliseconds that ``share`` of the requests of each round waited at most, at one offered
    rate; infinite if too few got a response."""
    rounds = [
        [float("inf") if one == "-" else int(one) / 1000 for one in line.split()]
        for line in at["subjects"][subject]["waits"]
    ]
    return [percentile(one, share) for one in rounds]


def wait_ratio(at: Facts, share: float) -> Estimate:
    """Of Django to Flask, round by round."""
    return ratio(waits(at, "django", share), waits(at, "flask", share))


def wait_control(at: Facts) -> Estimate:
    """The A/A control of the median wait."""
    return ratio(waits(at, LOADED_AGAIN, 0.5), waits(at, "flask", 0.5))


def best_pool(pools: Facts) -> str:
    """The name of the pool with the highest median rate."""
    return max(pools, key=lambda name: median(pools[name]["rate"]["samples"]))


def pool_ratio(pools: dict[str, Facts]) -> Estimate:
    """The ratio of the rates of Django's and Flask's best pool; ``pools`` is by side."""
    best = [pools[side][best_pool(pools[side])]["rate"]["samples"] for side in SIDES]
    return compared(best[1], best[0])


def steps(facts: Facts) -> dict[str, dict[str, float]]:
    """Instructions of the catalogue's page by side and step, in order; steps that were not counted
    are left out."""
    return {
        side: medians({one["name"]: one["instructions"] for one in found})
        for side, found in facts["steps"].items()
    }


def growth(facts: Facts) -> dict[str, dict[str, dict[str, dict[int, float]]]]:
    """Milliseconds of a page by database, side, page and number of books."""
    return {
        database: {
            side: {page: milliseconds(times) for page, times in pages.items()}
            for side, pages in sides.items()
        }
        for database, sides in facts["times"].items()
    }


def milliseconds(times: dict[str, list[float]]) -> dict[int, float]:
    return {int(size): 1000 * seconds for size, seconds in medians(times).items()}


def imports(step: Facts) -> float | None:
    """Milliseconds of a side's imports at a step; None if they were not timed."""
    return 1000 * median(step["import_seconds"]) if "import_seconds" in step else None


def first_response(served: Facts) -> float:
    """Milliseconds."""
    return 1000 * median(served["first_answer_seconds"])


def memory(served: Facts) -> float:
    """Megabytes of a worker."""
    return median(served["memory"]["workers"])
