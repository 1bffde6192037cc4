"""The first tables: authors, books, users, their sessions, the admin's history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ROLE = sa.Enum("reader", "viewer", "editor", "manager", name="role", native_enum=False, length=10)


def upgrade() -> None:
    op.create_table(
        "authors",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_authors"),
        sa.UniqueConstraint("slug", name="uq_authors_slug"),
        sa.Index("ix_authors_name", "name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "books",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("author_id", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("isbn", sa.String(13)),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("available", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_books"),
        sa.ForeignKeyConstraint(
            ["author_id"], ["authors.id"], name="fk_books_author_id", ondelete="RESTRICT"
        ),
        sa.UniqueConstraint("isbn", name="uq_books_isbn"),
        sa.UniqueConstraint("slug", name="uq_books_slug"),
        sa.Index("ix_books_author_id", "author_id"),
        sa.Index("ix_books_title_id", "title", "id"),
        sa.Index("ix_books_year_id", "year", "id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("username", sa.String(150), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("role", ROLE, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_ins"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_sign_ins_user_id", ondelete="CASCADE"
        ),
        sa.Index("ix_sign_ins_seen_at", "seen_at"),
        sa.Index("ix_sign_ins_user_id", "user_id"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.String(150), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("object_id", sa.Integer, nullable=False),
        sa.Column("fields", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.Index("ix_changes_kind_object_id", "kind", "object_id"),
    )


def downgrade() -> None:
    for table in ("changes", "sign_ins", "users", "books", "authors"):
        op.drop_table(table)
