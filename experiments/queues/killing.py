"""The fate of the running job and of those behind it when a worker is killed and another one is
started."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from experiments.queues.bench import Bench, opened
from experiments.queues.brokers import Brokers
from experiments.queues.subjects import SETUPS, Subject
from shared_tests.harness.implementations import ROOT

BEHIND = ("behind-0", "behind-1", "behind-2")
WATCH = 8.0  # seconds after the second worker has started a job


def killed(subject: Subject, brokers: Brokers) -> dict:
    with opened(subject, brokers) as bench:
        first = bench.work()
        bench.be_ready()
        bench.queue("hold", *(f"hand-{number}" for number in range(processes(bench))))
        bench.queue("mark", *BEHIND)
        bench.demand(lambda: bench.begun("hand-0"), "the job that is to be killed")
        time.sleep(0.5)  # seconds in which a worker prefetches
        first.kill()
        at = time.monotonic()
        bench.work()
        bench.queue("mark", "next")
        bench.demand(lambda: bench.begun("next"), "a job for the second worker")
        bench.wait(lambda: len(bench.begun("hand-0")) > 1, WATCH)
        again = [seen - at for seen in bench.begun("hand-0") if seen > at]
        late = [name for name in BEHIND if not bench.begun(name)]
        return {
            "again_after": again[0] if again else None,
            "behind_not_done": len(late),
            "watched": time.monotonic() - at,
            "left": left(bench),
        }


def processes(bench: Bench) -> int:
    """Jobs that keep one worker fully busy: Celery's default is one for each core."""
    if not bench.subject.one_job:
        return 1
    return os.cpu_count() or 1


def left(bench: Bench) -> str:
    """The state of the jobs in the queue itself."""
    command = [sys.executable, "-m", "experiments.queues.left", f"{SETUPS}.{bench.subject.module}"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=bench.env,
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=30,
    )
    return done.stdout.strip()
