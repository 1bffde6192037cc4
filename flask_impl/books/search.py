"""Searching, filtering, sorting and counting books, for the pages and the API."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy import Select, func, or_, select

from flask_impl.books.models import Author, Book
from flask_impl.core.extensions import db
from flask_impl.core.text import fold

PAGE_SIZE = 20
LONGEST_QUERY = 200
COUNTED = 1000
COLUMNS = {"title": Book.title, "year": Book.year}
SORTS = {
    "title": "Title",
    "-title": "Title, backwards",
    "year": "Year, oldest first",
    "-year": "Year, newest first",
}


@dataclass(frozen=True)
class Search:
    """The parameters of a search; each may be empty."""

    q: str
    sort: str
    author: Author | None

    @property
    def parameters(self) -> dict[str, Any]:
        """The query parameters for another page of the same search."""
        given = {"q": self.q, "author": self.author.slug if self.author else "", "sort": self.sort}
        return {name: value for name, value in given.items() if value}

    @property
    def order(self) -> str:
        return self.sort or "title"

    @property
    def key(self) -> str:
        return self.order.removeprefix("-")

    @property
    def backwards(self) -> bool:
        return self.order.startswith("-")


def search_of_request() -> Search:
    """Parse the query string; 400 for an invalid one, 404 for an unknown author."""
    q, sort, slug = (request.args.get(name, "") for name in ("q", "sort", "author"))
    q = q.strip()
    if len(q) > LONGEST_QUERY or (sort and sort not in SORTS):
        abort(400)
    author = db.first_or_404(select(Author).filter_by(slug=slug)) if slug else None
    return Search(q, sort, author)


def matching(books: Select[Book], q: str) -> tuple[Select[Book], int]:
    """Those whose title or author holds the folded words, ``%`` and ``_`` among them, and their
    number, which ends at one more than ``COUNTED``.

    Few books are named by id, for finding three in the order of a list would mean to read all of
    it.
    """
    authors = select(Author.id).where(Author.name_folded.contains(q, autoescape=True))
    found = or_(Book.title_folded.contains(q, autoescape=True), Book.author_id.in_(authors))
    some = books.where(found).with_only_columns(Book.id).order_by(None).limit(COUNTED + 1)
    ids = db.session.scalars(some).all()
    return books.where(found if len(ids) > COUNTED else Book.id.in_(ids)), len(ids)


def count(books: Select[Book]) -> int:
    """The exact count up to ``COUNTED``, otherwise ``COUNTED`` + 1: a million rows cost no more
    than a thousand."""
    some = books.with_only_columns(Book.id).order_by(None).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def books_of(search: Search) -> tuple[Select[Book], int | None]:
    """The books in order, and their number if there is a search. Ties are ordered by id in the same
    direction, so that one index serves both."""
    keys = (COLUMNS[search.key], Book.id)
    books = select(Book).order_by(*(key.desc() if search.backwards else key for key in keys))
    if search.author:
        books = books.where(Book.author_id == search.author.id)
    q = fold(search.q)  # empty if it has only accents
    return matching(books, q) if q else (books, None)
