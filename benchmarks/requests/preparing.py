"""Prepares each request that is measured, through plain requests of a new client.

Each function takes the client and the password of all users, and gives what makes the request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from itertools import count

from benchmarks.requests.client import Client
from benchmarks.requests.subject import Environ

Maker = Callable[[], Environ]
"""Creates the request again: an application may keep or change the one that it got."""


def again(environ: Environ, body: bytes = b"") -> Maker:
    """The same request each time, with a readable body each time."""
    return lambda: {**environ, "wsgi.input": BytesIO(body)}


def page(path: str, username: str = "") -> Callable[[Client, str], Maker]:
    """A page for a user, or for a user who has signed in and seen it once: the session is not
    written again."""

    def prepare(client: Client, password: str) -> Maker:
        if username:
            client.sign_in(username, password)
            client.get(path)
        return again(client.environ("GET", path))

    return prepare


def book(client: Client, password: str) -> Maker:
    """The first of the catalogue."""
    return again(client.environ("GET", first(r"/books/[\w-]+/", client.get("/").text)))


def sign_in(client: Client, password: str) -> Maker:
    """A user with the form's token and cookies signs in; with the same ones each time, so that
    each is the first."""
    environ = client.signing_in("reader", password)
    return again(environ, environ["wsgi.input"].getvalue())


def admin_list(client: Client, password: str) -> Maker:
    """The first page of the admin's list of books."""
    client.sign_in("manager", password)
    return again(
        client.environ(
            "GET", first(r'(?<=")/admin/(?:books/)?book/(?=")', client.get("/admin/").text)
        )
    )


def create(client: Client, password: str) -> Maker:
    """A new book each time; their slugs have the same length."""
    client.sign_in("editor", password)
    token = json.loads(client.get("/api/me/").body)["csrf_token"]
    author = json.loads(client.get("/api/books/").body)["results"][0]["author"]["slug"]
    fields = {"title": "A book to measure", "slug": "measured-%06d", "author": author, "year": 1999}
    numbers, body = count(1), json.dumps(fields)
    size = len(body % 1)
    headers = {"HTTP_X_CSRFTOKEN": token, "CONTENT_TYPE": "application/json"}
    environ = client.environ("POST", "/api/books/", b" " * size, **headers)
    return lambda: {**environ, "wsgi.input": BytesIO((body % next(numbers)).encode())}


def first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"nothing like {pattern} is shown")
    return found[0]
