"""The baseline's pages: the output of both sides' templates, from rows."""

from __future__ import annotations

from html import escape

from benchmarks.requests.baseline import database
from benchmarks.requests.baseline.base import page
from benchmarks.requests.baseline.database import Row
from benchmarks.requests.baseline.sessions import SimulatedUser

PAGE_SIZE = 20
SORTS = {
    "title": "Title",
    "-title": "Title, backwards",
    "year": "Year, oldest first",
    "-year": "Year, newest first",
}


def dated(year: int) -> str:
    return str(year) if year >= 0 else f"{-year} BC"


def in_words(total: int) -> str:
    if total > 1000:
        return "more than 1,000 books"
    return {0: "no books", 1: "1 book"}.get(total, f"{total} books")


def option(value: str, label: str) -> str:
    return f"""

      <option value="{escape(value)}">{escape(label)}</option>
      """


def entry(row: Row) -> str:
    return f"""

  <li{"" if row[7] else ' class="lent"'}>
    <a href="/books/{escape(row[1])}/">{escape(row[0])}</a>
    <span class="author">{escape(row[2])}</span>
    <span class="year">{dated(row[4])}</span>
  </li>
  """


def catalogue(client: SimulatedUser) -> str:
    """The first page of all books."""
    total, rows = database.total(), database.books(PAGE_SIZE)
    following = '<a rel="next" href="/books/?page=2">Next page</a>' if total > PAGE_SIZE else ""
    content = f"""
<h1>Catalogue</h1>
<form class="search" method="get" action="/books/" role="search">

  <label>Search <input type="search" name="q" value="" maxlength="200"></label>
  <label>Sort by
    <select name="sort">{"".join([option(*one) for one in SORTS.items()])}
    </select>
  </label>
  <button>Show</button>
</form>
<p class="total">{in_words(total)}</p>
<ol class="books">{"".join([entry(row) for row in rows])}
</ol>
<nav class="pages" aria-label="Pages">

  {following}
</nav>
"""
    return page("Catalogue", content, client)


def book(row: Row, client: SimulatedUser) -> str:
    title, _, author, slug, year, isbn, summary, available = escaped(row[:8])
    content = f"""
<article>
  <h1>{title}</h1>
  <p>by <a href="/books/?author={slug}">{author}</a></p>
  {f'<p class="summary">{summary}</p>' if summary else ""}
  <dl>
    <dt>Year</dt><dd>{dated(year)}</dd>
    {f"<dt>ISBN</dt><dd>{isbn}</dd>" if isbn else ""}
    <dt>Shelf</dt><dd class="availability">{"available" if available else "not available"}</dd>
  </dl>
</article>
"""
    return page(title, content, client)


def escaped(row: Row) -> Row:
    return tuple([escape(value) if isinstance(value, str) else value for value in row])
