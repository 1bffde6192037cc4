"""The books of a query, page by page with a signed cursor."""

from collections.abc import Sequence
from typing import Any

from flask import abort, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, Select, or_, select, tuple_

from experiments.migration.flask_on_django.models import Author, Book, db
from flask_impl.core.text import fold

PAGE_SIZE = 20
LONGEST_QUERY = 200
COLUMNS = {"title": Book.title, "year": Book.year}


def parameters() -> dict[str, Any]:
    """Parse the parameters, or raise 400; surrounding spaces of the words are stripped."""
    q, author, sort = (request.args.get(name, "") for name in ("q", "author", "sort"))
    if len(q := q.strip()) > LONGEST_QUERY or (sort and sort.removeprefix("-") not in COLUMNS):
        abort(400)
    return {
        name: value for name, value in {"q": q, "author": author, "sort": sort}.items() if value
    }


def mentions(words: str) -> ColumnElement[bool]:
    """The condition that title or author contains the folded words literally, including ``%`` and
    ``_``."""
    authors = select(Author.id).where(Author.name_folded.contains(words, autoescape=True))
    return or_(Book.title_folded.contains(words, autoescape=True), Book.author_id.in_(authors))


def found(asked: dict[str, Any]) -> Select[Book]:
    """In order, ties by id in the same direction; 404 for an author who does not exist."""
    books, order = select(Book), asked.get("sort", "title")
    if "author" in asked:
        author = db.first_or_404(select(Author).filter_by(slug=asked["author"]))
        books = books.where(Book.author_id == author.id)
    if words := fold(asked.get("q", "")):
        books = books.where(mentions(words))
    keys = (COLUMNS[order.removeprefix("-")], Book.id)
    return books.order_by(*(key.desc() if order.startswith("-") else key for key in keys))


def serializer() -> URLSafeSerializer:
    return URLSafeSerializer(
        [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]], "cursor"
    )


def after(order: str, cursor: str) -> ColumnElement[bool]:
    """The condition for books after the cursor; 400 for a cursor that was not issued, or for
    another order."""
    try:
        issued_for, *last = serializer().loads(cursor)
    except BadSignature:
        abort(400)
    if issued_for != order:
        abort(400)
    position = tuple_(COLUMNS[order.removeprefix("-")], Book.id)
    return position < tuple_(*last) if order.startswith("-") else position > tuple_(*last)


def page(asked: dict[str, Any], cursor: str | None) -> tuple[Sequence[Book], str | None]:
    """The next books, and the cursor for those after them if there are any."""
    order = asked.get("sort", "title")
    query = found(asked).limit(PAGE_SIZE + 1)
    books = db.session.scalars(query if cursor is None else query.where(after(order, cursor))).all()
    if len(books) <= PAGE_SIZE:
        return books, None
    last = books[PAGE_SIZE - 1]
    position: list[Any] = [order, getattr(last, order.removeprefix("-")), last.id]
    return books[:PAGE_SIZE], str(serializer().dumps(position))
