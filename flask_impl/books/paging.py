"""Pages through a search with a signed cursor to the end of the last page: page 10,000 costs as
much as page 1."""

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, tuple_

from flask_impl.books.models import Book
from flask_impl.books.search import COLUMNS, PAGE_SIZE, Search, books_of
from flask_impl.core.extensions import db


def serializer() -> URLSafeSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt="cursor")


def after(search: Search, cursor: str) -> ColumnElement[bool]:
    """The condition for books after the cursor; 400 for a cursor that was not issued, or for
    another order."""
    try:
        order, *last = serializer().loads(cursor)
    except BadSignature:
        abort(400)
    if order != search.order:
        abort(400)
    position = tuple_(COLUMNS[search.key], Book.id)
    return position < tuple_(*last) if search.backwards else position > tuple_(*last)


def page(search: Search, cursor: str | None) -> tuple[Sequence[Book], str | None]:
    """The next books, and the cursor for those after them if there are any."""
    found, _ = books_of(search)
    if cursor is not None:
        found = found.where(after(search, cursor))
    books = db.session.scalars(found.limit(PAGE_SIZE + 1)).all()
    if len(books) <= PAGE_SIZE:
        return books, None
    last = books[PAGE_SIZE - 1]
    position: list[Any] = [search.order, getattr(last, search.key), last.id]
    return books[:PAGE_SIZE], str(serializer().dumps(position))
