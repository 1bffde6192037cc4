"""Runs the migrations on the application's own engine."""

from types import SimpleNamespace
from typing import Any

from alembic import context
from alembic.ddl.sqlite import SQLiteImpl
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from flask_impl.core.outages import is_for_the_operator, reason

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args
# A second process waits, and then has nothing to do. A migration may take longer than a request's
# statement.
LOCKS = {
    "postgresql": [
        "SET LOCAL statement_timeout = '10min'",
        "SELECT pg_advisory_xact_lock(hashtext('bookshelf'))",
    ],
    "sqlite": ["PRAGMA busy_timeout = 600000", "BEGIN IMMEDIATE"],
}


class SQLite(SQLiteImpl):
    """SQLite can drop a column. Alembic's batch mode would copy the table, without its
    AUTOINCREMENT."""

    __dialect__ = "sqlite"

    def requires_recreate_in_batch(self, batch_op: Any) -> bool:
        others: Any = SimpleNamespace(
            batch=[operation for operation in batch_op.batch if operation[0] != "drop_column"]
        )
        return super().requires_recreate_in_batch(others)


def lock(connection: Connection) -> None:
    for statement in LOCKS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def migrate_online() -> None:
    with db.engine.connect() as connection:
        connection.detach()  # otherwise a request would get its limits
        context.configure(
            connection=connection, target_metadata=db.metadata, transactional_ddl=True, **options
        )
        with context.begin_transaction():
            lock(connection)
            context.run_migrations()


if context.is_offline_mode():
    context.configure(url=db.engine.url, target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    try:
        migrate_online()
    except DBAPIError as error:
        if not is_for_the_operator(error):
            raise
        raise CommandError(f"the database does not serve: {reason(error)}") from None
