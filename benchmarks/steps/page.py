"""The catalogue's page without any framework: two statements of SQL and f-strings."""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Iterable
from html import escape

SORTS = {"title": "Title", "-title": "Title, backwards", "year": "Year, oldest first", "-year": "Year, newest first"}
Row = tuple[str, str, str, int, bool]
"""Title, slug, the author's name, year, whether it is on its shelf."""


@functools.cache
def connection() -> sqlite3.Connection:
    """One for the process, as a pool would keep it."""
    file = os.environ["BOOKSHELF_DATABASE_URL"].removeprefix("sqlite:///")
    return sqlite3.connect(file, isolation_level=None, check_same_thread=False)


def query(books: str, authors: str) -> tuple[int, list[Row]]:
    """How many books there are, counted up to 1,001, and the first twenty."""
    ask = connection().execute
    (count,) = ask(f"SELECT count(*) FROM (SELECT id FROM {books} LIMIT 1001)").fetchone()
    rows = ask(
        f"SELECT b.title, b.slug, a.name, b.year, b.available FROM {books} AS b "
        f"JOIN {authors} AS a ON a.id = b.author_id ORDER BY b.title, b.id LIMIT 20 OFFSET 0"
    ).fetchall()
    return count, rows


def item(title: str, slug: str, author: str, year: int, available: bool) -> str:
    return f"""
  <li{"" if available else ' class="lent"'}>
    <a href="/books/{escape(slug)}/">{escape(title)}</a>
    <span class="author">{escape(author)}</span>
    <span class="year">{year if year >= 0 else f"{-year} BC"}</span>
  </li>"""


def page(count: int, rows: Iterable[Row], next_url: str = "/books/?page=2") -> str:
    """The page of an anonymous visitor, as both projects' templates draw it, white space aside."""
    sorts = "".join(f'\n      <option value="{value}">{escape(label)}</option>' for value, label in SORTS.items())
    total = f"{count} books" if count <= 1000 else "more than 1,000 books"
    return f"""<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>Catalogue – Bookshelf</title>
  <link rel="stylesheet" href="/static/bookshelf.css">
  <link rel="icon" href="data:,">
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  <header>
    <a class="brand" href="/">Bookshelf</a>
    <nav aria-label="Site">
      <a href="/books/">Catalogue</a>
      <a href="/login/">Sign in</a>
    </nav>
  </header>
  <main id="main">
<h1>Catalogue</h1>
<form class="search" method="get" action="/books/" role="search">
  <label>Search <input type="search" name="q" value="" maxlength="200"></label>
  <label>Sort by
    <select name="sort">{sorts}
    </select>
  </label>
  <button>Show</button>
</form>
<p class="total">{total}</p>
<ol class="books">{"".join(item(*row) for row in rows)}
</ol>
<nav class="pages" aria-label="Pages">
  <a rel="next" href="{escape(next_url)}">Next page</a>
</nav>
  </main>
</body>
</html>"""
