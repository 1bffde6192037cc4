"""Both applications on databases of the same contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from shared_tests.difference.corpus import ACTORS, ANONYMOUS, ROLES
from shared_tests.difference.run import Pair
from shared_tests.difference.side import Side
from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.admin_django import DjangoAdmin
from shared_tests.drivers.admin_flask import FlaskAdmin
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import Database, SqliteFile
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    prepare,
    quick_environment,
)
from shared_tests.harness.postgresql import postgres
from shared_tests.harness.servers import Server, serving

ADMINS: dict[str, AdminDriver] = {"flask": FlaskAdmin(), "django": DjangoAdmin()}


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[dict[str, Database]]:
    """The demo catalogue and two users of each role, for each side; for copying."""
    with ExitStack() as stack:
        empty: dict[str, Database] = {}
        server = stack.enter_context(postgres()) if kind == "postgresql" else None
        for name in IMPLEMENTATIONS:
            empty[name] = server.copy() if server else SqliteFile(folder / f"{name}.sqlite3")
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda name: fill(name, empty[name], folder), empty))
        yield empty


def fill(name: str, database: Database, folder: Path) -> None:
    implementation = IMPLEMENTATIONS[name]
    env = quick_environment(folder, DATABASE_URL=database.url)
    prepare(implementation, env, implementation.migrate, demo(PASSWORD))
    with served(name, database, folder) as server:
        manager = Browser(server.base_url)
        manager.sign_in("manager", PASSWORD)
        for username in {*ACTORS} - {*ANONYMOUS, *ROLES}:
            ADMINS[name].add_user(manager, username, PASSWORD, username.removesuffix("2"))


@contextmanager
def served(name: str, database: Database, folder: Path) -> Iterator[Server]:
    """One proxy is trusted, so that a request can come from any address: failures are counted by
    address."""
    env = quick_environment(folder, DATABASE_URL=database.url, TRUSTED_PROXIES="1")
    with serving(IMPLEMENTATIONS[name], env, folder) as server:
        yield server


@contextmanager
def both_served(kind: str, folder: Path) -> Iterator[Callable[[], Pair]]:
    """Starts both sides from the beginning, each time on fresh copies of the same contents."""
    with databases(kind, folder) as prepared, ExitStack() as stack:

        def start() -> Pair:
            stack.close()
            sides = {}
            for name, database in prepared.items():
                server = stack.enter_context(served(name, database.copy(), folder))
                sides[name] = Side(name, server.base_url)
            return Pair(sides["flask"], sides["django"])

        yield start
