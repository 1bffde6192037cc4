"""Browsers that prefer a language, and what a page says of its own."""

from __future__ import annotations

import re

from shared_tests.harness.browser import Browser, Response, html, text

HANGUL = re.compile("[가-힣]")


def preferring(browser: Browser, languages: str) -> Browser:
    """The browser, with what it tells of its user's languages from now on."""
    browser.http.headers["Accept-Language"] = languages
    return browser


def language(page: Response) -> str:
    """That of the document, when the header says the same."""
    lang = html(page).get("lang")
    assert page.headers["Content-Language"] == lang
    assert {"Accept-Language", "Cookie"} <= {
        name.strip() for name in page.headers["Vary"].split(",")
    }
    return lang


def is_korean(page: Response) -> bool:
    return language(page) == "ko" and bool(HANGUL.search(text(page)))


def choose(browser: Browser, language: str, next: str = "/books/") -> Response:
    page = browser.get("/language/", next=next)
    return browser.submit(page, "/language/", language=language)
