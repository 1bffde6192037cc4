"""What the page and the API have in common: searching, filtering, sorting and counting books."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, request
from sqlalchemy import ColumnElement, Select, func, or_, select

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
    """What a visitor asked for; each part may be empty."""

    q: str
    sort: str
    author: Author | None

    @property
    def parameters(self) -> dict[str, Any]:
        """For the address of another page of the same search."""
        given = {"q": self.q, "author": self.author.slug if self.author else "", "sort": self.sort}
        return {name: value for name, value in given.items() if value}

    @property
    def words(self) -> str:
        """What is looked for; empty for a ``q`` that is nothing but accents."""
        return fold(self.q)

    @property
    def order(self) -> str:
        return self.sort or "title"

    @property
    def key(self) -> str:
        return self.order.removeprefix("-")

    @property
    def backwards(self) -> bool:
        return self.order.startswith("-")

    @cached_property
    def ids(self) -> Sequence[int]:
        """Those of the books that mention the words, in no order; no more than it takes to say
        "more than"."""
        mentioning = of_author(self.author).where(mentions(self.words))
        return db.session.scalars(mentioning.with_only_columns(Book.id).limit(COUNTED + 1)).all()

    @property
    def condition(self) -> ColumnElement[bool]:
        """Few books are named by id, for finding three in the order of a list would mean to read
        all of it."""
        return mentions(self.words) if len(self.ids) > COUNTED else Book.id.in_(self.ids)


def search_of_request() -> Search:
    """From the query string, or 400, or 404 for an author who does not exist."""
    q, sort, slug = (request.args.get(name, "") for name in ("q", "sort", "author"))
    q = q.strip()
    if len(q) > LONGEST_QUERY or (sort and sort not in SORTS):
        abort(400)
    author = db.first_or_404(select(Author).filter_by(slug=slug)) if slug else None
    return Search(q, sort, author)


def mentions(words: str) -> ColumnElement[bool]:
    """Title or author contains the folded words as they are, ``%`` and ``_`` among them."""
    authors = select(Author.id).where(Author.name_folded.contains(words, autoescape=True))
    return or_(Book.title_folded.contains(words, autoescape=True), Book.author_id.in_(authors))


def of_author(author: Author | None) -> Select[Book]:
    return select(Book).where(Book.author_id == author.id) if author else select(Book)


def found(search: Search) -> Select[Book]:
    books = of_author(search.author)
    return books.where(search.condition) if search.words else books


def ordered(search: Search) -> Select[Book]:
    """By the key, then by id in the same direction, so that one index serves both directions."""
    keys = (COLUMNS[search.key], Book.id)
    return found(search).order_by(*(key.desc() if search.backwards else key for key in keys))


def count(search: Search) -> int:
    """Exact up to ``COUNTED``, and one more for any number beyond: a million rows cost no more than
    a thousand."""
    if search.words:
        return len(search.ids)
    some = found(search).with_only_columns(Book.id).limit(COUNTED + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0
