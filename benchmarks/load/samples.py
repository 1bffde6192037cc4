"""The record format of samples under load."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchmarks.common import measures


def summary(values: Sequence[float]) -> dict:
    """Median, minimum, maximum and number of the samples, and the samples."""
    return measures.summary(values) | {"samples": list(values)}


def ratio(above: Sequence[float], below: Sequence[float]) -> dict:
    """The median of the ratios round by round, with its bootstrap 95 % interval."""
    found = measures.ratio(above, below)
    return {"median": found.median, "interval": [found.low, found.high], "n": found.n}


def control(first: Sequence[float], again: Sequence[float]) -> dict:
    """An A/A control: ``noisy`` if its deviation exceeds the limit."""
    found = ratio(again, first) | {"samples": {"first": list(first), "again": list(again)}}
    return found | {"limit": measures.LIMIT, "noisy": measures.is_noisy(found["median"])}


def finite(value: float) -> float | None:
    """JSON has no infinity: it becomes null."""
    return value if math.isfinite(value) else None
