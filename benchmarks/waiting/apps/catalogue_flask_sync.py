"""Two queries of Flask's side through Flask-SQLAlchemy: the first page of the catalogue, and how
many books there are; one after the other, and at once in a pool of threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from flask_impl.books.search import PAGE_SIZE, Search, books_of, count
from flask_impl.core import config
from flask_impl.core.extensions import db

pool = ThreadPoolExecutor(max_workers=80)
app = Flask(__name__)
app.config.from_mapping(config.from_environment())
db.init_app(app)
books, _ = books_of(Search("", "", None))


def titles() -> list[str]:
    return [
        f"{book.title}, {book.author.name}" for book in db.session.scalars(books.limit(PAGE_SIZE))
    ]


def total() -> int:
    return count(books)


@app.get("/after")
def after() -> dict[str, Any]:
    return {"titles": titles(), "total": total()}


def in_context(query: Callable[[], Any]) -> Any:
    with app.app_context():
        return query()


@app.get("/at-once")
def at_once() -> dict[str, Any]:
    return dict(zip(("titles", "total"), pool.map(in_context, (titles, total)), strict=True))
