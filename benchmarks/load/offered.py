"""Open-loop load: latency at a given rate, from the scheduled instant of each request."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.common.measures import percentile
from benchmarks.load.open_client import PATIENCE
from benchmarks.load.processes import pinned, processor_seconds
from benchmarks.load.samples import finite
from benchmarks.load.targets import Target, WrongResponse
from shared_tests.harness.implementations import ROOT

LATE = 1.0  # seconds after which a response counts as late


@dataclass(frozen=True)
class Offered:
    """One run of the client. ``waited`` has seconds for each request, infinite for one without a
    right response."""

    waited: list[float]
    lags: list[float]
    failures: list[str]
    busy: float
    """Processor seconds of the server a second: 1 is one core."""

    @property
    def late(self) -> int:
        """Responses after more than LATE seconds; they count in the percentiles too."""
        return sum(LATE < one < math.inf for one in self.waited)


def offered(one: Target, rate: float, seconds: float, seed: int, cores: set[int]) -> Offered:
    """Send ``rate`` requests per second on average. A failure is counted; WrongResponse if the
    server has exited."""
    options = [f"--size={one.size}", f"--rate={rate}", f"--seconds={seconds}", f"--seed={seed}"]
    command = [sys.executable, "-m", "benchmarks.load.open_client", one.url, *options]
    server, limit = one.server.process, seconds + PATIENCE + 15
    spent = processor_seconds(server.pid)
    with pinned(cores):
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=limit
        )
    spent = processor_seconds(server.pid) - spent
    if server.poll() is not None:
        raise WrongResponse(
            f"the server ended with {server.returncode}:\n{one.server.log()[-2000:]}"
        )
    if done.returncode:
        raise WrongResponse(f"the client ended with {done.returncode}:\n{done.stderr[-2000:]}")
    found = json.loads(done.stdout)
    waited = [math.inf if wait is None else wait / 1e6 for wait in found["latencies"]]
    if not waited:
        raise WrongResponse(f"{rate}/s for {seconds} s are no request at all")
    return Offered(
        waited, [lag / 1e6 for lag in found["lags"]], found["failures"], spent / found["seconds"]
    )


def percentiles(runs: list[Offered]) -> dict:
    """Seconds that half and 99 of 100 of all requests waited at most, what failed, and every wait
    in microseconds.

    ``waits`` has a line for each run, in the order of the instants; ``-`` is a request without a
    right response.
    """
    waited = [wait for run in runs for wait in run.waited]
    return {
        "p50": finite(percentile(waited, 0.5)),
        "p99": finite(percentile(waited, 0.99)),
        "requests": len(waited),
        "failed": sorted(failure for run in runs for failure in run.failures),
        "late": sum(run.late for run in runs),
        "busy": [run.busy for run in runs],
        "client_lag_p99": percentile([lag for run in runs for lag in run.lags], 0.99),
        "waits": [
            " ".join("-" if wait == math.inf else f"{1e6 * wait:.0f}" for wait in run.waited)
            for run in runs
        ],
    }
