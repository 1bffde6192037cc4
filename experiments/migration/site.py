"""Serves one direction: the owner as in production, the new application beside it, one nginx, one
database."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import applications, assembly
from deploy.processes import Program
from deploy.programs import Account, account, programs, shared_folder
from experiments.migration.directions import PATHS, Direction
from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import PASSWORD, demo, environment, prepare
from shared_tests.harness.postgresql import postgres

VARIABLES = {"TLS": "1", "TRUSTED_PROXIES": "1"}
# One process and a few threads each are enough here.
POOL = {"WEB_CONCURRENCY": "1"}
NEWCOMER = {"PYTHONPATH": os.pathsep.join(map(str, PATHS))}


@dataclass(frozen=True)
class Site:
    base_url: str
    ca: Path
    """The CA certificate of nginx's."""
    programs: tuple[Program, ...]

    def log(self) -> str:
        return "\n".join(f"--- {one.name}\n{one.log()[-4000:]}" for one in self.programs)


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    if kind == "postgresql":
        with postgres() as database:
            yield database.url
    else:
        yield SqliteFile(folder / "bookshelf.sqlite3").url


@contextmanager
def served(direction: Direction, database: str = "sqlite") -> Iterator[Site]:
    """Both behind one nginx with the demo catalogue until the block is left. Raises RuntimeError
    with a log."""
    with ExitStack() as exits:
        home = exits.enter_context(shared_folder())
        logs = home / "logs"
        logs.mkdir()
        place = assembly.Place(home, logs, programs(home / "programs"), account(), exits)
        url = exits.enter_context(database_url(database, logs))
        env = environment(logs, DATABASE_URL=url, **VARIABLES) | POOL
        prepare(direction.owner, env, direction.owner.migrate, demo(PASSWORD))
        if direction.migrate:
            prepare(direction.newcomer, env | NEWCOMER, direction.newcomer.migrate)
        owners, entrance = assembly.gunicorns(direction.owner, env, place), assembly.entrance(place)
        beside = newcomer(direction, env, place)
        place.start(*owners, beside)
        lead(direction, place)
        place.start(entrance.nginx)
        yield Site(entrance.base_url, entrance.ca, (*owners, beside, entrance.nginx))


def socket(place: assembly.Place) -> Path:
    return place.home / "sockets" / "newcomer.sock"


def newcomer(direction: Direction, env: Mapping[str, str], place: assembly.Place) -> Program:
    """A gunicorn like the owner's, with the same variables."""
    path = socket(place)
    serve = {
        "SERVE_WSGI": direction.wsgi,
        "SERVE_CHDIR": direction.chdir,
        "SERVE_BIND": f"unix:{path}",
    }
    serve["SERVE_HEALTH_BIND"] = f"unix:{applications.health_socket(path)}"
    return Program(
        log_file=place.logs / "newcomer.log",
        name="newcomer",
        command=applications.command(),
        env={**env, **NEWCOMER, **serve},
        is_ready=lambda: applications.healthy(path),
        account=Account(None, place.account.group),
    )


def lead(direction: Direction, place: assembly.Place) -> None:
    """Configure the addresses of the new application in nginx."""
    folder = place.home / "nginx" / "features"
    shutil.copytree(direction.folder / "features", folder)
    (folder / "newcomer.conf").write_text(
        f"server unix:{socket(place)} max_fails=0;\n", encoding="utf-8"
    )
    place.account.owns(folder, *folder.rglob("*"))
