"""The list, a page for each book, and JSON: the tutorial's page "Blog Blueprint", the quickstart's
"APIs with JSON"."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from benchmarks.defaults.bare_flask.auth import login_required
from benchmarks.defaults.bare_flask.db import get_db

PAGE_SIZE = 20

bp = Blueprint("books", __name__)


@bp.route("/books/")
def index() -> ResponseReturnValue:
    q, page = request.args.get("q", ""), request.args.get("page", 1, type=int)
    books = get_db().execute(
        "SELECT * FROM book WHERE title LIKE ? ORDER BY title LIMIT ? OFFSET ?",
        (f"%{q}%", PAGE_SIZE, (page - 1) * PAGE_SIZE),
    )
    return render_template("index.html", books=books, q=q)


@bp.route("/books/<int:id>/")
def detail(id: int) -> ResponseReturnValue:
    book = get_db().execute("SELECT * FROM book WHERE id = ?", (id,)).fetchone()
    if book is None:
        abort(404)
    return render_template("detail.html", book=book)


@bp.get("/api/books/")
def books_api() -> ResponseReturnValue:
    return [dict(book) for book in get_db().execute("SELECT * FROM book ORDER BY title")]


@bp.post("/api/books/")
@login_required
def create_api() -> ResponseReturnValue:
    sent = request.get_json()
    db = get_db()
    added = db.execute(
        "INSERT INTO book (title, author_id) VALUES (?, ?)", (sent["title"], sent["author"])
    )
    db.commit()
    return {"id": added.lastrowid}, 201
