"""Exports, and the tables of their queue."""

import sqlalchemy as sa
from alembic import op
from huey.storage import PostgresStorage, SqliteStorage

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATE = sa.Enum("queued", "running", "done", "failed", name="state", native_enum=False, length=10)


def is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claim", sa.String(32)),
        sa.Column("lease_until", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_exports"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_exports_user_id", ondelete="CASCADE"
        ),
        sa.Index("ix_exports_lease_until", "lease_until"),
        sa.Index("ix_exports_user_id", "user_id"),
    )
    for statement in SqliteStorage.ddl if is_sqlite() else PostgresStorage(create_tables=False).ddl:
        op.execute(statement)


def downgrade() -> None:
    for table in ("kv", "schedule", "task", "counter"):
        op.drop_table(table if is_sqlite() else f"huey_{table}")
    op.drop_table("exports")
