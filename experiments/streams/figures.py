"""What is said of the rounds of a way: the figures that the table and the report show."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.common.measures import median, percentile

Round = Mapping[str, Any]
LONGEST_END = 10  # seconds that a process may take to end


def share(what: str, part: float) -> Callable[[Round], float]:
    return lambda one: percentile(one[what], part)


def slower(one: Round) -> float:
    """How many times as long a page takes beside the streams, p99."""
    return percentile(one["beside"], 0.99) / percentile(one["alone"], 0.99)


def plain(what: str) -> Callable[[Round], float]:
    return lambda one: one[what]


FIGURES: dict[str, tuple[str, Callable[[Round], float]]] = {
    "connections held": ("connections", plain("held")),
    "memory of each": ("KB", plain("kilobytes")),
    "threads": ("threads", plain("threads")),
    "event to the last client, p50": ("ms", share("last", 0.5)),
    "event to the last client, p99": ("ms", share("last", 0.99)),
    "page alone, p99": ("ms", share("alone", 0.99)),
    "page beside, p99": ("ms", share("beside", 0.99)),
    "page beside by page alone": ("times", slower),
    "page of the process for pages alone, p99": ("ms", share("pages alone", 0.99)),
    "page of the process for pages beside, p99": ("ms", share("pages beside", 0.99)),
    "freed after all have left": ("s", plain("freed")),
    "TERM to the end": ("s", plain("ended")),
    "echoes": ("a second", plain("echoes")),
}
"""By name: the unit, and the figure of a round."""


def figure(rounds: Sequence[Round], name: str) -> float | None:
    """The median of the rounds; None where this way has no such figure."""
    try:
        return median(FIGURES[name][1](one) for one in rounds)
    except KeyError:
        return None


def wrong(facts: dict) -> list[str]:
    """What a way does not do that it should, whatever the machine."""
    found = []
    for name, rounds in facts["streams"].items():
        for one in rounds:
            checks = {
                "holds not all": one["held"] != facts["number"],
                "reads more than once": one["readers"] != 1,
                "loses events": math.inf in one["last"],
                "serves no page beside them": math.inf
                in [*one["beside"], *one.get("pages beside", [])],
                "frees not everything": one["freed"] == math.inf,
                "does not end": one["ended"] > LONGEST_END,
            }
            found += [f"{name} {says}" for says, is_so in checks.items() if is_so]
    return found
