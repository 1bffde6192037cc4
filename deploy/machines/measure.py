"""The run: the suite, a load on two hosts and on one, and the loss of a host; the load leaves books behind."""

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
from shared_tests.implementations import IMPLEMENTATIONS

WHOLE = ("shared_tests",)
PART = ("shared_tests/test_catalogue.py", "shared_tests/test_api.py", "shared_tests/test_admin_books.py")
TURNS = (2, 1, 1, 2)  # hosts
GONE = 3.0  # seconds, after which nginx has noticed that the connections which it kept are dead


def measure(name: str, tell: Callable[[str], None]) -> dict:
    """All facts about one implementation; ``tell`` hears what is done now."""
    begun = time.monotonic()
    with TemporaryDirectory(prefix="bookshelf-logs-") as folder:
        tell("starting four machines")
        with cluster(IMPLEMENTATIONS[name], Path(folder)) as running:
            found = {"seconds_to_start": time.monotonic() - begun, "breaches": breaches(running)}
            tell("the shared suite through the front")
            with suite(running, name, Path(folder), *WHOLE) as whole:
                pass
            found["suite"] = whole.facts()
            tell("a part of the suite with one host, the other comes back meanwhile")
            found["suite_while_away"] = while_away(running, name, Path(folder))
            tell("a load on two hosts and on one, in turns")
            found["load"] = loaded(running, Path(folder))
            tell("losing a host under load, nginx set as for one machine")
            found["loss_as_on_one_machine"] = loss.lose_a_host(running, OF_ONE_MACHINE)
            tell("losing a host under load")
            found["loss"] = loss.lose_a_host(running, OF_SEVERAL)
    return found | {"seconds": time.monotonic() - begun}


def loaded(running: Cluster, folder: Path) -> dict:
    """A load on so many hosts, the other taken out as before its maintenance; what disturbs one disturbs both."""
    rounds: dict[int, list[dict]] = {2: [], 1: []}
    held: dict[str, int] = {}
    for hosts in TURNS:
        running.front.send_to(running.upstreams[:hosts])
        running.front.reload()
        rounds[hosts] += load.run(running, folder)
        held = max(held, connections(running.database), key=lambda one: sum(one.values()))
    return {"connections": held} | {str(hosts): load.facts(entries) for hosts, entries in rounds.items()}


def while_away(running: Cluster, name: str, folder: Path) -> dict:
    host, log = running.hosts[1], AccessLog(running.stack.access_log)
    host.lose()
    time.sleep(GONE)
    log.skip()
    with suite(running, name, folder, *PART) as part:
        loss.wait(lambda: sum(1 for _ in log.requests()) > 200, 60)
        alone = not log.answered_by(host.upstream)
        host.bring_back()
    found = part.facts() | {"nginx": summary(log.requests())}
    return found | {"alone_at_first": alone, "came_back": log.answered_by(host.upstream)}
