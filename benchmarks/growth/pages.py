"""The requested pages, and their expected contents."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial

from benchmarks.growth.content import AUTHOR, COMMON, COUNTED, NOWHERE, RARE, matches, of_the_author
from shared_tests.drivers.admin import AdminDriver
from shared_tests.drivers.admin_django import DjangoAdmin
from shared_tests.drivers.admin_flask import FlaskAdmin
from shared_tests.harness.browser import Browser, html

ADMINS: dict[str, AdminDriver] = {"flask": FlaskAdmin(), "django": DjangoAdmin()}
EXPORTS = {"flask": "/admin/book/export/csv/", "django": "/admin/books/book/export/"}
WORDS = {"common": COMMON, "rare": RARE, "nowhere": NOWHERE}
ROWS = 20  # the minimum on a page, if there are so many

Shown = tuple[int, str]


def listed(browser: Browser, **params: str) -> Shown:
    """The number of books that the catalogue shows, and its sentence with the total."""
    page = html(browser.get("/books/", **params))
    return len(page.cssselect("ol.books > li")), page.cssselect("p.total")[0].text_content()


def managed(side: str, browser: Browser, word: str = "") -> Shown:
    return len(ADMINS[side].titles(browser, q=word)), ""


def api(browser: Browser) -> Shown:
    return len(browser.get("/api/books/").json()["results"]), ""


def export(side: str, browser: Browser) -> Shown:
    return sum(1 for _ in csv.DictReader(io.StringIO(browser.get(EXPORTS[side]).text))), ""


def pages(side: str, browser: Browser) -> dict[str, Callable[[], Shown]]:
    """Each page: the number of books that it shows, and the total that it reports."""
    return {
        "catalogue": partial(listed, browser),
        **{f"search, {kind}": partial(listed, browser, q=word) for kind, word in WORDS.items()},
        "author": partial(listed, browser, author=AUTHOR),
        "API": partial(api, browser),
        "admin list": partial(managed, side, browser),
        **{
            f"admin search, {kind}": partial(managed, side, browser, word)
            for kind, word in WORDS.items()
        },
        "export": partial(export, side, browser),
    }


def mistake(page: str, size: int, response: dict) -> str:
    """The error in a response, if there is one."""
    there = expected(page, size)
    if response["total"] not in ("", in_words(there)):
        return f"says {response['total']!r} instead of {in_words(there)!r}"
    right = (
        response["shown"] == there
        if page == "export" or there < ROWS
        else response["shown"] >= ROWS
    )
    return "" if right else f"shows {response['shown']} books instead of {there}"


def expected(page: str, size: int) -> int:
    """The total of the page, counted up to the applications' cap."""
    if page == "author":
        return of_the_author(size)
    word = WORDS.get(page.rpartition(", ")[2])
    return matches(word, size) if word else size


def in_words(there: int) -> str:
    if there > COUNTED:
        return f"more than {COUNTED:,} books"
    return {0: "no books"}.get(there, f"{there} books")
