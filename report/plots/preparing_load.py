"""Converts the records under load into the data of the plots."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

from benchmarks.common.features import SIDES
from benchmarks.common.measures import median
from report import medians
from report.plots.load import latency, servers
from report.plots.pools import heat_map
from report.plots.style import Draw

Facts = dict[str, Any]


def of_servers(facts: Facts, path: str = "/books/") -> Draw | None:
    """Requests per second of each server with both sides and the baseline; the interval is from
    minimum to maximum."""
    found = facts.get("servers", {}).get("paths", {}).get(path, {}).get("subjects", {})
    rates = {
        server: {name: spread(one[name]["rate"]) for name in (*SIDES, "baseline") if name in one}
        for server, one in found.items()
    }
    return partial(servers, rates, "requests a second, one worker process") if rates else None


def spread(summary: dict[str, float]) -> dict[str, float]:
    return {"median": summary["median"], "low": summary["min"], "high": summary["max"]}


def of_pools(facts: Facts) -> Draw | None:
    """Requests a second by processes and threads, for pages that compute and pages that wait."""
    panels = [
        {"endpoint": kind, "side": side}
        | grid({name: one["rate"]["median"] for name, one in pools.items()})
        for side, kinds in facts.get("pools", {}).get("sides", {}).items()
        for kind, pools in kinds.items()
    ]
    return partial(heat_map, panels, "requests a second") if panels else None


def grid(rates: dict[str, float]) -> dict[str, list]:
    """Pools such as ``2x4``, processes by threads, as rows and columns; a pool that was not
    measured is None."""
    pools = [tuple(map(int, name.split("x"))) for name in rates]
    processes, threads = (sorted({pool[at] for pool in pools}) for at in (0, 1))
    values = [[rates.get(f"{one}x{each}") for each in threads] for one in processes]
    return {"processes": processes, "threads": threads, "values": values}


def of_latency(facts: Facts) -> Draw | None:
    """Latency at each offered rate; the line of p99 ends at a rate with missing responses."""
    rates = facts.get("latency", {}).get("rates", [])
    sides = {
        side: [
            {"rate": one["rate"]} | {name: wait(one, side, share) for name, share in SHARES.items()}
            for one in rates
        ]
        for side in SIDES
    }
    return partial(latency, sides) if rates else None


SHARES = {"p50": 0.5, "p99": 0.99}


def wait(at: Facts, side: str, share: float) -> float | None:
    """Milliseconds, the median of the rounds; None if too few got a response."""
    found = median(medians.waits(at, side, share))
    return found if math.isfinite(found) else None
