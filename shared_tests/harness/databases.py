"""What the suite does with a database of any kind, and the implementation for a SQLite file."""

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
    """A database of the suite's own, which can be copied and read."""

    @property
    def url(self) -> str:
        """The value of BOOKSHELF_DATABASE_URL."""

    def copy(self) -> Database:
        """Another database with the same contents. No process may be connected to this one."""

    def take(self, other: Self) -> None:
        """Take over the contents of another database with the same tables; servers may stay
        connected to both."""

    def rows(self, named: str = "") -> dict[str, list[tuple[Any, ...]]]:
        """The rows of each table whose name contains ``named``, in no particular order."""

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement at once; servers may stay connected."""

    def unique(self) -> list[tuple[str, str]]:
        """Tables and columns whose values the database itself keeps unique."""

    def held(self, named: str) -> AbstractContextManager[Callable[[int], None]]:
        """Until the block is left no other process can write to the tables whose name contains
        ``named``; reading is possible.

        The function that is yielded waits until so many others want to write, for at most a second.
        """


@dataclass(frozen=True)
class SqliteFile:
    file: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def copy(self) -> SqliteFile:
        other = SqliteFile(self.file.with_name(f"{uuid4().hex}.sqlite3"))
        other.take(self)  # a file that a program has left beside it (the WAL) belongs to it
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
            # SQLite has one lock for all tables, and does not show who waits for it
            connection.execute("BEGIN IMMEDIATE")
            yield lambda waiting: time.sleep(0.5)
