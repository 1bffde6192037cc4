"""Empty jobs per second with one worker and with two, and the cost of queueing one."""

from __future__ import annotations

from collections import Counter

from benchmarks.common.measures import median
from experiments.queues import jobs
from experiments.queues.bench import Bench, opened
from experiments.queues.brokers import Brokers
from experiments.queues.subjects import Subject

AT_MOST = 4.0  # seconds of work are counted


def throughput(subject: Subject, brokers: Brokers, amount: int) -> dict:
    """Jobs per second with one worker and with two, and the median seconds to queue one."""
    alone, cost = measured(subject, brokers, amount, workers=1)
    both, _ = measured(subject, brokers, amount, workers=2)
    return {"one_worker": alone, "two_workers": both, "ratio": both / alone, "enqueue": cost}


def measured(subject: Subject, brokers: Brokers, amount: int, workers: int) -> tuple[float, float]:
    with opened(subject, brokers) as bench:
        for _ in range(workers):
            bench.work(*subject.one_job)
        occupy(bench, workers)
        queued = bench.queue("mark", *(f"job-{number}" for number in range(amount)))
        costs = [
            ended - begun for begun, ended in zip(queued["begun"], queued["ended"], strict=True)
        ]
        return drained(bench, amount), median(costs)


def occupy(bench: Bench, workers: int) -> None:
    """Make every worker hold a job, so that all begin at the same moment with all jobs queued."""
    for number in range(30):
        bench.queue("hold", f"hold-{number}")
        if bench.wait(lambda: len(bench.entries()) >= workers, 20 if number == workers - 1 else 1):
            return
    bench.demand(lambda: len(bench.entries()) >= workers, f"{workers} workers at once", 1)


def drained(bench: Bench, amount: int) -> float:
    """Jobs per second, from the release of the workers. Refuses a job that ran twice."""
    opening = jobs.opening(bench.journal)
    opening.touch()
    begin = jobs.clock()

    def done() -> list[float]:
        return sorted(one.at for one in bench.entries() if one.name.startswith("job-"))

    if bench.wait(lambda: len(done()) >= amount, AT_MOST):
        rate = amount / (done()[-1] - begin)
    else:
        rate = len(done()) / (jobs.clock() - begin)
    twice = [
        name for name, times in Counter(one.name for one in bench.entries()).items() if times > 1
    ]
    assert not twice, f"{bench.subject.name} ran twice: {twice}"
    assert rate, f"{bench.subject.name} did nothing in {AT_MOST} s"
    return rate
