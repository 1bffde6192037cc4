"""Books as JSON; each view checks in the order of the contract."""

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from flask_impl.books import paging
from flask_impl.books.models import Book
from flask_impl.books.payload import BookChange, NewBook, body
from flask_impl.books.search import search_of_request
from flask_impl.books.storing import check_version, conflicts_refused, record
from flask_impl.core.api import bp as api
from flask_impl.core.extensions import csrf, db
from flask_impl.core.roles import Role, role_required
from flask_impl.core.versions import again_when_beaten

bp = Blueprint("books", __name__, url_prefix="/books")
api.register_blueprint(bp)
csrf.exempt(bp)


def as_json(book: Book) -> dict[str, Any]:
    plain = ("title", "slug", "year", "isbn", "summary", "available", "version")
    return {name: getattr(book, name) for name in plain} | {
        "author": {"name": book.author.name, "slug": book.author.slug},
        "created_at": book.created_at.isoformat(),
        "updated_at": book.updated_at.isoformat(),
    }


def book_response(book: Book, status: int = 200) -> Response:
    response = jsonify(as_json(book))
    response.status_code = status
    response.set_etag(str(book.version))
    return response


def book_of(slug: str) -> Book:
    return db.first_or_404(select(Book).filter_by(slug=slug))


@bp.get("/")
def catalogue() -> ResponseReturnValue:
    search = search_of_request()
    books, cursor = paging.page(search, request.args.get("cursor"))
    following = (
        url_for("api.books.catalogue", cursor=cursor, **search.parameters) if cursor else None
    )
    return jsonify(results=[as_json(book) for book in books], next=following)


@bp.post("/")
@role_required(Role.editor)
def create() -> ResponseReturnValue:
    fields = dict(body(NewBook))
    book = Book(**fields)
    db.session.add(book)
    with conflicts_refused(book, fields):
        record("added", book)
        db.session.commit()
    response = book_response(book, 201)
    response.location = url_for("api.books.read", slug=book.slug)
    return response


@bp.get("/<slug>/")
def read(slug: str) -> ResponseReturnValue:
    return book_response(book_of(slug)).make_conditional(request)


@bp.patch("/<slug>/")
@role_required(Role.editor)
@again_when_beaten
def change(slug: str) -> ResponseReturnValue:
    book = book_of(slug)
    check_version(book, required=True)
    fields = body(BookChange).sent()
    for name, value in fields.items():
        setattr(book, name, value)
    with conflicts_refused(book, fields):
        record("changed", book)
        db.session.commit()
    return book_response(book)


@bp.delete("/<slug>/")
@role_required(Role.manager)
@again_when_beaten
def delete(slug: str) -> ResponseReturnValue:
    book = book_of(slug)
    check_version(book, required=False)
    db.session.delete(book)
    with conflicts_refused(book, {}):
        record("deleted", book)
        db.session.commit()
    return "", 204
