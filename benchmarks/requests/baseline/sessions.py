"""The client of a request to the baseline, and the check of its form token."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.requests.baseline import database

SECRET = os.environ["BOOKSHELF_SECRET_KEY"].encode()
IDLE, LIFETIME = timedelta(days=14), timedelta(days=90)


NOBODY = "anonymous-"
"""The prefix of the cookie of a client that has a form and is not signed in; it is not looked
up."""


@dataclass
class SimulatedUser:
    """The client of a cookie; ``username`` is empty for an anonymous one."""

    cookie: str
    username: str = ""
    role: str = ""

    @property
    def staff(self) -> bool:
        return self.role in ("viewer", "editor", "manager")

    @property
    def token(self) -> str:
        """The token in a form of this client."""
        return hmac.new(SECRET, self.cookie.encode(), "sha256").hexdigest()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def client(cookies: str) -> SimulatedUser:
    """Looked up in the database if there is a session cookie."""
    cookie = cookies.partition("session=")[2].partition(";")[0]
    found = database.session(digest(cookie)) if cookie and not cookie.startswith(NOBODY) else None
    moment = datetime.now(UTC)
    if found is None:
        return SimulatedUser(cookie)
    username, role, active, created, seen = found
    if (
        not active
        or created < database.stored(moment - LIFETIME)
        or seen < database.stored(moment - IDLE)
    ):
        return SimulatedUser(cookie)
    return SimulatedUser(cookie, username, role)


def is_right(password: str, stored: str) -> bool:
    """Whether the password matches a hash in Werkzeug's format."""
    method, salt, expected = stored.split("$")
    iterations = int(method.rpartition(":")[2])
    found = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), iterations)
    return hmac.compare_digest(found.hex(), expected)


def sign_in(username: str, password: str) -> str | None:
    """The cookie of a new session, or None if name or password is wrong."""
    found = database.user(username)
    if found is None or not is_right(password, found[1]) or not found[2]:
        return None
    cookie = secrets.token_urlsafe(32)
    database.begin_session(digest(cookie), found[0], database.stored(datetime.now(UTC) - IDLE))
    return cookie
