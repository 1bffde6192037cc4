"""Seeds the database: the catalogue from a file, and synthetic books for measuring."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, insert, select

from flask_impl.books.models import Author, Book
from flask_impl.books.payload import Isbn, Slug, Summary, Title, Year
from flask_impl.core.extensions import db

MADE_UP_AUTHORS = 100
BATCH_SIZE = 10_000


class AuthorEntry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    name: Title
    slug: Slug


class BookEntry(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    title: Title
    slug: Slug
    author: str
    year: Year
    isbn: Isbn | None = None
    summary: Summary = ""
    available: bool = True


class Catalogue(BaseModel):
    """The contents of the file; books refer to authors by slug."""

    authors: list[AuthorEntry]
    books: list[BookEntry]


def load(file: Path) -> tuple[int, int]:
    """Add missing authors and books; return how many of each. ValueError for a file of another
    shape."""
    catalogue = Catalogue.model_validate_json(file.read_bytes())
    known = {author.slug: author for author in db.session.scalars(select(Author))}
    new_authors = [
        Author(**entry.model_dump()) for entry in catalogue.authors if entry.slug not in known
    ]
    known |= {author.slug: author for author in new_authors}
    if unknown := {entry.author for entry in catalogue.books} - set(known):
        raise ValueError(f"no author of the slug {min(unknown)}")
    stored = set(db.session.scalars(select(Book.slug)))
    new = [entry for entry in catalogue.books if entry.slug not in stored]
    new_books = [
        Book(**entry.model_dump(exclude={"author"}), author=known[entry.author]) for entry in new
    ]
    db.session.add_all([*new_authors, *new_books])
    db.session.flush()
    return len(new_authors), len(new_books)


def made_up_authors() -> list[int]:
    names = [f"Made-up author {number:03}" for number in range(MADE_UP_AUTHORS)]
    slugs = {name.lower().replace(" ", "-"): name for name in names}
    stored = set(db.session.scalars(select(Author.slug).where(Author.slug.in_(slugs))))
    db.session.add_all(
        Author(name=name, slug=slug) for slug, name in slugs.items() if slug not in stored
    )
    return list(
        db.session.scalars(select(Author.id).where(Author.slug.in_(slugs)).order_by(Author.id))
    )


def made_up_book(number: int, authors: list[int]) -> dict[str, object]:
    return {
        "title": f"Made-up book {number:07}",
        "slug": f"made-up-book-{number:07}",
        "author_id": authors[number % len(authors)],
        "year": 1000 + number % 1000,
        "summary": f"Number {number} of the books that nobody has written, here so that something "
        "can be measured.",
    }


def fill_up(total: int) -> int:
    """Add synthetic books until there are ``total``; return how many were added."""
    missing = max(0, total - (db.session.scalar(select(func.count()).select_from(Book)) or 0))
    authors = made_up_authors() if missing else []
    # Never reuses the number of a deleted book
    first = (db.session.scalar(select(func.max(Book.id))) or 0) + 1
    for start in range(first, first + missing, BATCH_SIZE):
        numbers = range(start, min(start + BATCH_SIZE, first + missing))
        db.session.execute(insert(Book), [made_up_book(number, authors) for number in numbers])
    return missing
