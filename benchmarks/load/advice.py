"""Recommends a pool: the smallest one within five per cent of the best, by the measured rates."""

from __future__ import annotations

NEAR = 0.95


def advice(sides: dict[str, dict[str, dict[str, dict]]]) -> dict[str, dict]:
    """The recommendation for each side and kind of page, and for all kinds together (None if no
    pool suits all)."""
    found = {}
    for side, kinds in sides.items():
        good = {kind: near(pools) for kind, pools in kinds.items()}
        shared = set.intersection(*map(set, good.values()))
        each = {kind: best(kinds[kind], good[kind]) for kind in kinds}
        found[side] = each | {"together": min(shared, key=size, default=None)}
    return found


def near(pools: dict[str, dict]) -> list[str]:
    """The pools with at least NEAR of the best rate."""
    limit = NEAR * max(one["rate"]["median"] for one in pools.values())
    return [pool for pool, one in pools.items() if one["rate"]["median"] >= limit]


def best(pools: dict[str, dict], good: list[str]) -> dict:
    """The smallest of the good ones, the fastest of all and the smallest of all, each with its
    rate."""
    named = {
        "set": min(good, key=size),
        "fastest": max(pools, key=lambda pool: pools[pool]["rate"]["median"]),
        "smallest": min(pools, key=size),
    }
    return {
        what: {"pool": pool, "rate": pools[pool]["rate"]["median"]} for what, pool in named.items()
    }


def size(pool: str) -> tuple[int, int]:
    """Processes first, because each has the whole application in memory; then threads."""
    processes, threads = map(int, pool.split("x"))
    return processes, threads
