"""The tables of the catalogue: Flask-SQLAlchemy's "Quick Start" and "Models and Tables"."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("author.id"))
    author: Mapped[Author] = relationship()


def fill_catalogue() -> None:
    """The tables, and one book."""
    db.create_all()
    db.session.add(Book(title="Pride and Prejudice", author=Author(name="Jane Austen")))
    db.session.commit()
