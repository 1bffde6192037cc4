"""Finds the parts of a run in its folder, and turns each into what the plots are drawn from."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.features import SIDES
from benchmarks.plots.growing import growth
from benchmarks.plots.requests import ratios, waterfall
from benchmarks.plots.style import Draw

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
MEASURES = {"packages": "packages", "megabytes": "megabytes", "import_ms": "import, ms", "lines": "own lines"}
Facts = dict[str, Any]


def parts(folder: Path) -> dict[str, Facts]:
    """The facts of each part by its name: that of its file, or of its place in a file that holds several."""
    found: dict[str, Facts] = {}
    for file in sorted(folder.glob("*.json")):
        facts = json.loads(file.read_text(encoding="utf-8"))
        found |= {name: one for name, one in facts.items() if isinstance(one, dict) and name not in found}
        found[file.stem] = facts
    return found


def of_cpu(facts: Facts) -> Draw:
    """CPU time of both sides as multiples of the floor's, with 95 % intervals."""
    pages = {page: {side: one["ratios"][f"{side}/floor"] for side in SIDES} for page, one in facts["cpu"].items()}
    nulls = [one["ratios"]["null"] for one in facts["cpu"].values()]
    return partial(ratios, pages, (min(one["low"] for one in nulls), max(one["high"] for one in nulls)))


def of_instructions(facts: Facts) -> Draw | None:
    """Instructions of both sides as multiples of the floor's; the interval is from the least to the most."""
    pages = {
        page: {side: compared(one[side], one["floor"]) for side in SIDES} for page, one in facts["instructions"].items()
    }
    return partial(ratios, pages, None) if pages else None


def compared(samples: list[float], floor: list[float]) -> dict[str, float]:
    return {
        "median": statistics.median(samples) / statistics.median(floor),
        "low": min(samples) / max(floor),
        "high": max(samples) / min(floor),
    }


def of_steps(facts: Facts) -> Draw | None:
    """What each step adds to the catalogue's page."""
    steps = {
        side: [(one["name"], statistics.median(one["instructions"])) for one in found if one["instructions"]]
        for side, found in facts["steps"].items()
    }
    floor = facts["floor"]["instructions"]
    return partial(waterfall, statistics.median(floor), steps, "instructions a request") if floor else None


def of_growth(facts: Facts) -> Draw:
    """Median milliseconds of each page at each number of books."""
    found: dict[str, dict[str, dict[str, dict[int, float]]]] = {}
    for database, sides in facts["times"].items():
        for side, pages in sides.items():
            for page, times in pages.items():
                medians = {int(size): 1000 * statistics.median(samples) for size, samples in times.items()}
                found.setdefault(page, {}).setdefault(DATABASES[database], {})[side] = medians
    return partial(growth, found)


PLOTS: dict[str, tuple[str, Callable[[Facts], Draw | None]]] = {
    "cpu": ("requests", of_cpu),
    "instructions": ("requests", of_instructions),
    "steps": ("steps", of_steps),
    "growth": ("growth", of_growth),
}
"""Each plot with the part of a run that it is drawn from; a part without the samples for it gives None."""
