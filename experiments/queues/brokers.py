"""The brokers: SQLite files, and a PostgreSQL and a Valkey for this run, which can be stopped and
started."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import redis

from deploy import services
from deploy.processes import Program
from deploy.programs import account, programs
from experiments.queues.environment import variables
from experiments.queues.subjects import Subject
from shared_tests.harness.databases import Database, SqliteFile
from shared_tests.harness.implementations import ROOT
from shared_tests.harness.postgresql import PostgresDatabase

VALKEY_HAS = 16  # databases


@dataclass(frozen=True)
class Brokers:
    folder: Path
    servers: dict[str, Program]
    """The servers by the name of the broker; SQLite has none."""
    postgres: PostgresDatabase
    valkey: str
    numbers: count[int] = field(default_factory=count)
    prepared: dict[str, Database] = field(default_factory=dict)
    """Databases with a queue's tables, by the name of the queue; templates to copy."""

    def database(self, broker: str) -> Database:
        """A new one, empty."""
        if broker == "postgresql":
            return self.postgres.create()
        file = SqliteFile(self.folder / f"{uuid4().hex}.sqlite3")
        with closing(sqlite3.connect(file.file)) as connection:
            connection.execute("VACUUM")  # otherwise there would be no file to copy
        return file

    def url(self, subject: Subject) -> str:
        """An empty queue."""
        if subject.broker == "valkey":
            return self.empty_valkey()
        if not subject.prepare:
            return self.database(subject.broker).url
        if subject.name not in self.prepared:
            self.prepared[subject.name] = migrated(
                subject, self.database(subject.broker), self.folder
            )
        return self.prepared[subject.name].copy().url

    def empty_valkey(self) -> str:
        url = f"{self.valkey.removesuffix('/0')}/{next(self.numbers) % VALKEY_HAS}"
        with closing(redis.Redis.from_url(url)) as connection:
            connection.flushdb()
        return url


def migrated(subject: Subject, database: Database, folder: Path) -> Database:
    env = variables(subject, database.url, folder)
    subprocess.run([sys.executable, *subject.prepare], cwd=ROOT, env=env, check=True, timeout=60)
    return database


@contextmanager
def brokers() -> Iterator[Brokers]:
    """Both servers, until the block is left."""
    with TemporaryDirectory(prefix="queues-") as name:
        home = Path(name)
        home.chmod(0o755)
        found, user = programs(home), account()
        database, postgres = services.postgres(found, home, home, user)
        valkey, url = services.valkey(found, home, home, user)
        try:
            database.start()
            valkey.start()
            yield Brokers(home, {"postgresql": database, "valkey": valkey}, postgres, url)
        finally:
            for server in (database, valkey):
                if hasattr(server, "process"):
                    server.stop()
