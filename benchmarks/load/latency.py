"""Latency for users: both sides at the same offered rates, by a client that does not wait for slow
responses."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.progress import Progress

from benchmarks.common.measures import median, percentile
from benchmarks.load.closed import closed_loop, warm
from benchmarks.load.offered import Offered, offered, percentiles
from benchmarks.load.processes import core_of_clients, core_of_servers, pinned
from benchmarks.load.programs import GTHREAD
from benchmarks.load.samples import control, finite, ratio
from benchmarks.load.subjects import AGAIN, Subject
from benchmarks.load.targets import WrongResponse, target

PAGE, CONNECTIONS, KNOWN = "/books/", 8, 0.05
Runs = dict[float, dict[str, list[Offered]]]


@dataclass(frozen=True)
class Size:
    """The extent of the measurement: rounds of so many seconds, at shares of the slower side's
    maximum rate."""

    rounds: int
    seconds: float
    shares: tuple[float, ...]


FULL, QUICK = Size(6, 1.0, (0.4, 0.8)), Size(2, 0.3, (0.5,))


def measure(subjects: dict[str, Subject], folder: Path, size: Size, progress: Progress) -> dict:
    """For each rate the waits of each subject, the utilisation, the ratio of the sides and the
    control."""
    task = progress.add_task("latency", total=len(subjects) * (1 + len(size.shares) * size.rounds))
    with ExitStack() as stack:
        with pinned(core_of_servers()):
            servers = {
                name: stack.enter_context(one.served(GTHREAD, folder))
                for name, one in subjects.items()
            }
        targets, capacity = {name: target(server, PAGE) for name, server in servers.items()}, {}
        for name, one in targets.items():
            warm(one, CONNECTIONS, core_of_clients())
            turns = [
                closed_loop(one, size.seconds / 2, CONNECTIONS, core_of_clients()) for _ in range(2)
            ]
            capacity[name] = median(turn["rate"] for turn in turns)
            progress.advance(task)
        slower = min(capacity["flask"], capacity["django"])
        runs: Runs = {share: {name: [] for name in targets} for share in size.shares}
        for share, turn in [(share, turn) for share in size.shares for turn in range(size.rounds)]:
            for name, one in targets.items():
                found = offered(one, share * slower, size.seconds, turn, core_of_clients())
                runs[share][name].append(found)
                progress.advance(task)
    rates = [at(share, share * slower, runs[share], capacity) for share in size.shares]
    return {
        "server": GTHREAD.name,
        "capacity": capacity,
        "known": known(subjects["baseline"], folder),
        "rates": rates,
    }


def at(
    share: float, rate: float, runs: dict[str, list[Offered]], capacity: dict[str, float]
) -> dict:
    """All facts of one rate. ``utilisation`` is the rate divided by the subject's maximum."""
    medians = {name: [percentile(run.waited, 0.5) for run in those] for name, those in runs.items()}
    subjects = {
        name: percentiles(those) | {"utilisation": rate / capacity[name]}
        for name, those in runs.items()
    }
    answered = all(wait < float("inf") for waits in medians.values() for wait in waits)
    compared = {
        "django_to_flask_p50": ratio(medians["django"], medians["flask"]),
        "null": control(medians["flask"], medians[AGAIN]),
    }
    return {"share": share, "rate": rate, "subjects": subjects} | (compared if answered else {})


def known(baseline: Subject, folder: Path) -> dict:
    """The measured latency of a baseline that sleeps for KNOWN seconds; ``noisy`` if it is a fifth
    more. Raises WrongResponse if it is less than possible."""
    with (
        pinned(core_of_servers()),
        baseline.served(GTHREAD, folder, BASELINE_PAUSE=str(KNOWN)) as server,
    ):
        found = offered(target(server, PAGE), 20, 0.6, 0, core_of_clients())
    half = percentile(found.waited, 0.5)
    if half < KNOWN:
        raise WrongResponse(f"responses that take {KNOWN} s are said to take {half} s")
    return {
        "slept": KNOWN,
        "p50": finite(half),
        "requests": len(found.waited),
        "noisy": half > 1.2 * KNOWN,
    }
