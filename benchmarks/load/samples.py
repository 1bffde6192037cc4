"""What is said of samples: medians, paired ratios with a bootstrap interval, percentiles, and the
null of a run."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Sequence

RESAMPLES = 2000
LIMIT = 0.03  # the same application against itself may differ by so much in a quiet run


def summary(values: Sequence[float]) -> dict:
    """Median, least, most and number of the samples, and the samples."""
    found = {"median": statistics.median(values), "min": min(values), "max": max(values)}
    return found | {"n": len(values), "samples": list(values)}


def ratio(above: Sequence[float], below: Sequence[float]) -> dict:
    """The median of the ratios round by round, with its bootstrap 95 % interval."""
    return interval([one / other for one, other in zip(above, below, strict=True)])


def interval(values: Sequence[float]) -> dict:
    """The median of the samples with its bootstrap 95 % interval; of one sample, that sample."""
    chance = random.Random(0)
    drawn = sorted(
        statistics.median(chance.choices(values, k=len(values))) for _ in range(RESAMPLES)
    )
    low, high = drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)]
    return {"median": statistics.median(values), "interval": [low, high], "n": len(values)}


def null(first: Sequence[float], again: Sequence[float]) -> dict:
    """One application against itself: ``noisy`` when the median ratio is off by more than LIMIT."""
    found = ratio(again, first)
    return found | {"limit": LIMIT, "noisy": abs(found["median"] - 1) > LIMIT}


def percentile(values: Sequence[float], share: float) -> float:
    """The least sample that ``share`` of all (0 to 1) do not exceed; what was never answered counts
    as infinite."""
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def finite(value: float) -> float | None:
    """JSON knows no infinity: nothing stands for it."""
    return value if math.isfinite(value) else None
