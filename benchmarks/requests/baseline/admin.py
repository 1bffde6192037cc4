"""The baseline's list of books in an admin, whose HTML is each side's own.

It asks for the rows of one page, and for no count, as Flask's list does. It draws the columns that
both sides' lists show (title, author, year, available, slug) with a link and a box to tick in each
row, and puts the rows into a frame that is one constant text: as long as makes the page as long as
the shorter of both sides' (and as many rows as the side has that shows fewer). So it leaves out the
filters, the actions, the search and all else that both draw around the rows, and is a baseline of
the rows and of the bytes, not of an admin.
"""

from __future__ import annotations

import os
from html import escape

from benchmarks.requests.baseline import database
from benchmarks.requests.baseline.database import Row
from benchmarks.requests.baseline.pages import dated

ROWS = int(os.environ.get("BASELINE_ADMIN_ROWS", "20"))
BYTES = int(os.environ.get("BASELINE_ADMIN_BYTES", "0"))
FRAME = "<!-- what each side draws around its rows -->\n" * (BYTES // 46 + 1)
INDEX = '<a href="/admin/book/">Books</a>'


def entry(row: Row) -> str:
    title, slug, author, _, year, _, _, available = row[:8]
    link = f'<a href="/admin/book/edit/?id={row[11]}">{escape(title)}</a>'
    return f"""<tr><td><input type="checkbox" name="rowid" value="{row[11]}"></td>\
<td class="col-title">{link}</td><td>{escape(author)}</td><td>{dated(year)}</td>\
<td>{"yes" if available else "no"}</td><td>{escape(slug)}</td></tr>
"""


def books() -> bytes:
    """A page of the recorded length."""
    shown = "".join([entry(row) for row in database.books(ROWS)])
    body = f"<table>\n{shown}</table>\n".encode()
    return FRAME.encode()[: max(0, BYTES - len(body))] + body
