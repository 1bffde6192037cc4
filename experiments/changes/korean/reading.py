"""Browsers with a preferred language, and the language of a page."""

from __future__ import annotations

import re

from shared_tests.harness.browser import Browser, Response, html, text

HANGUL = re.compile("[가-힣]")


def preferring(browser: Browser, languages: str) -> Browser:
    """The browser, with this Accept-Language from now on."""
    browser.http.headers["Accept-Language"] = languages
    return browser


def language(page: Response) -> str:
    """The language of the document, which the header must match."""
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
