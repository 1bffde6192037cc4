"""The migrations make the tables that the models describe, and take them away again."""

import flask_migrate
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

from flask_impl.extensions import db, is_ours

QUEUE = {"kv", "schedule", "task", "counter"}  # Huey's own names


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_they_match_the_models(app: Flask):
    with app.app_context(), db.engine.connect() as connection:
        assert (
            compare_metadata(MigrationContext.configure(connection, opts={"include_name": is_ours}), db.metadata) == []
        )


def test_they_go_up_from_nothing_and_down_again(bare_app: Flask):
    with bare_app.app_context():
        flask_migrate.upgrade()
        assert tables() == {"authors", "books", "users", "sign_ins", "changes", "exports"} | QUEUE
        flask_migrate.downgrade(revision="base")
        assert tables() == set()
