"""One application host loses its power under load, and comes back."""

from __future__ import annotations

import time
from collections.abc import Callable

from deploy.faults.clients import sign_in
from deploy.faults.load import Load, load
from deploy.faults.tally import counts, kept, times
from deploy.faults.verdicts import CUT
from deploy.machines.access_log import AccessLog, summary
from deploy.machines.cluster import Cluster
from deploy.machines.failover import Failover
from deploy.machines.store import connections

CLIENTS = {"read": 4, "write": 2}
BEFORE, AWAY, AFTER = 1.0, 8.0, 1.0  # seconds
RETURN = 30.0  # within which a host must respond again


def lose_a_host(cluster: Cluster, failover: Failover) -> dict:
    """What clients, nginx and the store noticed, with nginx set like this."""
    cluster.front.send_to(cluster.upstreams, failover)
    cluster.front.reload()
    log, host = AccessLog(cluster.front.access_log), cluster.hosts[0]
    with load(cluster.stack, sign_in(cluster.stack), CLIENTS) as running:
        time.sleep(BEFORE)
        log.skip()
        lost = time.monotonic()
        host.lose()
        released = wait(lambda: host.machine.address not in connections(cluster.database), AWAY)
        time.sleep(max(0.0, lost + AWAY - time.monotonic()))
        requests, back = summary(log.requests()), time.monotonic()
        log.skip()
        host.bring_back()
        returned = wait(lambda: log.served_by(host.upstream), RETURN)
        time.sleep(AFTER)
    waited = {"store_let_go_after": released, "host_answered_after": returned}
    return (
        facts(running, lost, back) | waited | {"nginx": requests} | kept(running, cluster.database)
    )


def wait(until: Callable[[], bool], deadline: float) -> float | None:
    """Seconds until that was so; None when it was not in time."""
    begun = time.monotonic()
    while time.monotonic() < begun + deadline:
        if until():
            return time.monotonic() - begun
        time.sleep(0.1)
    return None


def facts(running: Load, lost: float, back: float) -> dict:
    """Counts of the whole load; times of the reads that began or waited while the host was away."""
    away = [
        one
        for one in running.responses
        if one.kind == "read" and one.ended > lost and one.begun < back
    ]
    before = [one for one in running.responses if one.kind == "read" and one.ended <= lost]
    return {
        "read": counts(running.responses, "read"),
        "write": counts(running.responses, "write"),
        "read_times": times(away),
        "read_times_before": times(before),
    }


def broken(result: dict) -> list[str]:
    """The broken promises."""
    promises = {
        "a read failed": result["read"]["failed"] == result["read"]["details"].get(CUT, 0),
        "more reads were cut off than were in flight": result["read"]["failed"] <= CLIENTS["read"],
        "a read was wrong": result["read"]["wrong"] == 0,
        "more writes failed than were in flight": result["write"]["failed"] <= CLIENTS["write"],
        "a write was wrong or sent twice": result["write"]["wrong"]
        == result["write"]["repeated"]
        == result["twice"]
        == 0,
        "an acknowledged write is lost": result["lost"] == 0,
        "the store kept the connections of a host that was gone": result["store_let_go_after"]
        is not None,
        "the host did not return": result["host_answered_after"] is not None,
    }
    return [words for words, is_kept in promises.items() if not is_kept]
