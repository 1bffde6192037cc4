"""The run: the suite, a load on two hosts and on one, and the loss of a host. The load leaves its
books behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.machines import load, loss
from deploy.machines.access_log import AccessLog, summary
from deploy.machines.cluster import Cluster, cluster
from deploy.machines.failover import OF_ONE_MACHINE, OF_SEVERAL
from deploy.machines.store import connections
from deploy.machines.suite import suite
from deploy.machines.walls import breaches
from shared_tests.harness.implementations import IMPLEMENTATIONS

WHOLE = ("shared_tests",)
PART = (
    "shared_tests/test_catalogue.py",
    *(
        f"shared_tests/test_api_{part}.py"
        for part in ("reading", "creating", "changing", "permissions")
    ),
    "shared_tests/test_admin_lists.py",
    "shared_tests/test_admin_books.py",
)
TURNS = (2, 1, 1, 2)  # hosts
GONE = 3.0  # seconds, after which nginx has noticed that the connections which it kept are dead


def measure(name: str, progress: Callable[[str], None], *, short: bool) -> dict:
    """All facts about one implementation, or only those about the loss of a host; ``progress`` is
    called with what happens now."""
    begun = time.monotonic()
    with TemporaryDirectory(prefix="bookshelf-logs-") as folder:
        progress("starting four machines")
        with cluster(IMPLEMENTATIONS[name], Path(folder)) as running:
            result = {"seconds_to_start": time.monotonic() - begun, "breaches": breaches(running)}
            steps = {key: step for key, step in STEPS.items() if not short or key in SHORT}
            for key, (words, step) in steps.items():
                progress(words)
                result[key] = step(running, name, Path(folder))
    return result | {"seconds": time.monotonic() - begun}


def whole_suite(running: Cluster, name: str, folder: Path) -> dict:
    with suite(running, name, folder, *WHOLE) as whole:
        pass
    return whole.facts()


def loaded(running: Cluster, name: str, folder: Path) -> dict:
    """A load on so many hosts; the other is taken out as before its maintenance. A disturbance
    affects both alike."""
    rounds: dict[int, list[dict]] = {2: [], 1: []}
    held: dict[str, int] = {}
    for hosts in TURNS:
        running.front.send_to(running.upstreams[:hosts])
        running.front.reload()
        rounds[hosts] += load.run(running, folder)
        held = max(held, connections(running.database), key=lambda one: sum(one.values()))
    return {"connections": held} | {
        str(hosts): load.facts(entries, TURNS.count(hosts)) for hosts, entries in rounds.items()
    }


def while_away(running: Cluster, name: str, folder: Path) -> dict:
    host, log = running.hosts[1], AccessLog(running.stack.access_log)
    host.lose()
    time.sleep(GONE)
    log.skip()
    with suite(running, name, folder, *PART) as part:
        loss.wait(lambda: sum(1 for _ in log.requests()) > 200, 60)
        alone = not log.served_by(host.upstream)
        host.bring_back()
    result = part.facts() | {"nginx": summary(log.requests())}
    return result | {"alone_at_first": alone, "came_back": log.served_by(host.upstream)}


STEPS: dict[str, tuple[str, Callable[[Cluster, str, Path], dict]]] = {
    "suite": ("the shared suite through the front", whole_suite),
    "suite_while_away": (
        "a part of the suite with one host, the other comes back meanwhile",
        while_away,
    ),
    "load": ("a load on two hosts and on one, in turns", loaded),
    "loss_as_on_one_machine": (
        "losing a host under load, nginx set as for one machine",
        lambda running, name, folder: loss.lose_a_host(running, OF_ONE_MACHINE),
    ),
    "loss": (
        "losing a host under load",
        lambda running, name, folder: loss.lose_a_host(running, OF_SEVERAL),
    ),
}
SHORT = ("suite_while_away", "loss")
