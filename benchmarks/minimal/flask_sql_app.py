"""Bookshelf in one file with Flask, without an ORM: the catalogue, a page for each book, its own
404 and /healthz, from SQLite."""

import json
import math
import re
import sqlite3
import uuid
from pathlib import Path
from typing import Any

import click
from flask import Flask, Response, abort, g, render_template, request
from jinja2 import DictLoader

PAGE_SIZE = 20
SCHEMA = """
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, slug TEXT NOT NULL UNIQUE);
CREATE TABLE books (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, slug TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL REFERENCES authors (slug),
    year INTEGER NOT NULL, isbn TEXT UNIQUE, summary TEXT NOT NULL,
    available BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE INDEX books_title_id ON books (title, id);
"""
BOOKS = "SELECT books.*, authors.name FROM books JOIN authors ON authors.slug = books.author"
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
<p class="total">{{ total }} book{{ "" if total == 1 else "s" }}</p>
<ol class="books">
  {% for book in books %}
  <li>
    <a href="{{ url_for('detail', slug=book.slug) }}">{{ book.title }}</a>
    <span class="author">{{ book.name }}</span>
    <span class="year">{{ book.year|dated }}</span>
  </li>
  {% endfor %}
</ol>
<nav class="pages">
  {% if page > 1 %}
  <a rel="prev" href="{{ url_for('catalogue', page=page - 1) }}">Previous page</a>
  {% endif %}
  {% if page < last %}
  <a rel="next" href="{{ url_for('catalogue', page=page + 1) }}">Next page</a>
  {% endif %}
</nav>
{% endblock %}""",
    "detail.html": """{% extends "base.html" %}
{% block title %}{{ book.title }}{% endblock %}
{% block content %}
<h1>{{ book.title }}</h1>
<p>by <a href="{{ url_for('catalogue', author=book.author) }}">{{ book.name }}</a>,
{{ book.year|dated }}</p>
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


@app.template_filter()
def dated(year: int) -> str:
    return str(year) if year >= 0 else f"{-year} BC"


def database() -> sqlite3.Connection:
    if "database" not in g:
        g.database = sqlite3.connect(app.config["DATABASE"])
        g.database.row_factory = sqlite3.Row
    return g.database


@app.teardown_appcontext
def close_database(error: BaseException | None) -> None:
    if connection := g.pop("database", None):
        connection.close()


@app.after_request
def add_headers(response: Response) -> Response:
    response.headers["X-Request-ID"] = uuid.uuid4().hex
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@app.get("/", endpoint="home")
@app.get("/books/")
def catalogue() -> str:
    (total,) = database().execute("SELECT count(*) FROM books").fetchone()
    given, last = request.args.get("page", "1"), max(1, math.ceil(total / PAGE_SIZE))
    if not re.fullmatch("[1-9][0-9]{0,8}", given) or int(given) > last:
        abort(404)
    page = int(given)
    limits = (PAGE_SIZE, (page - 1) * PAGE_SIZE)
    books = (
        database().execute(f"{BOOKS} ORDER BY title, books.id LIMIT ? OFFSET ?", limits).fetchall()
    )
    return render_template("list.html", books=books, total=total, page=page, last=last)


@app.get("/books/<slug>/")
def detail(slug: str) -> str:
    book = database().execute(f"{BOOKS} WHERE books.slug = ?", [slug]).fetchone()
    return render_template("detail.html", book=book or abort(404))


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
    with database() as connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO authors (name, slug) VALUES (:name, :slug)", catalogue["authors"]
        )
        connection.executemany(
            "INSERT INTO books (title, slug, author, year, isbn, summary)"
            " VALUES (:title, :slug, :author, :year, :isbn, :summary)",
            catalogue["books"],
        )
