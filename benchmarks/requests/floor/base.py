"""The frame of the floor's pages, and the part of it that differs for who has signed in."""

from __future__ import annotations

from html import escape

from benchmarks.requests.floor.sessions import Visitor

ANONYMOUS = """

      <a href="/login/">Sign in</a>
      """


def hidden(visitor: Visitor) -> str:
    return f'<input type="hidden" name="csrf_token" value="{visitor.token}">'


def signed_in(visitor: Visitor) -> str:
    return f"""

      {'<a href="/admin/">Admin</a>' if visitor.staff else ""}
      <a href="/account/">{escape(visitor.username)}</a>
      <form method="post" action="/logout/">{hidden(visitor)}<button>Sign out</button></form>
      """


def page(title: str, content: str, visitor: Visitor) -> str:
    """A whole page; ``title`` and ``content`` are HTML already."""
    return f"""<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>{title} – Bookshelf</title>
  <link rel="stylesheet" href="/static/bookshelf.css">
  <link rel="icon" href="data:,">
</head>
<body>
  <a class="skip" href="#main">Skip to the content</a>
  <header>
    <a class="brand" href="/">Bookshelf</a>
    <nav aria-label="Site">
      <a href="/books/">Catalogue</a>
      {signed_in(visitor) if visitor.username else ANONYMOUS}

    </nav>
  </header>
  <main id="main">
    {content}
  </main>
</body>
</html>"""
