"""Turns what each part of a run has recorded into what the plots are drawn from."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.features import SIDES
from benchmarks.plots.growing import footprint, growth
from benchmarks.plots.load import heat_map, latency, servers
from benchmarks.plots.requests import ratios, waterfall
from benchmarks.plots.style import Draw

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
Facts = dict[str, Any]


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


def of_servers(facts: Facts, path: str = "/books/") -> Draw | None:
    """Requests a second of each server with both sides and the floor; the interval is from the least to the most."""
    found = facts.get("servers", {}).get("paths", {}).get(path, {}).get("subjects", {})
    rates = {
        server: {name: spread(one[name]["rate"]) for name in (*SIDES, "floor") if name in one}
        for server, one in found.items()
    }
    return partial(servers, rates, "requests a second, one worker process") if rates else None


def spread(summary: dict[str, float]) -> dict[str, float]:
    return {"median": summary["median"], "low": summary["min"], "high": summary["max"]}


def of_pools(facts: Facts) -> Draw | None:
    """Requests a second by processes and threads, for pages that compute and pages that wait."""
    panels = [
        {"endpoint": kind, "side": side} | grid({name: one["rate"]["median"] for name, one in pools.items()})
        for side, kinds in facts.get("pools", {}).get("sides", {}).items()
        for kind, pools in kinds.items()
    ]
    return partial(heat_map, panels, "requests a second") if panels else None


def grid(rates: dict[str, float]) -> dict[str, list]:
    """Pools such as ``2x4``, processes by threads, as rows and columns; a pool that was not measured is None."""
    pools = [tuple(map(int, name.split("x"))) for name in rates]
    processes, threads = (sorted({pool[at] for pool in pools}) for at in (0, 1))
    values = [[rates.get(f"{one}x{each}") for each in threads] for one in processes]
    return {"processes": processes, "threads": threads, "values": values}


def of_latency(facts: Facts) -> Draw | None:
    """What visitors wait at each offered rate; a rate at which some were never answered ends the line of p99."""
    rates = facts.get("latency", {}).get("rates", [])
    sides = {
        side: [
            {"rate": one["rate"]} | {name: milliseconds(one["subjects"][side][name]) for name in ("p50", "p99")}
            for one in rates
        ]
        for side in SIDES
    }
    return partial(latency, sides) if rates else None


def milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else 1000 * seconds


def of_footprint(facts: Facts) -> Draw:
    """Packages, megabytes, seconds of importing and own lines from one file to the whole."""
    names, steps = list(facts["steps"]), facts["steps"].values()
    measures = {
        name: {side: [figure(one[side]) for one in steps] for side in SIDES} for name, figure in MEASURES.items()
    }
    return partial(footprint, names, measures)


MEASURES: dict[str, Callable[[Facts], float | None]] = {
    "packages": lambda one: len(one["packages"]),
    "megabytes on disk": lambda one: one["bytes"] / 1e6,
    "import, ms": lambda one: 1000 * statistics.median(one["import_seconds"]) if "import_seconds" in one else None,
    "own lines": lambda one: one["own_lines"],
}
