"""The lists of Flask-Admin: their parameters and their rows."""

from __future__ import annotations

import lxml.html

from shared_tests.harness.browser import Browser, Response, html

COLUMNS = {"title": 0, "year": 2}


def parameters(
    *,
    q: str = "",
    author: str = "",
    available: bool | None = None,
    sort: str = "",
) -> dict[str, str | int]:
    """The parameters of the list of books for a search, filters and an order."""
    query: dict[str, str | int] = {}
    if q:
        query["search"] = q
    if author:
        query["flt0_author_slug_equals"] = author
    if available is not None:
        query["flt1_available_equals"] = int(available)
    if sort:
        query |= {"sort": COLUMNS[sort.removeprefix("-")]} | (
            {"desc": 1} if sort.startswith("-") else {}
        )
    return query


def rows(page: Response) -> list[lxml.html.HtmlElement]:
    return html(page).xpath(
        "//table[contains(@class, 'model-list')]//tr[td[contains(@class, 'col-')]]"
    )


def cell(row: lxml.html.HtmlElement, column: str) -> str:
    return row.xpath(f"string(td[@class='col-{column}'])").strip()


def id_of(row: lxml.html.HtmlElement) -> str:
    """Taken from the link to the row's history, which every role sees."""
    return row.xpath("substring-after(.//a[contains(@href, '/history/')]/@href, 'id=')")


def find(browser: Browser, kind: str, key: str) -> tuple[Response, lxml.html.HtmlElement | None]:
    """The list with the record of this slug or user name, and its row. Turns the pages until it
    finds the row."""
    column, page = ("username" if kind == "user" else "slug"), 0
    # Books are searched by title and author.
    search = browser.get(f"/api/books/{key}/").json()["title"] if kind == "book" else key
    while shown := rows(listed := browser.get(f"/admin/{kind}/", search=search, page=page)):
        for row in shown:
            if cell(row, column) == key:
                return listed, row
        page += 1
    return listed, None


def row_of(browser: Browser, kind: str, key: str) -> lxml.html.HtmlElement:
    _, row = find(browser, kind, key)
    assert row is not None, f"no {kind} {key!r} in the admin"
    return row
