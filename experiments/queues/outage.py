"""The effect of a broker that restarts, stops or hangs on a queue; for SQLite, a locked file."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from experiments.queues.bench import Bench
from experiments.queues.brokers import Brokers
from experiments.queues.disturbing import hung, locked, stopped
from experiments.queues.subjects import Subject

KEPT = ("kept-0", "kept-1", "kept-2")
# Seconds that a request may wait, and that a worker may take to reconnect
LONGEST = 8.0


def outages(subjects: tuple[Subject, ...], brokers: Brokers) -> dict[str, dict]:
    """All queues at once, because they share the servers."""
    with ExitStack() as stack, ThreadPoolExecutor(len(subjects)) as pool:
        opening = {
            one.name: pool.submit(Bench, one, brokers.url(one), brokers.folder) for one in subjects
        }
        benches = {name: bench.result() for name, bench in opening.items()}
        for bench in benches.values():
            stack.callback(bench.close)
        found: dict[str, dict] = {name: {} for name in benches}

        def each(key: str, ask: Callable[[Bench], object]) -> None:
            for name, response in zip(benches, pool.map(ask, benches.values()), strict=True):
                found[name][key] = response

        each("", lambda bench: bench.queue("mark", *KEPT))
        restart(brokers)
        each("kept", kept)
        restart(brokers)
        each("works_again", works_again)
        with locked(benches.values()), stopped(brokers):
            each("away", refusal)
        for bench in benches.values():
            bench.producer.revive()
        with hung(brokers):
            each("hung", lambda bench: None if bench.subject.broker == "sqlite" else refusal(bench))
        return {
            name: {key: value for key, value in one.items() if key} for name, one in found.items()
        }


def restart(brokers: Brokers) -> None:
    for server in brokers.servers.values():
        server.restart()


def accepted(bench: Bench, name: str) -> int:
    """The number of refusals before a job was accepted."""
    for refused in range(20):
        if not bench.send("mark", [name])["error"]:
            return refused
        time.sleep(0.1)
    raise RuntimeError(f"{bench.subject.name} accepts nothing after its broker was started again")


def kept(bench: Bench) -> int:
    """The queued jobs that are done after a restart of the broker."""
    bench.work()
    accepted(bench, "after")
    bench.demand(lambda: bench.begun("after"), "a job after the restart")
    bench.wait(lambda: all(bench.begun(name) for name in KEPT), 1)
    return sum(bool(bench.begun(name)) for name in KEPT)


def works_again(bench: Bench) -> dict:
    """Refused requests, and seconds until a worker begins a job after its broker's restart; None if
    it does not."""
    at = time.monotonic()
    refused = accepted(bench, "again")
    begun = bench.wait(lambda: bench.begun("again"), LONGEST)
    ended = bench.workers[-1].process.poll() is not None
    return {
        "refused": refused,
        "seconds": bench.begun("again")[0] - at if begun else None,
        "worker_ended": ended,
    }


def refusal(bench: Bench) -> dict:
    """Seconds until a request gets an error because its job cannot be queued; None if it still
    waits, or got no error."""
    at = time.monotonic()
    try:
        response = bench.send("mark", ["away"], LONGEST)
    except TimeoutError:
        return {"seconds": None, "error": None}
    return {"seconds": time.monotonic() - at, "error": response["error"]}
