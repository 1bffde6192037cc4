"""The machine of the stores: PostgreSQL and Valkey at its private address, with passwords."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from deploy import services
from deploy.assembly import Place
from deploy.machines.network import PRIVATE, Machine
from deploy.processes import Program
from deploy.programs import Account
from shared_tests.harness.postgresql import SUPERUSER, PostgresDatabase

ROLE = "application"
NETWORK = PRIVATE["store"].network
ADMISSION = f"local all {SUPERUSER} trust\nhost {ROLE} {ROLE} {NETWORK} scram-sha-256\n"
# A machine that has vanished holds its locks and connections for two hours, by the system's own
# default.
VANISHED = (
    "tcp_keepalives_idle=2",
    "tcp_keepalives_interval=1",
    "tcp_keepalives_count=3",
    "tcp_user_timeout=5000",
)


@dataclass(frozen=True)
class StoreDatabase(PostgresDatabase):
    """The database, asked by a socket in PostgreSQL's own folder: from here there is no way to its
    port."""

    folder: Path

    def query(self, statement: str, database: str = "") -> list[tuple[Any, ...]]:
        url = (
            f"postgresql://{SUPERUSER}@/{database or self.name}?host={self.folder}&port={self.port}"
        )
        with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


def at(machine: Machine, account: Account, program: Program, *options: str) -> Program:
    """The same program on that machine, with more options; of two that contradict each other the
    last one counts."""
    command = [*machine.inside(account), *program.command, *options]
    return replace(program, command=command, account=Account(None, None))


def connections(database: StoreDatabase) -> dict[str, int]:
    """How many each machine holds."""
    held = (
        "SELECT host(client_addr), count(*) FROM pg_stat_activity WHERE client_addr IS NOT "
        "NULL GROUP BY 1"
    )
    return dict(database.query(held))


def postgres(machine: Machine, place: Place) -> tuple[Program, StoreDatabase]:
    """A new cluster; its database is there after ``admit``."""
    program, first = services.postgres(place.programs, place.home, place.logs, place.account)
    (program.cwd / "pg_hba.conf").write_text(ADMISSION, encoding="utf-8")
    database = StoreDatabase(first.port, ROLE, program.cwd)
    settings = [f"--{setting}" for setting in VANISHED]
    there = at(machine, place.account, program, f"-h{machine.address}", *settings)
    return replace(there, is_ready=lambda: ready(database)), database


def ready(database: StoreDatabase) -> None:
    try:
        database.query("SELECT 1", database="postgres")
    except psycopg.OperationalError as error:
        raise RuntimeError(str(error)) from None


def admit(machine: Machine, database: StoreDatabase) -> str:
    """Make the application's role, which is not a superuser, and its database. Returns the URL with
    the password."""
    password = secrets.token_urlsafe(24)
    database.query(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{password}'", database="postgres")
    database.query(f"CREATE DATABASE {ROLE} OWNER {ROLE} TEMPLATE template0", database="postgres")
    return f"postgresql://{ROLE}:{password}@{machine.address}:{database.port}/{ROLE}"


def valkey(machine: Machine, place: Place) -> tuple[Program, str]:
    """An empty Valkey, and its URL with the password, which is in a file: every user can see a
    command line."""
    program, url = services.valkey(place.programs, place.home, place.logs, place.account)
    password, file = secrets.token_urlsafe(24), program.cwd / "valkey.conf"
    file.write_text(f"requirepass {password}\n", encoding="utf-8")
    file.chmod(0o600)
    place.account.owns(file)
    server, *options = program.command
    with_file = replace(program, command=[server, str(file), *options])
    there = at(machine, place.account, with_file, "--bind", machine.address)
    address = url.replace("redis://127.0.0.1", f"redis://:{password}@{machine.address}")
    return replace(there, is_ready=lambda: check_log(there, "Ready to accept connections")), address


def check_log(program: Program, words: str) -> None:
    if words not in program.log():
        raise RuntimeError(f"the log does not contain {words!r}")
