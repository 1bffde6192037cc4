"""A supplier that signs its deliveries, and the state of a book."""

from __future__ import annotations

import hashlib
import hmac
import json

from shared_tests.harness.browser import Browser, Response

HOOK = "/hooks/availability/"
SECRET = "shared with the supplier alone, forty characters"
PROBLEM = "application/problem+json"


def signature(body: bytes, secret: str = SECRET) -> str:
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def post(supplier: Browser, body: bytes, **headers: str | bytes) -> Response:
    """Send a body with a valid signature, unless ``headers`` override it (``X_Signature``,
    ``Content_Type``)."""
    sent: dict[str, str | bytes] = {
        "X-Signature": signature(body),
        "Content-Type": "application/json",
    }
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    return supplier.request("POST", HOOK, content=body, headers=sent)


def deliver(supplier: Browser, delivery: str, isbn: str, available: bool) -> Response:
    return post(
        supplier, json.dumps({"id": delivery, "isbn": isbn, "available": available}).encode()
    )


def state(browser: Browser, slug: str) -> tuple[bool, int]:
    """Whether the book is available, and its version."""
    book = browser.get(f"/api/books/{slug}/").json()
    return book["available"], book["version"]
