"""Databases of every size with the same books on both sides, filled directly through the
drivers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.growth.content import AUTHOR, rows
from shared_tests.harness.databases import Database, SqliteFile
from shared_tests.harness.implementations import (
    IMPLEMENTATIONS,
    PASSWORD,
    demo,
    prepare,
    quick_environment,
)
from shared_tests.harness.postgresql import PostgresDatabase

TABLES = {"flask": ("books", "authors"), "django": ("books_book", "books_author")}
COLUMNS = (
    "title, title_folded, slug, author_id, year, summary, available, version, created_at, "
    "updated_at"
)
THE_AUTHOR_FIRST = f"slug <> '{AUTHOR}', slug"


def databases(side: str, empty: Database, folder: Path, sizes: list[int]) -> dict[int, Database]:
    """A database for each size, the smallest first: each is a copy of the previous one with more
    books."""
    env = quick_environment(folder, DATABASE_URL=empty.url)
    prepare(IMPLEMENTATIONS[side], env, IMPLEMENTATIONS[side].migrate, demo(PASSWORD))
    found: dict[int, Database] = {}
    last = empty
    for size in sizes:
        last = found[size] = last.copy()
        fill(side, last, size)
    return found


def fill(side: str, database: Database, size: int) -> None:
    """Add synthetic books until there are ``size``, and update the planner's statistics."""
    if isinstance(database, SqliteFile):
        fill_sqlite(side, database, size)
    elif isinstance(database, PostgresDatabase):
        fill_postgres(side, database, size)


def fill_sqlite(side: str, database: SqliteFile, size: int) -> None:
    books, authors = TABLES[side]
    with closing(sqlite3.connect(database.file)) as connection:
        connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000")
        ((known, moment),) = connection.execute(f"SELECT count(*), min(created_at) FROM {books}")
        ids = [
            one
            for (one,) in connection.execute(
                f"SELECT id FROM {authors} ORDER BY {THE_AUTHOR_FIRST}"
            )
        ]
        values = f"VALUES (?, ?, ?, ?, ?, ?, 1, 1, '{moment}', '{moment}')"
        connection.executemany(f"INSERT INTO {books} ({COLUMNS}) {values}", rows(size, known, ids))
        connection.commit()
        connection.executescript("ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)")


def fill_postgres(side: str, database: PostgresDatabase, size: int) -> None:
    import psycopg  # imported here, because it is optional

    books, authors = TABLES[side]
    with psycopg.connect(database.url, autocommit=True) as connection:
        ((known, moment),) = connection.execute(
            f"SELECT count(*), min(created_at) FROM {books}".encode()
        )
        found = connection.execute(f"SELECT id FROM {authors} ORDER BY {THE_AUTHOR_FIRST}".encode())
        ids = [one for (one,) in found]
        with connection.cursor().copy(f"COPY {books} ({COLUMNS}) FROM STDIN".encode()) as copy:
            for row in rows(size, known, ids):
                copy.write_row((*row, True, 1, moment, moment))
        connection.execute("VACUUM ANALYZE")
