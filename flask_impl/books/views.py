"""The pages of the catalogue and of a book."""

import re

from flask import Blueprint, Flask, abort, render_template, request, url_for
from sqlalchemy import select

from flask_impl.books.models import Book, dated
from flask_impl.books.search import (
    COUNTED,
    PAGE_SIZE,
    SORTS,
    Search,
    books_of,
    count,
    search_of_request,
)
from flask_impl.core.extensions import db

LAST_PAGE = 50

bp = Blueprint("books", __name__)


def page_of_request(total: int) -> int:
    """The number of the page; 404 if it does not exist."""
    given = request.args.get("page", "1")
    last = min(LAST_PAGE, max(1, -(-total // PAGE_SIZE)))
    if not re.fullmatch("[1-9][0-9]?", given) or int(given) > last:
        abort(404)
    return int(given)


def in_words(total: int) -> str:
    if total > COUNTED:
        return f"more than {COUNTED:,} books"
    return {0: "no books", 1: "1 book"}.get(total, f"{total} books")


def address(search: Search, page: int) -> str:
    return url_for("books.catalogue", page=page, **search.parameters)


@bp.get("/", endpoint="home")
@bp.get("/books/")
def catalogue() -> str:
    search = search_of_request()
    books, found = books_of(search)
    total = count(books) if found is None else found
    page = page_of_request(total)
    return render_template(
        "books/list.html",
        books=db.session.scalars(books.offset((page - 1) * PAGE_SIZE).limit(PAGE_SIZE)),
        total=in_words(total),
        search=search,
        author=search.author,
        sorts=SORTS.items(),
        previous_url=address(search, page - 1) if page > 1 else "",
        next_url=address(search, page + 1) if page < LAST_PAGE and page * PAGE_SIZE < total else "",
    )


@bp.get("/books/<slug>/")
def detail(slug: str) -> str:
    return render_template(
        "books/detail.html", book=db.first_or_404(select(Book).filter_by(slug=slug))
    )


def init_app(app: Flask) -> None:
    app.add_template_filter(dated)
    app.register_blueprint(bp)
