"""The same for Bookshelf's catalogue: two queries that a slowed PostgreSQL takes WAIT seconds for,
through the models of each side, with threads and in an event loop."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from rich.progress import Progress

from benchmarks.common.books_table import slow_down
from benchmarks.load.processes import core_of_clients, pinned
from benchmarks.load.subjects import SIDES
from benchmarks.waiting.abilities import refused, tried
from benchmarks.waiting.measuring import Size, has_failed, in_turn
from benchmarks.waiting.serving import errors, served, targets
from benchmarks.waiting.stacks import PACKAGE, UVICORN, WAIT, Stack, threads
from shared_tests.harness.implementations import PASSWORD, demo, environment, prepare
from shared_tests.harness.loopback import get
from shared_tests.harness.postgresql import PostgresDatabase, postgres

CONNECTIONS = 40
"""To the database, for each stack, and as many threads."""
THREADS = threads(CONNECTIONS)
SETTINGS = "benchmarks.waiting.apps.catalogue_settings"


def in_django(name: str, module: str, served: str, program: Any) -> Stack:
    env = {"DJANGO_SETTINGS_MODULE": SETTINGS, "WAITING_URLS": f"{PACKAGE}.{module}"}
    return Stack(name, "django", module, served, program, env)


def in_flask(name: str, module: str, program: Any) -> Stack:
    return Stack(name, "flask", module, f"{PACKAGE}.{module}:app", program)


STACKS = (
    in_flask("Flask, SQLAlchemy, threads", "catalogue_flask_sync", THREADS),
    in_django(
        "Django, ORM, threads",
        "catalogue_django_sync",
        "django.core.wsgi:get_wsgi_application()",
        THREADS,
    ),
    in_flask("Quart, SQLAlchemy's asyncio", "catalogue_quart_async", UVICORN),
    in_django(
        "Django, asynchronous ORM",
        "catalogue_django_asgi",
        "benchmarks.load.django_asgi:application",
        UVICORN,
    ),
)


def of_catalogue(folder: Path, size: Size, progress: Progress) -> dict[str, Any]:
    """As of the upstream; every response of all stacks is the same."""
    with ExitStack() as stack:
        with pinned(core_of_clients()):
            database_server = stack.enter_context(postgres())
        with ThreadPoolExecutor() as pool:
            prepare_one = partial(prepared, database_server, folder)
            environments = dict(zip(SIDES, pool.map(prepare_one, SIDES), strict=True))
        servers = stack.enter_context(served(STACKS, environments, folder))
        first = get(f"{servers[STACKS[0].name].base_url}/after", timeout=10)
        pages = targets(STACKS, servers, first.json())
        found = in_turn(STACKS, pages, process_of(database_server), size, progress)
        failing = [one for one in STACKS if has_failed(found[one.name])]
        return {
            "connections": CONNECTIONS,
            "abilities": tried(environments, folder),
            "errors": refused(environments, folder) | errors(failing, servers),
            "stacks": found,
        }


def prepared(server: PostgresDatabase, folder: Path, side: str) -> dict[str, str]:
    """The environment of a side with the demo catalogue in a database that has become slow."""
    database = server.create()
    settings = {"DATABASE_URL": database.url, "DATABASE_CONNECTIONS": str(CONNECTIONS)}
    env = environment(folder, **settings)
    prepare(SIDES[side], env, SIDES[side].migrate, demo(PASSWORD))
    slow_down(database, WAIT)
    return env


def process_of(database: PostgresDatabase) -> int:
    """The number of the server's first process."""
    ((written,),) = database.query("SELECT pg_read_file('postmaster.pid')")
    return int(written.split()[0])
