"""Servers, pools and waits under load."""

from __future__ import annotations

import math
from collections.abc import Iterator

from benchmarks.common.features import SIDES
from benchmarks.common.measures import Samples, bounds, is_clear, is_noisy, median
from report import medians
from report.records import recorded
from report.rows.row import Row

COMMAND = "nox -s bench -- load"
PAGE = "/books/"


def rows() -> Iterator[Row]:
    facts = recorded("load")
    rate = facts["servers"]["paths"][PAGE]["rate"]
    apart = {
        "servers": max(rate["servers"][side] for side in SIDES),
        "frameworks": max(rate["frameworks"].values()),
    }
    quiet = not is_noisy(rate["null"]["median"])
    yield Row("spread of requests a second", apart, "most / least", COMMAND, clear=quiet)
    yield from pools(facts["pools"])
    for at in facts["latency"]["rates"]:
        yield waits(at)


def pools(facts: dict) -> Iterator[Row]:
    """The best pool of each side, and its gain over one thread."""
    quiet = not is_noisy(facts["null"]["median"])
    for kind in ("computing", "waiting"):
        listed = {side: facts["sides"][side][kind] for side in SIDES}
        best = {
            side: listed[side][medians.best_pool(listed[side])]["rate"]["samples"] for side in SIDES
        }
        one = {side: listed[side]["1x1"]["rate"]["samples"] for side in SIDES}
        yield Row(
            f"requests a second, {kind}",
            {side: median(best[side]) for side in SIDES},
            "requests/s",
            COMMAND,
            less_is_better=False,
            clear=quiet and is_clear(medians.pool_ratio(listed)),
        )
        yield Row(
            f"gained by a pool, {kind}",
            {side: median(best[side]) / median(one[side]) for side in SIDES},
            "× of one thread",
            COMMAND,
            less_is_better=False,
            clear=quiet and gains_differ(best, one),
        )


def gains_differ(best: dict[str, Samples], one: dict[str, Samples]) -> bool:
    """Whether one side gains more than the other, by the interval of the ratio of the gains."""

    def gain(*drawn: Samples) -> float:
        flask, flask_one, django, django_one = map(median, drawn)
        return (django / django_one) / (flask / flask_one)

    low, high = bounds(gain, *(each[side] for side in SIDES for each in (best, one)))
    return not low <= 1 <= high


def waits(at: dict) -> Row:
    """The p99 latency at one offered rate; not clear if responses are missing."""
    rounds = {side: medians.waits(at, side, 0.99) for side in SIDES}
    values = {side: median(rounds[side]) for side in SIDES}
    name = f"p99 at {100 * at['share']:.0f} %"
    if not all(math.isfinite(one) for side in SIDES for one in rounds[side]):
        return Row(name, values, "ms", COMMAND, clear=False)
    ratio = medians.wait_ratio(at, 0.99)
    clear = not is_noisy(medians.wait_control(at).median) and is_clear(ratio)
    return Row(name, values, "ms", COMMAND, clear=clear, by_rounds=ratio.median)
