"""gunicorns with different numbers of processes and threads, on one database that can be made
slow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.faults.tally import books_table
from deploy.faults.visitors import CLIENTS
from shared_tests.harness.implementations import (
    PASSWORD,
    Implementation,
    demo,
    environment,
    prepare,
)
from shared_tests.harness.postgresql import PostgresDatabase
from shared_tests.harness.servers import Server, serving

POOLS = {
    "one process, one thread": (1, 1),
    "one process, 8 threads": (1, 8),
    "8 processes, one thread each": (8, 1),
    "2 processes, 4 threads each": (2, 4),
}
WAIT = 0.2  # seconds for which the slow database thinks about each query of books


@contextmanager
def serving_with_each(
    implementation: Implementation, database: PostgresDatabase, folder: Path
) -> Iterator[dict[str, Server]]:
    """A server for each pool, without nginx, until the block is left."""
    env = environment(folder, DATABASE_URL=database.url, DATABASE_CONNECTIONS=str(CLIENTS))
    prepare(implementation, env, implementation.migrate, demo(PASSWORD))
    with ExitStack() as stack:
        servers = {}
        for pool, (workers, threads) in POOLS.items():
            options = (
                f"--workers={workers}",
                f"--threads={threads}",
                "--worker-class=gthread",
                "--keep-alive=75",
            )
            servers[pool] = stack.enter_context(
                serving(implementation, env, folder, options=options)
            )
        yield servers


def slow_down(database: PostgresDatabase, wait: float = WAIT) -> None:
    """Make every query of the books wait so many seconds, as a database does that is busy or far
    away."""
    table = books_table(database)
    database.ask(f'ALTER TABLE "{table}" RENAME TO shelves')
    waited = f"WITH waited AS MATERIALIZED (SELECT pg_sleep({wait}))"
    database.ask(f'CREATE VIEW "{table}" AS {waited} SELECT shelves.* FROM shelves, waited')


def memory(server: Server) -> float:
    """Megabytes that the server and its processes have; what several share is counted once."""
    pid = server.process.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return sum(proportional(process) for process in (str(pid), *children)) / 1024


def proportional(pid: str) -> int:
    """Kilobytes (Pss)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
