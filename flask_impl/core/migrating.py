"""Migrations: Flask-Migrate for the commands, and the check for pending ones."""

import functools
import re
from pathlib import Path
from typing import Literal

import click
from flask import Flask
from sqlalchemy import Connection, inspect, text

from flask_impl.core.extensions import Base, db
from flask_impl.core.fields import Moment

FOLDER = Path(__file__).parents[1] / "migrations" / "versions"
REVISION = re.compile(r'^(down_)?revision\b[^=]*= "([^"]+)"', re.MULTILINE)
PENDING = "migrations pending"
FIRST = "the database lacks migrations; run flask --app flask_impl db upgrade first"


def is_ours(name: str | None, kind: str, parents: object) -> bool:
    """The queue's tables belong to Huey: no model describes them."""
    return kind != "table" or name in Base.metadata.tables


def render_item(kind: str, item: object, context: object) -> str | Literal[False]:
    """A generated migration uses the database's type, so that it does not depend on our class."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


def bind(app: Flask) -> None:
    # Imported here, because alembic takes as long to load as SQLAlchemy
    from flask_migrate import Migrate

    # Named by package: in a path alembic would read % as the begin of a variable.
    Migrate(
        app,
        db,
        directory="flask_impl:migrations",
        render_as_batch=True,
        render_item=render_item,
        include_name=is_ours,
    )


@functools.cache
def revisions() -> tuple[frozenset[str], frozenset[str]]:
    """All revisions, and the heads."""
    found = [REVISION.findall(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.py")]
    names = frozenset(name for file in found for down, name in file if not down)
    return names, names - {name for file in found for down, name in file if down}


def are_pending(connection: Connection) -> bool:
    """Whether some are pending; a database ahead of this code, as during a release, has none
    pending."""
    if not inspect(connection).has_table("alembic_version"):
        return True
    names, last = revisions()
    stored = set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    return not stored or (stored <= names and stored != last)


def init_app(app: Flask) -> None:
    if click.get_current_context(silent=True):
        bind(app)
