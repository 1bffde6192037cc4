"""The list, a page for each book, and JSON.

Flask-SQLAlchemy's "Quick Start" and "Paging Query Results"; Flask-WTF's "Quickstart", whose forms
read JSON too; WTForms' "Crash Course" and "SelectField" (select fields with dynamic choice values).
"""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms import Form, SelectField, StringField
from wtforms.validators import DataRequired

from benchmarks.defaults.flask_catalogue.models import Author, Book, db

bp = Blueprint("books", __name__, template_folder="templates")


class SearchForm(Form):
    q = StringField()


class BookForm(FlaskForm):
    title = StringField(validators=[DataRequired()])
    author = SelectField(coerce=int)


@bp.route("/books/")
def index() -> ResponseReturnValue:
    form = SearchForm(request.args)
    books = db.select(Book).order_by(Book.title)
    if form.validate():
        books = books.where(Book.title.contains(form.q.data or ""))
    return render_template("index.html", page=db.paginate(books), form=form)


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
    form = BookForm()
    authors = db.session.execute(db.select(Author).order_by(Author.name)).scalars()
    form.author.choices = [(author.id, author.name) for author in authors]
    if not form.validate_on_submit():
        return {"errors": form.errors}, 400
    book = Book(title=form.title.data, author_id=form.author.data)
    db.session.add(book)
    db.session.commit()
    return {"id": book.id}, 201
