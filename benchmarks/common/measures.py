"""Statistics of samples: medians, ratios, their bootstrap intervals, percentiles, and A/A
controls."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

Samples = Sequence[float]
DRAWS, SEED = 2000, 0
"""The number of resamples of every interval, which is the same at every call: each uses a new
generator with this seed."""
LIMIT = 0.03
"""The largest deviation of an A/A control that is not noisy."""


@dataclass(frozen=True)
class Estimate:
    """A median, the bounds of its 95 % interval, and the number of samples."""

    median: float
    low: float
    high: float
    n: int


def median(samples: Iterable[float]) -> float:
    return statistics.median(samples)


def medians(found: Mapping[Any, Any]) -> dict[Any, Any]:
    """The same nested mapping, with the median instead of each list of samples; empty lists are
    left out."""
    kept = {name: one for name, one in found.items() if one}
    return {
        name: medians(one) if isinstance(one, Mapping) else median(one)
        for name, one in kept.items()
    }


def summary(samples: Samples) -> dict[str, float]:
    """Median, minimum, maximum and number."""
    least, most = min(samples), max(samples)
    return {"median": median(samples), "min": least, "max": most, "n": len(samples)}


def bounds(statistic: Callable[..., float], *samples: Samples) -> tuple[float, float]:
    """The middle 95 % of a statistic over resamples, drawn separately from each of these with
    replacement."""
    return _bounds(statistic, *map(tuple, samples))


@cache
def _bounds(statistic: Callable[..., float], *samples: Samples) -> tuple[float, float]:
    """Cached, because several tables and sentences show the same interval."""
    chance = random.Random(SEED)
    drawn = sorted(
        statistic(*(chance.choices(one, k=len(one)) for one in samples)) for _ in range(DRAWS)
    )
    return drawn[round(0.025 * (DRAWS - 1))], drawn[round(0.975 * (DRAWS - 1))]


def estimate(samples: Samples) -> Estimate:
    return Estimate(median(samples), *bounds(median, samples), len(samples))


def ratio(above: Samples, below: Samples) -> Estimate:
    """The ratio of measurements in turns: the median of the rounds' own ratios. A disturbance of a
    round affects both, so its two figures are drawn together."""
    return estimate([one / other for one, other in zip(above, below, strict=True)])


def ratio_of_medians(above: Samples, below: Samples) -> float:
    """For samples that are not rounds. Raises ValueError for a figure that is not positive."""
    under = median(below)
    if under <= 0:
        raise ValueError(f"{under} is no figure to compare with")
    return median(above) / under


def compared(above: Samples, below: Samples) -> Estimate:
    """For samples that are not rounds: the ratio of the medians; the samples of each are drawn
    separately. Raises ValueError as ``ratio_of_medians``."""
    found = ratio_of_medians(above, below)
    fewer = min(len(above), len(below))
    return Estimate(found, *bounds(ratio_of_medians, above, below), fewer)


def is_clear(found: Estimate, same: float = 1) -> bool:
    """Whether an interval excludes no difference."""
    return not found.low <= same <= found.high


def is_noisy(control: float) -> bool:
    """Whether this median ratio of an A/A control exceeds the limit."""
    return abs(control - 1) > LIMIT


def percentile(samples: Samples, share: float) -> float:
    """The smallest sample that ``share`` of all (0 to 1) do not exceed; a missing response counts
    as infinite."""
    return sorted(samples)[max(math.ceil(share * len(samples)) - 1, 0)]
