"""Refusals of a change to a book: 428 without a version, 412 for an old one, 409 for a
duplicate."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import abort, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from flask_impl.books.models import Book
from flask_impl.core import history
from flask_impl.core.conditions import TAG, TAGS
from flask_impl.core.errors import Duplicate, InvalidFields
from flask_impl.core.extensions import db

UNIQUE = {"slug": Book.slug, "isbn": Book.isbn}


def check_version(book: Book, *, required: bool) -> None:
    wanted = request.headers.get("If-Match")
    if wanted is None:
        if required:
            abort(428)
    elif not is_match(wanted, f'"{book.version}"'):
        abort(412)


def is_match(wanted: str, tag: str) -> bool:
    """Not request.if_match, which also accepts a version without quotes and skips malformed
    tags."""
    wanted = wanted.strip()
    return wanted == "*" or bool(TAGS.fullmatch(wanted) and tag in TAG.findall(wanted))


def duplicates(fields: dict[str, Any], book_id: int | None) -> dict[str, list[str]]:
    """The fields whose values another book already has."""
    given = {name: column for name, column in UNIQUE.items() if fields.get(name) is not None}
    taken = {
        name: select(Book.id).where(column == fields[name], Book.id != book_id)
        for name, column in given.items()
    }
    return {
        name: ["Another book has this."]
        for name, others in taken.items()
        if db.session.scalar(others)
    }


@contextmanager
def conflicts_refused(book: Book, fields: dict[str, Any]) -> Iterator[None]:
    """Raise 409 on a conflict: of two concurrent requests one must fail, and the database decides
    which."""
    book_id = book.id
    try:
        yield
    except IntegrityError:
        db.session.rollback()
        if taken := duplicates(fields, book_id):
            raise Duplicate(taken) from None
        raise InvalidFields({"author": ["There is no author of that slug any more."]}) from None


def record(action: str, book: Book) -> None:
    """Add a history entry, unless nothing was changed."""
    changed = history.changed_fields(book) if action == "changed" else ""
    db.session.flush()  # assigns the id of a new record
    if changed or action != "changed":
        history.record(action, "book", book.id, changed)
