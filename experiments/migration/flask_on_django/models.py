"""Django's tables of authors and books, by their names: never created or altered from here."""

from datetime import datetime

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from flask_impl.core.fields import Moment


class Base(DeclarativeBase):
    """The base of all models; lengths, defaults and indexes are defined where the tables are
    created."""


db = SQLAlchemy(model_class=Base)


class Author(Base):
    __tablename__ = "books_author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_folded: Mapped[str]
    slug: Mapped[str]


class Book(Base):
    __tablename__ = "books_book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    title_folded: Mapped[str]
    slug: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("books_author.id"))
    year: Mapped[int]
    isbn: Mapped[str | None]
    summary: Mapped[str]
    available: Mapped[bool]
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    author: Mapped[Author] = relationship(lazy="joined", innerjoin=True)
