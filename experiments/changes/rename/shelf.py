"""A database whose books are stored by SQL, before or after the column is renamed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from shared_tests.harness.databases import SqliteFile
from shared_tests.harness.implementations import Implementation, prepare, quick_environment

BEFORE = {"flask": ("db", "upgrade", "0004"), "django": ("migrate",)}
"""The commands that create the old tables; Django's other tables are not part of this request, and
are migrated completely."""
BACK = {"flask": ("db", "downgrade", "0004"), "django": ("migrate", "books", "0005")}
BOOKS = {"flask": "books", "django": "books_book"}
AUTHORS = {"flask": "authors", "django": "books_author"}
AUTHOR = {"id": 7, "name": "Homer", "name_folded": "homer", "slug": "homer", "version": 1}
MOMENT = "2020-02-29 12:00:00.000000"
ROW = {
    "author_id": 7,
    "year": -700,
    "available": True,
    "version": 3,
    "created_at": MOMENT,
    "updated_at": MOMENT,
}


@dataclass
class Shelf:
    """The books of one SQLite file."""

    database: SqliteFile
    implementation: Implementation

    @property
    def env(self) -> dict[str, str]:
        return quick_environment(self.database.file.parent, DATABASE_URL=self.database.url)

    @property
    def books(self) -> str:
        return BOOKS[self.implementation.name]

    def migrate(self, *command: str) -> None:
        """Migrate up completely, or to the given target."""
        prepare(self.implementation, self.env, command or self.implementation.migrate)

    def build(self) -> None:
        """The tables as they were before the change, with an author."""
        name = self.implementation.name
        self.migrate(*BEFORE[name])
        self.migrate(*BACK[name])
        self.query(
            f"INSERT INTO {AUTHORS[name]} ({', '.join(AUTHOR)}) VALUES {(*AUTHOR.values(),)}"
        )

    def add(self, texts: dict[str, str], column: str) -> None:
        """Store a book for each slug, with the text in this column."""
        names = ["slug", "title", "title_folded", column, *ROW]
        marks = ", ".join("?" for _ in names)
        for slug, text in texts.items():
            title = f"The book {slug}"
            row = [slug, title, title.lower(), text, *ROW.values()]
            self.query(f"INSERT INTO {self.books} ({', '.join(names)}) VALUES ({marks})", *row)

    def columns(self) -> set[str]:
        return {name for _, name, *_ in self.query(f"PRAGMA table_info({self.books})")}

    def texts(self, column: str) -> dict[str, str]:
        # In [] a name is never read as a string
        return dict(self.query(f"SELECT slug, [{column}] FROM {self.books}"))

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.database.file)) as connection, connection:
            return connection.execute(statement, values).fetchall()
