"""The step at which Flask becomes the heavier one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.common.measures import compared, ratio_of_medians

FEWEST = 3  # samples of a side from which bounds are computed


@dataclass(frozen=True)
class Crossing:
    """``first`` is the first step at which Flask's figure exceeds Django's; None if it never does.
    With bounds, the whole interval must exceed it."""

    first: str | None
    stays: bool
    """Whether it exceeds at every measured step from there on."""
    between: tuple[str, str] | None
    """The measured steps between which it happened; None when Flask was the heavier one from the
    start, or never."""
    verdicts: dict[str, str]
    """For each measured step the side that is the heavier one, or ``no clear difference``."""
    ratios: dict[str, float]
    """Flask's median as a multiple of Django's."""
    intervals: dict[str, tuple[float, float] | None]
    """Bounds of 95 % for that ratio, by bootstrap; None where a figure is exact, or has too few
    samples for bounds."""

    def facts(self) -> dict:
        return asdict(self)


def crossing(samples: Mapping[str, tuple[Sequence[float], Sequence[float]]]) -> Crossing:
    """From the samples of Flask and of Django at each step, in the order of the steps; a step may
    be missing. Raises ValueError for a step without samples, for no step at all, and for a figure
    of Django's that is not positive."""
    if not samples or any(not side for both in samples.values() for side in both):
        raise ValueError("each step needs samples of both sides")
    ratios = {step: ratio_of_medians(flask, django) for step, (flask, django) in samples.items()}
    intervals = {step: interval(flask, django) for step, (flask, django) in samples.items()}
    verdicts = {
        step: verdict(*(intervals[step] or (ratios[step], ratios[step]))) for step in samples
    }
    names = list(samples)
    above = [name for name in names if verdicts[name] == "flask"]
    at = names.index(above[0]) if above else len(names)
    between = (names[at - 1], names[at]) if 0 < at < len(names) else None
    stays = bool(above) and all(verdicts[name] == "flask" for name in names[at:])
    return Crossing(above[0] if above else None, stays, between, verdicts, ratios, intervals)


def verdict(low: float, high: float) -> str:
    if low > 1:
        return "flask"
    return "django" if high < 1 else "no clear difference"


def interval(flask: Sequence[float], django: Sequence[float]) -> tuple[float, float] | None:
    """The samples are not rounds: each side's are resampled separately."""
    if min(len(flask), len(django)) < FEWEST:
        return None
    found = compared(flask, django)
    return found.low, found.high
