"""The list, a page for each book, and JSON: Flask-SQLAlchemy's "Quick Start" and "Paging Query
Results"."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from benchmarks.defaults.flask_extensions.models import Book, db

bp = Blueprint("books", __name__)


@bp.route("/books/")
def index() -> ResponseReturnValue:
    q = request.args.get("q", "")
    page = db.paginate(db.select(Book).where(Book.title.contains(q)).order_by(Book.title))
    return render_template("index.html", page=page, q=q)


@bp.route("/books/<int:id>/")
def detail(id: int) -> ResponseReturnValue:
    return render_template("detail.html", book=db.get_or_404(Book, id))


@bp.get("/api/books/")
def books_api() -> ResponseReturnValue:
    books = db.session.execute(db.select(Book).order_by(Book.title)).scalars()
    return [{"id": book.id, "title": book.title} for book in books]


@bp.post("/api/books/")
@login_required
def create_api() -> ResponseReturnValue:
    sent = request.get_json()
    book = Book(title=sent["title"], author_id=sent["author"])
    db.session.add(book)
    db.session.commit()
    return {"id": book.id}, 201
