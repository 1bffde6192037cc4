"""The database and Valkey: stopped, killed, hung, started again, and a full disk."""

from __future__ import annotations

import signal
import time

from deploy.faults.readiness import Probe, probing
from deploy.faults.site import Site

AWAY = 3.0  # seconds
HUNG = 8.0  # longer than any client may wait for a response
READY = 1.0  # seconds in which a load balancer needs a response


def restart_postgres(site: Site) -> None:
    """PostgreSQL restarted (fast: running transactions are rolled back)."""
    site.record_injection()
    site.stack.postgres.restart()


def stop_postgres(site: Site) -> None:
    """PostgreSQL stopped for 3 s."""
    site.record_injection()
    site.stack.postgres.stop()
    time.sleep(AWAY)
    site.stack.postgres.start()


def kill_postgres(site: Site) -> None:
    """kill -9 of PostgreSQL and all its processes; it repairs itself when it is started."""
    site.record_injection()
    site.stack.postgres.signal_all(signal.SIGKILL)
    site.stack.postgres.process.wait(10)
    site.stack.postgres.start()


def hang_postgres(site: Site) -> None:
    """PostgreSQL hangs for 8 s (SIGSTOP), and ``/readyz`` is requested meanwhile."""
    with probing(site.stack) as probes:
        site.record_injection()
        site.stack.postgres.pause()
        begun = time.monotonic()
        time.sleep(HUNG)
        ended = time.monotonic()
        site.stack.postgres.resume()
    judge(site, [one for one in probes if begun < one.begun < ended - READY])


def refuse_connections(site: Site) -> None:
    """PostgreSQL ends all connections to the database and takes no new ones for 3 s."""
    site.record_injection()
    allow_connections(site, False)
    time.sleep(AWAY)
    allow_connections(site, True)


def allow_connections(site: Site, allowed: bool) -> None:
    """Let every client connect to the database, or none: then the open connections are ended
    too."""
    name = site.stack.database.name
    site.stack.database.query(
        f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {allowed}', database="postgres"
    )
    ended = (
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND "
        f"NOT {allowed}"
    )
    site.stack.database.query(ended, database="postgres")


def judge(site: Site, probes: list[Probe]) -> None:
    """Each of the probes had time for a response before the database went on."""
    statuses, slowest = {one.status for one in probes}, max(one.seconds for one in probes)
    site.facts["readyz"] = {"probes": len(probes), "details": sorted(statuses), "slowest": slowest}
    site.promise(
        statuses == {"503"},
        f"/readyz said {' and '.join(sorted(statuses))} while the database hung",
    )
    site.promise(slowest < READY, f"/readyz took {slowest:.1f} s while the database hung")


def kill_valkey(site: Site) -> None:
    """kill -9 of Valkey, which counts failed sign-ins; started again, empty, after 3 s."""
    site.record_injection()
    site.stack.valkey.kill()
    time.sleep(AWAY)
    site.stack.valkey.start()


def hang_valkey(site: Site) -> None:
    """Valkey hangs for 3 s (SIGSTOP)."""
    site.record_injection()
    site.stack.valkey.pause()
    time.sleep(AWAY)
    site.stack.valkey.resume()
