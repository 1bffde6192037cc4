"""A body that ends before its declared length is refused, and nothing of it is stored."""

from __future__ import annotations

import json
from urllib.parse import urlencode, urlsplit

import pytest

from shared_tests.harness.browser import Browser
from shared_tests.harness.raw import exchange, lines

# A proxy passes nothing on, and has nobody to respond to: status 0.
CUT_SHORT = (400, 0)


@pytest.fixture
def host(base_url: str) -> str:
    return f"Host: {urlsplit(base_url).netloc}"


def test_a_form_that_ends_before_its_length_is_refused(base_url: str, host: str):
    body = urlencode({"username": "reader", "password": "wrong"}).encode()
    form = "Content-Type: application/x-www-form-urlencoded"
    length = f"Content-Length: {len(body) + 1}"
    request = lines("POST /login/ HTTP/1.1", host, form, length, body=body)
    assert exchange(base_url, request).status in CUT_SHORT


def test_json_that_ends_before_its_length_is_not_stored(
    base_url: str, host: str, editor: Browser, anonymous: Browser, new_slug
):
    slug = new_slug()
    book = {"title": "Cut short", "slug": slug, "author": "jane-austen", "year": 1813}
    body = json.dumps(book).encode()
    head = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body) + 1),
        "X-CSRFToken": editor.token(),
        "Origin": editor.base_url,
        "Cookie": "; ".join(f"{name}={value}" for name, value in editor.http.cookies.items()),
    }
    sent = [f"{name}: {value}" for name, value in head.items()]
    request = lines("POST /api/books/ HTTP/1.1", host, *sent, body=body)
    assert exchange(base_url, request).status in CUT_SHORT
    assert anonymous.get(f"/api/books/{slug}/").status_code == 404
