"""A short recommendation that follows from the figures."""

from __future__ import annotations

from experiments.queues.subjects import SUBJECTS


def verdict(facts: dict) -> list[str]:
    return [without_a_broker(facts), at_once(facts), safe(facts)]


def names(*brokers: str) -> list[str]:
    return [one.name for one in SUBJECTS if one.broker in brokers]


def without_a_broker(facts: dict) -> str:
    """The fastest without a further server, and the cost of the others of its kind."""
    rate = {name: facts["throughput"][name]["one_worker"] for name in names("sqlite", "postgresql")}
    slowest, fastest = min(rate, key=rate.__getitem__), max(rate, key=rate.__getitem__)
    return (
        "A queue in the database needs no other server. It is enough for jobs that take longer "
        f"than its own work: {slowest} runs {rate[slowest]:,.0f} empty jobs a second, "
        f"{fastest} {rate[fastest]:,.0f}."
    )


def at_once(facts: dict) -> str:
    """The queues that begin within a tenth of a second, and those that do not."""
    waits = {name: found["p95"] for name, found in facts["waits"].items()}
    for name, found in facts["after_a_quiet_minute"].items():
        waits[name] = found["p95"]
    late = {name: seconds for name, seconds in waits.items() if seconds >= 0.1}
    listed = ", ".join(
        f"{name} ({seconds:.1f} s)"
        for name, seconds in sorted(late.items(), key=lambda one: one[1])
    )
    return (
        "Where a user waits for the result, use a queue that wakes its worker. By default, queues "
        f"that poll start a job later (p95): {listed}."
    )


def safe(facts: dict) -> str:
    again = [name for name, found in facts["killed"].items() if found["again_after"] is not None]
    own = " and ".join(
        f"{found['own']['again_after']:.0f} s ({side.title()})"
        for side, found in facts["exports"].items()
    )
    kept = f"only {', '.join(again)}" if again else "none"
    watched = min(found["watched"] for found in facts["killed"].values())
    return (
        f"Where no job may be lost, look beyond the queue: by default {kept} ran the job of a "
        f"killed worker again within {watched:.0f} s. Bookshelf, with a lease of its own, did "
        f"after {own}."
    )
