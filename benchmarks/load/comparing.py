"""The spread of servers with one framework, and of frameworks with one server."""

from __future__ import annotations

from benchmarks.common.measures import median
from benchmarks.load.programs import GTHREAD
from benchmarks.load.samples import control, ratio, summary
from benchmarks.load.subjects import AGAIN, SIDES

Key = tuple[str, str, str]
"""Server, subject and path."""
FULL = 0.9  # of a core; a client above it may be the bottleneck
MEASURED = ("rate", "cpu", "client", "busy")


def compared(turns: dict[Key, list[dict]], kept: dict[Key, bool]) -> dict:
    """The samples of one path by server and subject, both spreads, the ratios of the sides, and the
    control."""
    found: dict[str, dict] = {}
    for key, all_ in turns.items():
        facts = {what: summary([turn[what] for turn in all_]) for what in MEASURED}
        found.setdefault(key[0], {})[key[1]] = facts | {"keeps_alive": kept[key]}
        found[key[0]][key[1]]["client_bound"] = facts["client"]["median"] > FULL
    return {"subjects": found} | {what: apart(turns, what) for what in ("rate", "cpu")}


def apart(turns: dict[Key, list[dict]], what: str) -> dict:
    """The largest median divided by the smallest; only servers that serve both sides are
    compared."""
    samples = {
        (program, name): [turn[what] for turn in all_] for (program, name, _), all_ in turns.items()
    }
    middle = {key: median(all_) for key, all_ in samples.items()}
    both = [
        program for program, name in middle if name == "flask" and (program, "django") in middle
    ]
    by_subject = {
        name: [middle[one, name] for one in both if (one, name) in middle]
        for name in (*SIDES, "baseline")
    }
    found = {
        "servers": {name: max(all_) / min(all_) for name, all_ in by_subject.items() if all_},
        "frameworks": {
            one: most_over_least(middle[one, "flask"], middle[one, "django"]) for one in both
        },
        "django_to_flask": {
            one: ratio(samples[one, "django"], samples[one, "flask"]) for one in both
        },
    }
    first, again = (samples.get((GTHREAD.name, name)) for name in ("flask", AGAIN))
    return found | ({"null": control(first, again)} if first and again else {})


def most_over_least(one: float, other: float) -> float:
    return max(one, other) / min(one, other)
