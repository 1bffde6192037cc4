"""The baseline as a WSGI callable: ``benchmarks.requests.baseline.wsgi:application``."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from hmac import compare_digest
from json import loads
from typing import Any
from urllib.parse import parse_qs

from benchmarks.requests.baseline import accounts, admin, api, database, pages
from benchmarks.requests.baseline.sessions import NOBODY, SimulatedUser, client, sign_in

HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; base-uri "
        "'none'; "
        "form-action 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "DENY"),
]
HOSTS = {"localhost", "127.0.0.1", "[::1]"}
COOKIE = "session={}; HttpOnly; Path=/; SameSite=Lax"
Reply = tuple[str, bytes, list[tuple[str, str]]]
"""Status, body and additional headers."""
MISDIRECTED: Reply = ("400 Bad Request", b"", [])
REFUSED: Reply = ("403 Forbidden", b"", [])


def json(body: bytes, status: str = "200 OK", *headers: tuple[str, str]) -> Reply:
    return status, body, [("Content-Type", "application/json"), *headers]


def html(body: str | bytes, *headers: tuple[str, str]) -> Reply:
    encoded = body if isinstance(body, bytes) else body.encode()
    return (
        "200 OK",
        encoded,
        [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Cookie"), *headers],
    )


def get(path: str, who: SimulatedUser) -> Reply:
    if path == "/":
        return html(pages.catalogue(who))
    if path == "/api/books/":
        return json(api.books())
    if path == "/login/":
        fresh = SimulatedUser(NOBODY + secrets.token_urlsafe(32))
        return html(accounts.login(fresh), ("Set-Cookie", COOKIE.format(fresh.cookie)))
    if path.startswith("/books/") and (row := database.book(path[7:-1])):
        return html(pages.book(row, who))
    return signed_in(path, who) if who.username else REFUSED


def signed_in(path: str, who: SimulatedUser) -> Reply:
    if path == "/account/":
        return html(accounts.account(who))
    if path == "/api/me/":
        return json(api.dumped({"csrf_token": who.token}))
    if path in ("/admin/", "/admin/book/") and who.staff:
        return html(admin.books() if path == "/admin/book/" else admin.INDEX)
    return REFUSED


def post(path: str, who: SimulatedUser, body: bytes, environ: dict[str, Any]) -> Reply:
    if path == "/login/":
        sent = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        cookie = None
        if compare_digest(sent["csrf_token"], who.token):
            cookie = sign_in(sent["username"], sent["password"])
        moved = [
            ("Location", "/account/"),
            ("Vary", "Cookie"),
            ("Cache-Control", "private, no-store"),
        ]
        return (
            ("302 Found", b"", [*moved, ("Set-Cookie", COOKIE.format(cookie))])
            if cookie
            else REFUSED
        )
    allowed = who.role in ("editor", "manager") and compare_digest(
        environ.get("HTTP_X_CSRFTOKEN", ""), who.token
    )
    made = api.create(body) if allowed and path == "/api/books/" else None
    if not made:
        return REFUSED
    slug = loads(body)["slug"]
    return json(
        made,
        "201 Created",
        ("Location", f"/api/books/{slug}/"),
        ("ETag", '"1"'),
        ("Vary", "Cookie"),
    )


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    host, path = environ["HTTP_HOST"], environ["PATH_INFO"]
    who = client(environ.get("HTTP_COOKIE", ""))
    if host.rpartition(":")[0] not in HOSTS:
        status, body, headers = MISDIRECTED
    elif environ["REQUEST_METHOD"] == "GET":
        status, body, headers = get(path, who)
    elif environ.get("HTTP_ORIGIN") != f"{environ['wsgi.url_scheme']}://{host}":
        status, body, headers = REFUSED
    else:
        status, body, headers = post(
            path, who, environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])), environ
        )
    private = [("Cache-Control", "private, no-store")] if who.username else []
    own = [("Content-Length", str(len(body))), ("X-Request-ID", uuid.uuid4().hex)]
    start_response(status, [*headers, *HEADERS, *private, *own])
    return [body]
