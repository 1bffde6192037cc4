"""gunicorns with different numbers of processes and threads, on one database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.faults.users import CLIENTS
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
