"""The latency of a job with an idle worker."""

from __future__ import annotations

import random
import time

from benchmarks.common import measures
from experiments.queues.bench import Bench, opened
from experiments.queues.brokers import Brokers
from experiments.queues.subjects import Subject

# Seconds between two jobs; random, so that it is not in phase with a worker's interval
PAUSE = (0.2, 1.2)
LONGEST = 15.0


def waits(subject: Subject, brokers: Brokers, samples: int) -> dict[str, float]:
    with opened(subject, brokers) as bench:
        bench.work()
        bench.be_ready()
        found = [waited(bench, f"wait-{number}") for number in range(samples)]
        assert all(len(bench.begun(f"wait-{number}")) == 1 for number in range(samples)), (
            "a job ran twice"
        )
    return summary(found)


def waited(bench: Bench, name: str) -> float:
    time.sleep(random.uniform(*PAUSE))
    queued = bench.queue("mark", name)
    bench.demand(lambda: bench.begun(name), f"job {name}", LONGEST)
    return bench.begun(name)[0] - queued["begun"][0]


def summary(seconds: list[float]) -> dict[str, float]:
    """Seconds: the median and the 95th percentile."""
    found = measures.summary(seconds)
    return {
        "median": found["median"],
        "p95": measures.percentile(seconds, 0.95),
        "max": found["max"],
        "n": found["n"],
    }
