"""Bookshelf in one file with Flask and an ORM: the catalogue, a page for each book, its own 404 and
/healthz, from SQLite."""

import json
import re
import uuid
from pathlib import Path
from typing import Any

import click
from flask import Flask, Response, abort, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship

PAGE_SIZE = 20
TEMPLATES = {
    "base.html": """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %} – Bookshelf</title></head>
<body><main>{% block content %}{% endblock %}</main></body>
</html>""",
    "list.html": """{% extends "base.html" %}
{% block title %}Catalogue{% endblock %}
{% block content %}
<h1>Catalogue</h1>
<p class="total">{{ page.total }} book{{ "" if page.total == 1 else "s" }}</p>
<ol class="books">
  {% for book in page %}
  <li>
    <a href="{{ url_for('detail', slug=book.slug) }}">{{ book.title }}</a>
    <span class="author">{{ book.author.name }}</span>
    <span class="year">{{ book.dated }}</span>
  </li>
  {% endfor %}
</ol>
<nav class="pages">
  {% if page.has_prev %}
  <a rel="prev" href="{{ url_for('catalogue', page=page.prev_num) }}">Previous page</a>
  {% endif %}
  {% if page.has_next %}
  <a rel="next" href="{{ url_for('catalogue', page=page.next_num) }}">Next page</a>
  {% endif %}
</nav>
{% endblock %}""",
    "detail.html": """{% extends "base.html" %}
{% block title %}{{ book.title }}{% endblock %}
{% block content %}
<h1>{{ book.title }}</h1>
<p>by <a href="{{ url_for('catalogue', author=book.author.slug) }}">{{ book.author.name }}</a>,
{{ book.dated }}</p>
<p class="summary">{{ book.summary }}</p>
<dl>
  {% if book.isbn %}<dt>ISBN</dt><dd>{{ book.isbn }}</dd>{% endif %}
  <dt>Shelf</dt>
  <dd class="availability">{{ "available" if book.available else "not available" }}</dd>
</dl>
{% endblock %}""",
    "404.html": """{% extends "base.html" %}
{% block title %}Not Found{% endblock %}
{% block content %}
<h1>Not Found</h1>
<p>This page is not on our shelves.</p>
<p><a href="{{ url_for('home') }}">Back to the catalogue</a></p>
{% endblock %}""",
}

app = Flask(__name__, static_folder=None)
app.config.from_mapping(DATABASE="bookshelf.sqlite3")
app.config.from_prefixed_env("BOOKSHELF")
app.jinja_loader = DictLoader(TEMPLATES)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path(app.config['DATABASE']).absolute()}"


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(app, model_class=Base)


class Author(db.Model):  # type: ignore[name-defined]
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(200), unique=True)


class Book(db.Model):  # type: ignore[name-defined]
    __tablename__ = "books"
    __table_args__ = (Index("books_title_id", "title", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("authors.id"))
    author: Mapped[Author] = relationship()
    year: Mapped[int]
    isbn: Mapped[str | None] = mapped_column(String(13), unique=True)
    summary: Mapped[str] = mapped_column(Text)
    available: Mapped[bool] = mapped_column(default=True)

    @property
    def dated(self) -> str:
        return str(self.year) if self.year >= 0 else f"{-self.year} BC"


BOOKS = select(Book).options(joinedload(Book.author))


@app.after_request
def add_headers(response: Response) -> Response:
    response.headers["X-Request-ID"] = uuid.uuid4().hex
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@app.get("/", endpoint="home")
@app.get("/books/")
def catalogue() -> str:
    given = request.args.get("page", "1")
    if not re.fullmatch("[1-9][0-9]{0,8}", given):
        abort(404)
    ordered = BOOKS.order_by(Book.title, Book.id)
    found = db.paginate(ordered, page=int(given), per_page=PAGE_SIZE)
    return render_template("list.html", page=found)


@app.get("/books/<slug>/")
def detail(slug: str) -> str:
    return render_template("detail.html", book=db.one_or_404(BOOKS.filter_by(slug=slug)))


@app.get("/healthz")
def healthz() -> Response:
    return Response("ok", mimetype="text/plain")


@app.errorhandler(404)
def not_found(error: Exception) -> tuple[str, int]:
    return render_template("404.html"), 404


@app.cli.command("load")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def load(file: Path) -> None:
    """Create the tables and fill them with the catalogue of a JSON file."""
    catalogue: dict[str, list[dict[str, Any]]] = json.loads(file.read_text(encoding="utf-8"))
    db.create_all()
    authors = {entry["slug"]: Author(**entry) for entry in catalogue["authors"]}
    db.session.add_all(authors.values())
    db.session.add_all(
        Book(**entry | {"author": authors[entry["author"]]}) for entry in catalogue["books"]
    )
    db.session.commit()
