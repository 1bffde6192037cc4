"""An index for an author's books in the order of their page: without it, all of them are sorted to
show twenty."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_books_author_id_title_id", "books", ["author_id", "title", "id"])
    op.drop_index("ix_books_author_id", "books")


def downgrade() -> None:
    op.create_index("ix_books_author_id", "books", ["author_id"])
    op.drop_index("ix_books_author_id_title_id", "books")
