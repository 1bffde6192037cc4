"""What the library keeps: authors and their books."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, ForeignKey, Index, String, Text, TypeDecorator
from sqlalchemy.orm import Mapped, mapped_column, relationship

from flask_impl.extensions import Base

LONGEST_NAME = 200
LONGEST_SUMMARY = 2000
EARLIEST, LATEST = -3000, 2100
SLUG = "[-a-zA-Z0-9_]+"
ISBN = "[0-9]{13}"


class Moment(TypeDecorator[datetime]):
    """A time in UTC: SQLite forgets the zone, PostgreSQL answers in the one of the connection."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def now() -> datetime:
    return datetime.now(UTC)


class Author(Base):
    __tablename__ = "authors"
    __table_args__ = {"sqlite_autoincrement": True}  # or SQLite gives a deleted row's id, and its history, to the next

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), index=True)
    slug: Mapped[str] = mapped_column(String(LONGEST_NAME), unique=True)

    def __str__(self) -> str:
        return self.name


class Book(Base):
    __tablename__ = "books"
    __table_args__ = (
        Index(None, "title", "id"),
        Index(None, "year", "id"),
        Index(None, "author_id", "title", "id"),  # an author's books in the order in which they are shown
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_NAME))
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


def dated(year: int) -> str:
    return str(year) if year >= 0 else f"{-year} BC"
