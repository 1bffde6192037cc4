"""The layout of the baseline's pages, and the part of it that differs for a signed-in user."""

from __future__ import annotations

from html import escape

from benchmarks.requests.baseline.sessions import SimulatedUser

ANONYMOUS = """

      <a href="/login/">Sign in</a>
      """


def hidden(client: SimulatedUser) -> str:
    return f'<input type="hidden" name="csrf_token" value="{client.token}">'


def signed_in(client: SimulatedUser) -> str:
    return f"""

      {'<a href="/admin/">Admin</a>' if client.staff else ""}
      <a href="/account/">{escape(client.username)}</a>
      <form method="post" action="/logout/">{hidden(client)}<button>Sign out</button></form>
      """


def page(title: str, content: str, client: SimulatedUser) -> str:
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
      {signed_in(client) if client.username else ANONYMOUS}

    </nav>
  </header>
  <main id="main">
    {content}
  </main>
</body>
</html>"""
