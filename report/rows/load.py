"""Servers, pools and waits under load."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.common.features import SIDES
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
    yield Row("spread of requests a second", apart, "most / least", COMMAND)
    for kind in ("computing", "waiting"):
        pools = {side: facts["pools"]["sides"][side][kind] for side in SIDES}
        rates = {
            side: {pool: one["rate"]["median"] for pool, one in pools[side].items()}
            for side in SIDES
        }
        best = {side: max(rates[side].values()) for side in SIDES}
        yield Row(f"requests a second, {kind}", best, "requests/s", COMMAND, less_is_better=False)
        gained = {side: best[side] / rates[side]["1x1"] for side in SIDES}
        yield Row(
            f"gained by a pool, {kind}", gained, "× of one thread", COMMAND, less_is_better=False
        )
    for at in facts["latency"]["rates"]:
        waits = {side: 1000 * at["subjects"][side]["p99"] for side in SIDES}
        yield Row(f"p99 at {100 * at['share']:.0f} %", waits, "ms", COMMAND)
