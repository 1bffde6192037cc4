"""The table of books in a PostgreSQL, and a way to make it slow."""

from __future__ import annotations

from shared_tests.harness.postgresql import PostgresDatabase

WAIT = 0.2  # seconds that a slow one adds to each query of books


def books_table(database: PostgresDatabase) -> str:
    """The table of books, whatever its name: the one with a column ``isbn``."""
    ((name,),) = database.query(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND "
        "column_name = 'isbn'"
    )
    return name


def slow_down(database: PostgresDatabase, wait: float = WAIT) -> None:
    """Delay every query of books by so many seconds, like a busy or distant database."""
    table = books_table(database)
    database.query(f'ALTER TABLE "{table}" RENAME TO shelves')
    waited = f"WITH waited AS MATERIALIZED (SELECT pg_sleep({wait}))"
    database.query(f'CREATE VIEW "{table}" AS {waited} SELECT shelves.* FROM shelves, waited')
