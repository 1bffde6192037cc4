"""Asks one page with so many clients, and watches its server meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.common.memory import memory
from benchmarks.load.closed import used
from benchmarks.load.processes import core_of_clients, pinned, processor_seconds, tree
from benchmarks.load.targets import Target, WrongResponse
from shared_tests.harness.implementations import ROOT

LONGEST = 30.0  # seconds beyond those that the clients ask
EVERY = 0.1  # seconds between two looks at the threads


def asked(
    page: Target, upstream: int, clients: int, seconds: tuple[float, float], least: float
) -> dict[str, Any]:
    """Right responses a second, failures, the wait of half and of 99 of 100 clients in
    milliseconds, processor milliseconds a response, memory in megabytes, most threads, and the
    share of a core that clients and upstream used.

    ``seconds``: until the clients have settled, and those that count. Raises WrongResponse when the
    server or the clients ended, and for a response sooner than ``least`` seconds, the known wait.
    """
    process = page.server.process
    spent, other = processor_seconds(process.pid), used() + processor_seconds(upstream)
    outcome, threads, took = clients_of(page, clients, seconds)
    spent = processor_seconds(process.pid) - spent
    other = used() + processor_seconds(upstream) - other
    if process.poll() is not None:
        raise WrongResponse(f"{page.url}: the server ended\n{page.server.log()[-2000:]}")
    if outcome.get("p50", 1e6 * least) < 1e6 * least:
        raise WrongResponse(f"{page.url}: {outcome['p50']} µs is sooner than what it waits for")
    waits = {name: outcome[name] / 1000 for name in ("p50", "p99") if name in outcome}
    return waits | {
        "rate": outcome["right"] / seconds[1],
        "right": outcome["right"],
        "failed": sum(outcome["failed"].values()),
        "failures": outcome["failed"],
        "cpu": 1000 * spent / max(outcome["every"], 1),
        "memory": memory(page.server),
        "threads": threads,
        "client": other / took,
    }


def clients_of(
    page: Target, clients: int, seconds: tuple[float, float]
) -> tuple[dict[str, Any], int, float]:
    """What the clients say, the most threads of a process of the server, and the seconds that it
    took."""
    warm, counted = seconds
    options = [f"--size={page.size}", f"--clients={clients}"]
    options += [f"--warm={warm}", f"--seconds={counted}"]
    command = [sys.executable, "-m", "benchmarks.waiting.client", page.url, *options]
    processes, most, begun = tree(page.server.process.pid), 0, time.monotonic()
    with pinned(core_of_clients()):
        started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
    with started:
        try:
            while True:
                most = max([most, *map(threads_of, processes)])
                try:
                    text, _ = started.communicate(timeout=EVERY)
                    break
                except subprocess.TimeoutExpired:
                    if time.monotonic() - begun > warm + counted + LONGEST:
                        raise
        finally:
            started.kill()
    if started.returncode:
        raise WrongResponse(f"{page.url}: the clients ended with {started.returncode}")
    return json.loads(text), most, time.monotonic() - begun


def threads_of(pid: int) -> int:
    """Of a process that may have ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Threads:"))
