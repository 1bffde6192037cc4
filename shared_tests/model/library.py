"""The model: a library in memory that does what the specification says, and no more."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import Any

from shared_tests.drivers.admin import Line
from shared_tests.model.records import COLUMNS, Author, Book
from shared_tests.model.refusals import Refused, require
from shared_tests.model.rules import RULES, fold, is_name, is_slug, with_line_feeds

PAGE_SIZE = 20
SORTS = ("title", "-title", "year", "-year")


class Library:
    """Every method that changes something takes the user, and raises Refused where the
    specification refuses."""

    def __init__(self, catalogue: dict[str, list[dict[str, Any]]]) -> None:
        self.authors: list[Author] = []
        self.books: list[Book] = []
        self.numbers = itertools.count(1)
        self.seed(catalogue)
        for book in self.books:
            book.seeded = True

    def seed(self, catalogue: dict[str, list[dict[str, Any]]]) -> tuple[int, int]:
        """Add what is missing, by its slug; returns the number of authors and books. It is in no
        history."""
        known = {author.slug for author in self.authors}
        authors = [
            Author(next(self.numbers), **one)
            for one in catalogue["authors"]
            if one["slug"] not in known
        ]
        self.authors += authors
        known = {book.slug for book in self.books}
        books = [one for one in catalogue["books"] if one["slug"] not in known]
        self.books += [
            Book(next(self.numbers), **one | {"author": self.author(one["author"])})
            for one in books
        ]
        return len(authors), len(books)

    def find(self, slug: str) -> Book | None:
        return next((book for book in self.books if book.slug == slug), None)

    def find_author(self, slug: str) -> Author | None:
        return next((author for author in self.authors if author.slug == slug), None)

    def book(self, slug: str) -> Book:
        if book := self.find(slug):
            return book
        raise Refused(404)

    def author(self, slug: str) -> Author:
        if author := self.find_author(slug):
            return author
        raise Refused(404)

    def checked(self, fields: dict[str, Any], book: Book | None = None) -> dict[str, Any]:
        """The values to store. All errors are reported at once, and duplicates only when there is
        no other error."""
        values = {
            name: with_line_feeds(value) if isinstance(value, str) else value
            for name, value in fields.items()
        }
        if isinstance(values.get("title"), str):
            values["title"] = values["title"].strip()
        slugs = [author.slug for author in self.authors]
        wrong = {
            name for name, value in values.items() if not RULES.get(name, slugs.__contains__)(value)
        }
        wrong |= values.keys() - set(COLUMNS)
        if book is None:
            wrong |= {"title", "slug", "author", "year"} - values.keys()
        if wrong:
            raise Refused(422, wrong)
        others = [one for one in self.books if one is not book]
        taken = {
            name
            for name in ("slug", "isbn")
            for one in others
            if values.get(name) == getattr(one, name)
        }
        if taken := {name for name in taken if values.get(name) is not None}:
            raise Refused(409, taken)
        return values | ({"author": self.author(values["author"])} if "author" in values else {})

    def create(self, user: str, fields: dict[str, Any]) -> Book:
        require(user, "editor")
        book = Book(next(self.numbers), **self.checked(fields))
        book.history.append(Line(user, "added"))
        self.books.append(book)
        return book

    def patch(self, user: str, slug: str, if_match: str | None, fields: dict[str, Any]) -> Book:
        require(user, "editor")
        book = self.book(slug)
        if if_match is None:
            raise Refused(428)
        self._check_if_match(book, if_match)
        return self._store(user, book, self.checked(fields, book))

    def _check_if_match(self, book: Book, if_match: str) -> None:
        if if_match != "*" and f'"{book.version}"' not in re.split(" *, *", if_match):
            raise Refused(412)

    def save(self, user: str, book: Book, version: int, fields: dict[str, Any]) -> Book:
        """What a form does that was opened at this version of the book."""
        require(user, "editor")
        if book not in self.books:
            raise Refused(404)
        if version != book.version:
            raise Refused(412)
        return self._store(user, book, self.checked(fields, book))

    def save_author(
        self, user: str, author: Author, version: int, fields: dict[str, str]
    ) -> Author:
        require(user, "editor")
        if author not in self.authors:
            raise Refused(404)
        values = {name: with_line_feeds(value).strip() for name, value in fields.items()}
        if version != author.version:
            raise Refused(412)
        self._check_author(values, author)
        return self._store(user, author, values)

    def _check_author(self, values: dict[str, str], author: Author | None = None) -> None:
        if not is_name(values.get("name", "x")) or not is_slug(values.get("slug", "x")):
            raise Refused(422)
        if any(values.get("slug") == one.slug for one in self.authors if one is not author):
            raise Refused(409)

    def _store(self, user: str, one: Any, values: dict[str, Any]) -> Any:
        changed = {name: value for name, value in values.items() if getattr(one, name) != value}
        if changed:
            vars(one).update(changed, version=one.version + 1)
            one.history.append(Line(user, "changed", frozenset(changed)))
        return one

    def mark_unavailable(self, user: str, slugs: Iterable[str]) -> None:
        require(user, "editor")
        for book in [self.book(slug) for slug in slugs]:
            self._store(user, book, {"available": False})

    def delete(self, user: str, slug: str, if_match: str | None = None) -> None:
        require(user, "manager")
        book = self.book(slug)
        if if_match is not None:
            self._check_if_match(book, if_match)
        self.books.remove(book)

    def add_author(self, user: str, name: str, slug: str) -> None:
        require(user, "editor")
        name = with_line_feeds(name).strip()
        self._check_author({"name": name, "slug": slug})
        self.authors.append(Author(next(self.numbers), slug, name, history=[Line(user, "added")]))

    def delete_author(self, user: str, author: Author) -> None:
        require(user, "manager")
        if any(book.author is author for book in self.books):
            raise Refused(409)
        self.authors.remove(author)

    def listed(
        self, sort: str = "", q: str = "", author: str = "", available: bool | None = None
    ) -> list[Book]:
        """All books of a list in its order: by title or year, ties by age, both in the same
        direction."""
        by = self.author(author) if author else None
        words = fold(q.strip())
        find = [
            book
            for book in self.books
            if words in fold(book.title) or words in fold(book.author.name)
        ]
        find = [
            book
            for book in find
            if by in (None, book.author) and available in (None, book.available)
        ]
        key = sort.removeprefix("-") or "title"
        return sorted(
            find, key=lambda book: (getattr(book, key), book.number), reverse=sort.startswith("-")
        )
