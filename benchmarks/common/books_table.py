"""The table of the books in a PostgreSQL, and a way to make it slow."""

from __future__ import annotations

from shared_tests.harness.postgresql import PostgresDatabase

WAIT = 0.2  # seconds for which a slow one thinks about each query of books


def books_table(database: PostgresDatabase) -> str:
    """The table of the books, whatever an implementation calls it: the one with a column
    ``isbn``."""
    ((name,),) = database.query(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND "
        "column_name = 'isbn'"
    )
    return name


def slow_down(database: PostgresDatabase, wait: float = WAIT) -> None:
    """Make every query of the books wait so many seconds, as a database does that is busy or far
    away."""
    table = books_table(database)
    database.query(f'ALTER TABLE "{table}" RENAME TO shelves')
    waited = f"WITH waited AS MATERIALIZED (SELECT pg_sleep({wait}))"
    database.query(f'CREATE VIEW "{table}" AS {waited} SELECT shelves.* FROM shelves, waited')
