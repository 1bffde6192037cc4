"""Shared by the cases of the API: the ways to write a book, and how to read a problem document."""

from __future__ import annotations

from typing import Any

from shared_tests.harness.browser import Browser, Response
from shared_tests.harness.invariants import PROBLEM

BOOK = {"title": "A new book", "author": "jane-austen", "year": 1813}


def problem(response: Response) -> dict[str, Any]:
    """The problem document; ``invariants`` has checked its keys."""
    assert response.headers["Content-Type"] == PROBLEM
    return response.json()


def status(response: Response) -> int:
    """The status of a response that must be a problem document."""
    return problem(response)["status"]


def create(browser: Browser, **fields: object) -> Response:
    body = {name: value for name, value in (BOOK | fields).items() if value is not None}
    return browser.api("POST", "/api/books/", json=body)


def send(browser: Browser, content: bytes, kind: str = "application/json") -> Response:
    headers = {"X-CSRFToken": browser.token(), "Origin": browser.base_url, "Content-Type": kind}
    return browser.request("POST", "/api/books/", content=content, headers=headers)


def patch(browser: Browser, book: dict, *, if_match: str | None = '"1"', **fields: Any) -> Response:
    headers = {} if if_match is None else {"If_Match": if_match}
    return browser.api("PATCH", f"/api/books/{book['slug']}/", json=fields, **headers)
