"""What is said of samples: medians, ratios, their bootstrap intervals, percentiles, and how far one
application is off from itself."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Samples = Sequence[float]
DRAWS, SEED = 2000, 0
"""Every interval is of so many resamples, and the same at every call: a generator with this seed is
made for each."""
LIMIT = 0.03
"""The same application against itself may differ by so much in a quiet run."""


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
    """The same mapping, however deep, with the median in place of each list of samples; a list
    without any is left out."""
    kept = {name: one for name, one in found.items() if one}
    return {
        name: medians(one) if isinstance(one, Mapping) else median(one)
        for name, one in kept.items()
    }


def summary(samples: Samples) -> dict[str, float]:
    """Median, least, most and number."""
    least, most = min(samples), max(samples)
    return {"median": median(samples), "min": least, "max": most, "n": len(samples)}


def bounds(statistic: Callable[..., float], *samples: Samples) -> tuple[float, float]:
    """The middle 95 % of a statistic when each of these is drawn anew, with replacement, by
    itself."""
    chance = random.Random(SEED)
    drawn = sorted(
        statistic(*(chance.choices(one, k=len(one)) for one in samples)) for _ in range(DRAWS)
    )
    return drawn[round(0.025 * (DRAWS - 1))], drawn[round(0.975 * (DRAWS - 1))]


def estimate(samples: Samples) -> Estimate:
    return Estimate(median(samples), *bounds(median, samples), len(samples))


def ratio(above: Samples, below: Samples) -> Estimate:
    """Of what was measured in turn: the median of the rounds' own ratios. What disturbed a round
    disturbed both, so the two figures of a round are drawn together."""
    return estimate([one / other for one, other in zip(above, below, strict=True)])


def ratio_of_medians(above: Samples, below: Samples) -> float:
    """Of samples that are no rounds. Raises ValueError for a figure that is not positive."""
    under = median(below)
    if under <= 0:
        raise ValueError(f"{under} is no figure to compare with")
    return median(above) / under


def compared(above: Samples, below: Samples) -> Estimate:
    """Of samples that are no rounds: the ratio of the medians; the samples of each are drawn by
    themselves. Raises ValueError as ``ratio_of_medians``."""
    found = ratio_of_medians(above, below)
    fewer = min(len(above), len(below))
    return Estimate(found, *bounds(ratio_of_medians, above, below), fewer)


def is_clear(found: Estimate, same: float = 1) -> bool:
    """Whether an interval leaves out what would be no difference."""
    return not found.low <= same <= found.high


def is_noisy(control: float) -> bool:
    """Whether an application differs from itself, by this median ratio, by more than may be."""
    return abs(control - 1) > LIMIT


def percentile(samples: Samples, share: float) -> float:
    """The least sample that ``share`` of all (0 to 1) do not exceed; what was never answered counts
    as infinite."""
    return sorted(samples)[max(math.ceil(share * len(samples)) - 1, 0)]
