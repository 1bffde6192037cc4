"""What the suite does with a database of its servers, whatever it is, and the SQLite file that does
it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self
from uuid import uuid4

from shared_tests.harness.schema import UNIQUE_IN_SQLITE


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

    def query(self, statement: str) -> list[tuple[Any, ...]]:
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
            closing(sqlite3.connect(other.file)) as source,
            closing(sqlite3.connect(self.file)) as target,
        ):
            source.backup(target)

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

    def query(self, statement: str) -> list[tuple[Any, ...]]:
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
