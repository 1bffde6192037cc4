"""The baseline's SQL, through the driver, on one connection that stays open."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from typing import Any

BOOK = (
    "b.title, b.slug, a.name, a.slug, b.year, b.isbn, b.summary, b.available, b.version, "
    "b.created_at, b.updated_at"
)
JOINED = f"SELECT {BOOK}, b.id FROM books b JOIN authors a ON a.id = b.author_id"
SESSION = """
    SELECT u.username, u.role, u.active, s.created_at, s.seen_at
    FROM sign_ins s JOIN users u ON u.id = s.user_id WHERE s.token_hash = ?
"""
NAMES = "title, slug, author_id, year, isbn, summary, available, version, created_at, updated_at"
ADD = f"INSERT INTO books ({NAMES}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
Row = tuple[Any, ...]


def connect() -> sqlite3.Connection:
    """With the PRAGMAs of the Flask side."""
    connection = sqlite3.connect(os.environ["BOOKSHELF_DATABASE_URL"].removeprefix("sqlite:///"))
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


db = connect()


def stored(moment: datetime) -> str:
    """A time as SQLAlchemy stores it; in this format, text order is time order."""
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f")


def now() -> str:
    return stored(datetime.now(UTC))


def total() -> int:
    """The number of books, up to 1,001."""
    return db.execute("SELECT count(*) FROM (SELECT id FROM books LIMIT 1001)").fetchone()[0]


def books(limit: int) -> list[Row]:
    return db.execute(f"{JOINED} ORDER BY b.title, b.id LIMIT ? OFFSET 0", (limit,)).fetchall()


def book(slug: str) -> Row | None:
    return db.execute(f"{JOINED} WHERE b.slug = ? LIMIT 1", (slug,)).fetchone()


def session(token_hash: str) -> Row | None:
    return db.execute(SESSION, (token_hash,)).fetchone()


def user(username: str) -> Row | None:
    return db.execute(
        "SELECT id, password_hash, active FROM users WHERE username = ?", (username,)
    ).fetchone()


def begin_session(token_hash: str, user_id: int, idle_since: str) -> None:
    """Store the session, and delete idle ones."""
    moment = now()
    db.execute("DELETE FROM sign_ins WHERE seen_at < ?", (idle_since,))
    db.execute("INSERT INTO sign_ins VALUES (?, ?, ?, ?)", (token_hash, user_id, moment, moment))
    db.commit()


def author(slug: str) -> Row | None:
    return db.execute("SELECT id, name FROM authors WHERE slug = ?", (slug,)).fetchone()


def add(
    title: str,
    slug: str,
    author_id: int,
    year: int,
    isbn: str | None,
    summary: str,
    available: bool,
) -> str:
    """Store a book; return the time. Raises sqlite3.IntegrityError for a duplicate slug."""
    moment = now()
    db.execute(ADD, (title, slug, author_id, year, isbn, summary, available, 1, moment, moment))
    db.commit()
    return moment
