"""Folded columns for search and for unique user names; versions of authors and users."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op

from flask_impl.accounts.names import username_key
from flask_impl.core.text import fold

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BATCH_SIZE = 10_000
ADDED = [
    ("books", "title_folded"),
    ("authors", "name_folded"),
    ("authors", "version"),
    ("users", "username_key"),
    ("users", "version"),
]
INDEXES = {
    "books": ("ix_books_title_folded_author_id_id", ["title_folded", "author_id", "id"]),
    "authors": ("ix_authors_name_folded", ["name_folded"]),
    "users": ("ix_users_username_key", ["username_key"]),
}


def batches(table: sa.TableClause, column: str) -> Iterator[list[tuple[int, str]]]:
    """All ids with their texts, in batches."""
    last, query = 0, sa.select(table.c.id, table.c[column]).order_by(table.c.id).limit(BATCH_SIZE)
    while rows := op.get_bind().execute(query.where(table.c.id > last)).all():
        yield [(row[0], row[1]) for row in rows]
        last = rows[-1][0]


def fill(name: str, column: str, target: str, rule: Callable[[str], str]) -> None:
    table = sa.table(name, sa.column("id"), sa.column(column), sa.column(target))
    one = (
        table.update().where(table.c.id == sa.bindparam("of")).values({target: sa.bindparam("to")})
    )
    for batch in batches(table, column):
        op.get_bind().execute(one, [{"of": number, "to": rule(text)} for number, text in batch])


def refuse_clashes() -> None:
    """Flask-Migrate prints a RuntimeError in one line."""
    users = sa.table("users", sa.column("username"))
    names = defaultdict(list)
    for name in op.get_bind().scalars(sa.select(users.c.username).order_by(users.c.username)):
        names[username_key(name)].append(name)
    if clashes := [" and ".join(same) for same in names.values() if len(same) > 1]:
        raise RuntimeError(
            f"user names that differ in case alone: {', '.join(clashes)}. Rename all but one of "
            "each."
        )


def upgrade() -> None:
    refuse_clashes()
    # The server defaults stay: SQLite would have to rebuild a table to remove one.
    for table, column in ADDED:
        kind, default = (sa.Integer, "1") if column == "version" else (sa.Text, "")
        op.add_column(table, sa.Column(column, kind, nullable=False, server_default=default))
    fill("books", "title", "title_folded", fold)
    fill("authors", "name", "name_folded", fold)
    fill("users", "username", "username_key", username_key)
    for table, (name, columns) in INDEXES.items():
        op.create_index(name, table, columns, unique=table == "users")


def downgrade() -> None:
    for table, (name, _) in INDEXES.items():
        op.drop_index(name, table)
    for table, column in ADDED:
        op.drop_column(table, column)
