"""The median of each measurement of a run: the one figure that rows, sections and plots show of its
samples."""

from __future__ import annotations

from typing import Any

from benchmarks.common.measures import median, medians

Facts = dict[str, Any]
"""A record."""


def instructions(requests: Facts) -> dict[str, dict[str, float]]:
    """Of a request, by page and subject."""
    return medians(requests["instructions"])


def microseconds(requests: Facts) -> dict[str, dict[str, float]]:
    """Of a request, by page and subject."""
    return {page: medians(one["microseconds"]) for page, one in requests["cpu"].items()}


def steps(facts: Facts) -> dict[str, dict[str, float]]:
    """Instructions of the catalogue's page by side and step, in the order of the steps; a step that
    was not counted is left out."""
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
    """Milliseconds that the imports of a side take at a step; None where they were not timed."""
    return 1000 * median(step["import_seconds"]) if "import_seconds" in step else None


def first_response(served: Facts) -> float:
    """Milliseconds."""
    return 1000 * median(served["first_answer_seconds"])


def memory(served: Facts) -> float:
    """Megabytes of a worker."""
    return median(served["memory"]["workers"])
