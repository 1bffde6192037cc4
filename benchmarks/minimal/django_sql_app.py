"""Bookshelf in one file with Django, without its ORM: the catalogue, a page for each book, its own
404 and /healthz, from SQLite."""

import json
import math
import os
import re
import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

DATABASE = os.environ.get("BOOKSHELF_DATABASE", "bookshelf.sqlite3")
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
PAGES = {
    "base.html": """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %} – Bookshelf</title></head>
<body><main>{% block content %}{% endblock %}</main></body>
</html>""",
    "list.html": """{% extends "base.html" %}
{% block title %}Catalogue{% endblock %}
{% block content %}
<h1>Catalogue</h1>
<p class="total">{{ total }} book{{ total|pluralize }}</p>
<ol class="books">
  {% for book in books %}
  <li>
    <a href="{% url 'detail' book.slug %}">{{ book.title }}</a>
    <span class="author">{{ book.name }}</span>
    <span class="year">{{ book.dated }}</span>
  </li>
  {% endfor %}
</ol>
<nav class="pages">
  {% if previous %}
  <a rel="prev" href="{% url 'catalogue' %}?page={{ previous }}">Previous page</a>
  {% endif %}
  {% if next %}
  <a rel="next" href="{% url 'catalogue' %}?page={{ next }}">Next page</a>
  {% endif %}
</nav>
{% endblock %}""",
    "detail.html": """{% extends "base.html" %}
{% block title %}{{ book.title }}{% endblock %}
{% block content %}
<h1>{{ book.title }}</h1>
<p>by <a href="{% url 'catalogue' %}?author={{ book.author }}">{{ book.name }}</a>,
{{ book.dated }}</p>
<p class="summary">{{ book.summary }}</p>
<dl>
  {% if book.isbn %}<dt>ISBN</dt><dd>{{ book.isbn }}</dd>{% endif %}
  <dt>Shelf</dt><dd class="availability">{{ book.available|yesno:"available,not available" }}</dd>
</dl>
{% endblock %}""",
    "404.html": """{% extends "base.html" %}
{% block title %}Not Found{% endblock %}
{% block content %}
<h1>Not Found</h1>
<p>This page is not on our shelves.</p>
<p><a href="{% url 'home' %}">Back to the catalogue</a></p>
{% endblock %}""",
}

settings.configure(
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    MIDDLEWARE=[
        f"{__name__}.add_request_id",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", PAGES)]},
        }
    ],
    USE_I18N=False,
)


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def shown(row: sqlite3.Row) -> dict[str, Any]:
    year = row["year"]
    return dict(row) | {"dated": str(year) if year >= 0 else f"{-year} BC"}


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    given = request.GET.get("page", "1")
    with database() as connection:
        (total,) = connection.execute("SELECT count(*) FROM books").fetchone()
        last = max(1, math.ceil(total / PAGE_SIZE))
        if not re.fullmatch("[1-9][0-9]{0,8}", given) or int(given) > last:
            raise Http404
        page = int(given)
        limits = (PAGE_SIZE, (page - 1) * PAGE_SIZE)
        rows = connection.execute(f"{BOOKS} ORDER BY title, books.id LIMIT ? OFFSET ?", limits)
        books = [shown(row) for row in rows]
    neighbours = {"previous": page - 1, "next": page + 1 if page < last else 0}
    return render(request, "list.html", {"books": books, "total": total} | neighbours)


@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    with database() as connection:
        book = connection.execute(f"{BOOKS} WHERE books.slug = ?", [slug]).fetchone()
    if book is None:
        raise Http404
    return render(request, "detail.html", {"book": shown(book)})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


def add_request_id(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["X-Request-ID"] = uuid.uuid4().hex
        return response

    return middleware


urlpatterns = [
    path("", catalogue, name="home"),
    path("books/", catalogue, name="catalogue"),
    path("books/<str:slug>/", detail, name="detail"),
    path("healthz", healthz),
]
application = get_wsgi_application()


def load(file: Path) -> None:
    """Create the tables and fill them with the catalogue of a JSON file."""
    catalogue: dict[str, list[dict[str, Any]]] = json.loads(file.read_text(encoding="utf-8"))
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO authors (name, slug) VALUES (:name, :slug)", catalogue["authors"]
        )
        connection.executemany(
            "INSERT INTO books (title, slug, author, year, isbn, summary)"
            " VALUES (:title, :slug, :author, :year, :isbn, :summary)",
            catalogue["books"],
        )


if __name__ == "__main__":
    load(Path(sys.argv[1]))
