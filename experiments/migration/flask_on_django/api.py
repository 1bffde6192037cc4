"""Books as JSON in the other side's format, and the current user."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from sqlalchemy import select

from experiments.migration.flask_on_django import catalogue, csrf
from experiments.migration.flask_on_django.models import Book, db
from experiments.migration.flask_on_django.sign_in import role_of

bp = Blueprint("api", __name__, url_prefix="/api")


def in_json(moment: datetime) -> str:
    """Times in Django's format: clients compare the response of a write with what they read
    here."""
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds").replace(
        "+00:00", "Z"
    )


def as_json(book: Book) -> dict[str, Any]:
    plain = ("title", "slug", "year", "isbn", "summary", "available", "version")
    return {name: getattr(book, name) for name in plain} | {
        "author": {"name": book.author.name, "slug": book.author.slug},
        "created_at": in_json(book.created_at),
        "updated_at": in_json(book.updated_at),
    }


@bp.get("/books/")
def books() -> ResponseReturnValue:
    asked = catalogue.parameters()
    listed, cursor = catalogue.page(asked, request.args.get("cursor"))
    following = url_for("api.books", cursor=cursor, **asked) if cursor else None
    return jsonify(results=[as_json(book) for book in listed], next=following)


@bp.get("/books/<slug>/")
def book(slug: str) -> ResponseReturnValue:
    found = db.first_or_404(select(Book).filter_by(slug=slug))
    response = jsonify(as_json(found))
    response.set_etag(str(found.version))
    return response.make_conditional(request)


@bp.get("/me/")
@login_required
def me() -> ResponseReturnValue:
    return jsonify(
        username=current_user.username, roles=[role_of(current_user)], csrf_token=csrf.token()
    )


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
