"""The migrations create the tables of the models, and are reversible."""

from collections.abc import Iterator

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Text, inspect, text

from flask_impl.accounts.models import User
from flask_impl.books.models import Author, Book
from flask_impl.core import migrating
from flask_impl.core.extensions import db
from flask_impl.core.fields import Moment
from flask_impl.core.migrating import is_ours

QUEUE = {"kv", "schedule", "task", "counter"}  # Huey's own names


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_they_match_the_models(app: Flask):
    with app.app_context(), db.engine.connect() as connection:
        assert (
            compare_metadata(
                MigrationContext.configure(connection, opts={"include_name": is_ours}), db.metadata
            )
            == []
        )


def test_they_are_reversible(bare_app: Flask):
    with bare_app.app_context():
        flask_migrate.upgrade()
        assert tables() == {"authors", "books", "users", "sign_ins", "changes", "exports"} | QUEUE
        flask_migrate.downgrade(revision="base")
        assert tables() == set()


def test_a_generated_one_drops_a_column_and_keeps_autoincrement(bare_app: Flask):
    with bare_app.app_context():
        flask_migrate.upgrade()
        with db.engine.begin() as connection:
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("books") as batch:
                batch.drop_column("summary")
            made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'books'"))
        assert ("AUTOINCREMENT" in made, "summary" in made) == (True, False)


def test_a_generated_one_names_the_type_of_the_database():
    assert migrating.render_item("type", Moment(), None) == "sa.DateTime(timezone=True)"
    assert migrating.render_item("type", Text(), None) is False


BOOK = """INSERT INTO books
        (title, slug, author_id, year, summary, available, version, created_at, updated_at)
    VALUES (:title, :slug, 1, 1800, '', true, 1, '2020-01-01', '2020-01-01')"""
USER = (
    "INSERT INTO users (username, password_hash, role, active) VALUES (:name, 'none', "
    "'reader', true)"
)


@pytest.fixture
def old_app(bare_app: Flask) -> Iterator[Flask]:
    """An application whose tables have no folded columns yet."""
    with bare_app.app_context():
        flask_migrate.upgrade(revision="0003")
        yield bare_app


def insert(statement: str, *rows: dict[str, str]) -> None:
    db.session.execute(text(statement), rows)
    db.session.commit()


def test_all_stored_texts_are_folded(old_app: Flask):
    insert("INSERT INTO authors (name, slug) VALUES (:name, 'emile')", {"name": "Émile"})
    insert(BOOK, *({"title": f"Ä {number}", "slug": f"a-{number}"} for number in range(10_001)))
    insert(USER, {"name": "Reader"})
    flask_migrate.upgrade()
    assert {book.title_folded for book in db.session.query(Book)} == {
        f"a {number}" for number in range(10_001)
    }
    assert [(author.name_folded, author.version) for author in db.session.query(Author)] == [
        ("emile", 1)
    ]
    assert [(user.username_key, user.version) for user in db.session.query(User)] == [("reader", 1)]


def test_conflicting_user_names_are_reported_in_one_line(
    old_app: Flask, caplog: pytest.LogCaptureFixture
):
    insert(USER, {"name": "Reader"}, {"name": "reader"}, {"name": "editor"})
    with pytest.raises(SystemExit):
        flask_migrate.upgrade()
    (line,) = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert "Reader and reader" in line
    assert "editor" not in line
    assert "title_folded" not in {
        column["name"] for column in inspect(db.engine).get_columns("books")
    }


def test_the_last_revision_is_alembic_s_head(bare_app: Flask):
    with bare_app.app_context():
        script = ScriptDirectory.from_config(bare_app.extensions["migrate"].migrate.get_config())
    assert migrating.revisions() == (
        {one.revision for one in script.walk_revisions()},
        set(script.get_heads()),
    )


@pytest.mark.parametrize(
    ("stored", "pending"),
    [
        ([], True),
        (["0003"], True),
        (list(migrating.revisions()[1]), False),
        (["a later one"], False),
    ],
    ids=["none", "a former one", "the last one", "one that this code does not know"],
)
def test_an_older_database_has_pending_migrations(app: Flask, stored: list[str], pending: bool):
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        for version in stored:
            connection.execute(
                text("INSERT INTO alembic_version VALUES (:version)"), {"version": version}
            )
        assert migrating.are_pending(connection) is pending


def test_the_tables_are_not_checked_again_once_complete(app: Flask, count_queries):
    client = app.test_client()
    assert client.get("/readyz").text == "ok"
    with count_queries() as statements:
        assert client.get("/readyz").text == "ok"
    assert statements == ["SELECT 1"]
