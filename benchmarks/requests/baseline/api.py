"""The baseline's JSON: the list of books, and a new one."""

from __future__ import annotations

import base64
import hmac
import json
import re
from typing import Any

from benchmarks.requests.baseline import database
from benchmarks.requests.baseline.database import Row
from benchmarks.requests.baseline.pages import PAGE_SIZE
from benchmarks.requests.baseline.sessions import SECRET

TEXTS = {"title": 200, "slug": 200, "summary": 2000}
LENIENT = {"isbn": None, "summary": "", "available": True}


def dumped(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def moment(stored: str) -> str:
    return f"{stored.replace(' ', 'T')}+00:00"


def as_json(row: Row) -> dict[str, Any]:
    (
        title,
        slug,
        author,
        author_slug,
        year,
        isbn,
        summary,
        available,
        version,
        created,
        updated,
        _,
    ) = row
    return {
        "author": {"name": author, "slug": author_slug},
        "available": bool(available),
        "created_at": moment(created),
        "isbn": isbn,
        "slug": slug,
        "summary": summary,
        "title": title,
        "updated_at": moment(updated),
        "version": version,
        "year": year,
    }


def cursor(row: Row) -> str:
    """Signed, because the client sends it back."""
    position = base64.urlsafe_b64encode(dumped(["title", row[0], row[11]])).rstrip(b"=").decode()
    mark = (
        base64.urlsafe_b64encode(hmac.digest(SECRET, position.encode(), "sha256"))
        .rstrip(b"=")
        .decode()
    )
    return f"{position}.{mark}"


def books() -> bytes:
    """The first 20, and the link to the next ones."""
    rows = database.books(PAGE_SIZE + 1)
    following = (
        f"/api/books/?cursor={cursor(rows[PAGE_SIZE - 1])}" if len(rows) > PAGE_SIZE else None
    )
    return dumped({"next": following, "results": [as_json(row) for row in rows[:PAGE_SIZE]]})


def is_book(sent: Any) -> bool:
    """Whether all fields have valid types and values, and none is unknown."""
    if not isinstance(sent, dict) or not {"title", "slug", "author", "year"} <= sent.keys() <= set(
        FIELDS
    ):
        return False
    texts = all(
        isinstance(sent.get(name, ""), str) and len(sent.get(name, "")) <= TEXTS[name]
        for name in TEXTS
    )
    isbn, year = sent.get("isbn"), sent["year"]
    return bool(
        texts
        and sent["title"].strip()
        and re.fullmatch("[-a-zA-Z0-9_]+", sent["slug"])
        and isinstance(sent["author"], str)
        and type(year) is int
        and -3000 <= year <= 2100
        and (isbn is None or (isinstance(isbn, str) and re.fullmatch("[0-9]{13}", isbn)))
        and isinstance(sent.get("available", True), bool)
    )


FIELDS = ("title", "slug", "author", "year", *LENIENT)


def create(body: bytes) -> bytes | None:
    """Store a book and return it; None if it is invalid."""
    sent = json.loads(body)
    author = database.author(sent["author"]) if is_book(sent) else None
    if author is None:
        return None
    sent = LENIENT | sent
    optional = (sent["isbn"], sent["summary"], sent["available"])
    stored = database.add(sent["title"].strip(), sent["slug"], author[0], sent["year"], *optional)
    row = (
        sent["title"].strip(),
        sent["slug"],
        author[1],
        sent["author"],
        sent["year"],
        *optional,
        1,
        stored,
        stored,
        0,
    )
    return dumped(as_json(row))
