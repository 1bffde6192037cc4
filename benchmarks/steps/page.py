"""The catalogue's page of the steps without templates: the baseline's f-strings, with other
rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.requests.baseline import base, database, pages
from benchmarks.requests.baseline.database import Row
from benchmarks.requests.baseline.sessions import SimulatedUser

SECOND_PAGE = "/books/?page=2"


def row(book: Any) -> Row:
    """The shown values of a model of either side, in the order of the baseline's rows."""
    return (book.title, book.slug, book.author.name, None, book.year, None, None, book.available)


def page(total: int, rows: Iterable[Row], next_url: str = SECOND_PAGE) -> str:
    """As the baseline renders it for an anonymous client."""
    options = "".join([pages.option(*one) for one in pages.SORTS.items()])
    entries = "".join([pages.entry(one) for one in rows])
    content = f"""
<h1>Catalogue</h1>
<form class="search" method="get" action="/books/" role="search">

  <label>Search <input type="search" name="q" value="" maxlength="200"></label>
  <label>Sort by
    <select name="sort">{options}
    </select>
  </label>
  <button>Show</button>
</form>
<p class="total">{pages.in_words(total)}</p>
<ol class="books">{entries}
</ol>
<nav class="pages" aria-label="Pages">

  <a rel="next" href="{next_url}">Next page</a>
</nav>
"""
    return base.page("Catalogue", content, SimulatedUser(""))


def by_sql() -> str:
    """From the baseline's statements, which use Flask's tables."""
    return page(database.total(), database.books(pages.PAGE_SIZE))
