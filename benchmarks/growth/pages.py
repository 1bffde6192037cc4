"""The pages that are asked for, and what a right answer shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial

from benchmarks.growth.content import COMMON, COUNTED, NOWHERE, RARE, matches
from shared_tests.admin_django import DjangoAdmin
from shared_tests.admin_driver import AdminDriver
from shared_tests.admin_flask import FlaskAdmin
from shared_tests.browser import Browser, html

ADMINS: dict[str, AdminDriver] = {"flask": FlaskAdmin(), "django": DjangoAdmin()}
EXPORTS = {"flask": "/admin/book/export/csv/", "django": "/admin/books/book/export/"}
WORDS = {"common": COMMON, "rare": RARE, "nowhere": NOWHERE}
AUTHOR = "jane-austen"
KNOWN = 257  # the books of the demo catalogue, whose titles and authors hold none of the words
ROWS = 20  # that a page shows at least, where there are so many

Shown = tuple[int, str]


def listed(browser: Browser, **params: str) -> Shown:
    """How many books the catalogue shows, and the sentence that says how many there are."""
    page = html(browser.get("/books/", **params))
    return len(page.cssselect("ol.books > li")), page.cssselect("p.total")[0].text_content()


def managed(side: str, browser: Browser, word: str = "") -> Shown:
    return len(ADMINS[side].titles(browser, q=word)), ""


def api(browser: Browser) -> Shown:
    return len(browser.get("/api/books/").json()["results"]), ""


def export(side: str, browser: Browser) -> Shown:
    return sum(1 for _ in csv.DictReader(io.StringIO(browser.get(EXPORTS[side]).text))), ""


def pages(side: str, browser: Browser) -> dict[str, Callable[[], Shown]]:
    """Each page: how many books it shows, and of how many as it says."""
    return {
        "catalogue": partial(listed, browser),
        **{f"search, {kind}": partial(listed, browser, q=word) for kind, word in WORDS.items()},
        "author": partial(listed, browser, author=AUTHOR),
        "API": partial(api, browser),
        "admin list": partial(managed, side, browser),
        **{f"admin search, {kind}": partial(managed, side, browser, word) for kind, word in WORDS.items()},
        "export": partial(export, side, browser),
    }


def mistake(page: str, size: int, answer: dict) -> str:
    """What is wrong with an answer, if anything is."""
    word = WORDS.get(page.rpartition(", ")[2])
    there = matches(word, size, KNOWN) if word else size
    if page == "export":
        return "" if answer["shown"] == size else f"has {answer['shown']:,} lines"
    if page != "author" and answer["total"] not in ("", in_words(there)):
        return f"says {answer['total']!r} instead of {in_words(there)!r}"
    enough = answer["shown"] >= ROWS if there >= ROWS or page == "author" else answer["shown"] == there
    return "" if enough else f"shows {answer['shown']} books"


def in_words(there: int) -> str:
    if there > COUNTED:
        return f"more than {COUNTED:,} books"
    return {0: "no books"}.get(there, f"{there} books")
