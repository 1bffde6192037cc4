"""The lists of Django's admin: their addresses, their order, and the links of their rows."""

from __future__ import annotations

from shared_tests.harness.browser import Browser, Response, html

BOOKS, AUTHORS, USERS = "/admin/books/book/", "/admin/books/author/", "/admin/accounts/user/"
LISTS = {"book": BOOKS, "author": AUTHORS, "user": USERS}


def rows(page: Response, column: str) -> dict[str, str]:
    """The values of one column of a list, each with the address of the row's link."""
    return {
        row.cssselect(f".field-{column}")[0].text_content(): row.cssselect("th a")[0]
        .get("href")
        .partition("?")[0]
        for row in html(page).cssselect("#result_list tbody tr")
    }


def address(browser: Browser, kind: str, key: str) -> str:
    """Search a list, and take the link of the row with exactly this slug or user name."""
    return rows(browser.get(LISTS[kind], q=key), "username" if kind == "user" else "slug")[key]


def order(browser: Browser, sort: str) -> str:
    """The number by which the head of a column sorts. Users who may not select rows see a column
    less."""
    heads = html(browser.get(BOOKS)).cssselect("#result_list thead th")
    (place,) = [
        index for index, head in enumerate(heads) if f"column-{sort.lstrip('-')}" in head.classes
    ]
    return f"{'-' if sort.startswith('-') else ''}{place}"


def number(link: str) -> str:
    return link.split("/")[-3]
