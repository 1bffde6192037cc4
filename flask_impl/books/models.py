"""Authors and books."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from flask_impl.core.extensions import Base
from flask_impl.core.fields import Moment, folded, now
from flask_impl.core.text import fold

LONGEST_NAME = 200
LONGEST_SUMMARY = 2000
EARLIEST, LATEST = -3000, 2100
SLUG = "[-a-zA-Z0-9_]+"
ISBN = "[0-9]{13}"


class Author(Base):
    __tablename__ = "authors"
    # Otherwise SQLite reuses a deleted row's id, and the next row gets its history
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), index=True)
    name_folded: Mapped[str] = mapped_column(Text, default=folded("name"), index=True)
    slug: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.name

    @validates("name")
    def fold_name(self, key: str, name: str) -> str:
        self.name_folded = fold(name)
        return name


class Book(Base):
    __tablename__ = "books"
    __table_args__ = (
        Index(None, "title", "id"),
        Index(None, "year", "id"),
        # For an author's books in the order of their page
        Index(None, "author_id", "title", "id"),
        Index(None, "title_folded", "author_id", "id"),  # the columns of a search
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_NAME))
    title_folded: Mapped[str] = mapped_column(Text, default=folded("title"))
    slug: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id", ondelete="RESTRICT"))
    year: Mapped[int]
    isbn: Mapped[str | None] = mapped_column(String(13), unique=True)
    summary: Mapped[str] = mapped_column(Text, default="")
    available: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)
    author: Mapped[Author] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}

    def __str__(self) -> str:
        return self.title

    @validates("title")
    def fold_title(self, key: str, title: str) -> str:
        self.title_folded = fold(title)
        return title


def dated(year: int) -> str:
    return str(year) if year >= 0 else f"{-year} BC"
