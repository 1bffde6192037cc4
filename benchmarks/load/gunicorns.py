"""A gunicorn for each pool of processes and threads, on one PostgreSQL whose books can be made
slow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.load.subjects import AGAIN, SIDES
from shared_tests.harness.implementations import PASSWORD, demo, prepare, quick_environment
from shared_tests.harness.postgresql import PostgresDatabase
from shared_tests.harness.servers import Server, serving

Pool = tuple[int, int]
"""Processes and threads."""


def name(pool: Pool) -> str:
    return f"{pool[0]}x{pool[1]}"


@contextmanager
def served(
    side: str, database: PostgresDatabase, folder: Path, pools: tuple[Pool, ...]
) -> Iterator[dict[str, Server]]:
    """A server for each pool, and a second one for the first pool, until the block is left."""
    most = max(threads for _, threads in pools)
    env = quick_environment(folder, DATABASE_URL=database.url, DATABASE_CONNECTIONS=str(most))
    prepare(SIDES[side], env, SIDES[side].migrate, demo(PASSWORD))
    with ExitStack() as stack:
        servers = {}
        for called, (workers, threads) in (
            {name(pool): pool for pool in pools} | {AGAIN: pools[0]}
        ).items():
            own = (f"--workers={workers}", f"--threads={threads}", "--worker-class=gthread")
            # preloaded, otherwise a grid of pools takes longer to start than to measure
            options = (*own, "--keep-alive=75", "--preload", "--log-level=warning")
            servers[called] = stack.enter_context(
                serving(SIDES[side], env, folder, options=options)
            )
        yield servers
