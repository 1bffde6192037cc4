"""A PostgreSQL and a server for the cases that stop, pause and fill the database."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy import assembly, services
from deploy.processes import Program
from deploy.programs import account, programs, shared_folder
from deploy.stack import production
from shared_tests.harness.browser import TRUST, Browser
from shared_tests.harness.implementations import (
    PASSWORD,
    Implementation,
    demo,
    environment,
    prepare,
)
from shared_tests.harness.postgresql import PostgresDatabase
from shared_tests.harness.servers import serving


@dataclass(frozen=True)
class Site:
    base_url: str
    trust: ssl.SSLContext
    postgres: Program
    database: PostgresDatabase
    log: Callable[[], str]
    """The log of the application."""
    env: dict[str, str]


@contextmanager
def directly(implementation: Implementation, folder: Path) -> Iterator[Site]:
    with ExitStack() as exits:
        home = exits.enter_context(shared_folder())
        place = assembly.Place(home, folder, programs(home / "programs"), account(), exits)
        postgres, first = services.postgres(place.programs, place.home, place.logs, place.account)
        place.start(postgres)
        database = first.create()
        env = environment(folder, DATABASE_URL=database.url)
        prepare(implementation, env, implementation.migrate, demo(PASSWORD))
        server = exits.enter_context(serving(implementation, env, folder))
        yield Site(server.base_url, TRUST, postgres, database, server.log, env)


@contextmanager
def behind_nginx(implementation: Implementation, folder: Path, *, system: bool) -> Iterator[Site]:
    with production(implementation, folder, system=system) as stack:

        def log() -> str:
            return "".join(gunicorn.log() for gunicorn in stack.gunicorns)

        yield Site(stack.base_url, stack.trust, stack.postgres, stack.database, log, stack.env)


@pytest.fixture(scope="module")
def site(
    implementation: Implementation,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Site]:
    folder, option = tmp_path_factory.mktemp("site"), request.config.getoption
    system = option("--programs") == "system"
    how = (
        behind_nginx(implementation, folder, system=system)
        if option("--production")
        else directly(implementation, folder)
    )
    with how as site:
        yield site


@pytest.fixture
def open_here(site: Site, open_browser: Callable[..., Browser]) -> Callable[[], Browser]:
    """Open a browser at the site."""
    return lambda: open_browser(site.base_url, trust=site.trust)
