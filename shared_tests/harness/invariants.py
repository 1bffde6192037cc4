"""What holds for every response: in time, no unexpected server error, no leak, a charset, a request
id, the security headers."""

from __future__ import annotations

import os
import re
from http import HTTPStatus

import httpx2 as httpx

LEAKS = re.compile(
    r"Traceback \(most recent|File \"/|site-packages|SELECT .{1,200} FROM"
    r"|sqlite3\.|psycopg|[Ww]erkzeug|django\.|sqlalchemy"
)
ATTRIBUTES = r"""(?:\s+[^\s"'<>=]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*?"""
FORBIDDEN = re.compile(
    rf"""<[a-z]+{ATTRIBUTES}\s+(?:on[a-z]+=|href=["']?javascript:)""", re.IGNORECASE
)
"""Inline scripts and styles, which the policy forbids, so that they would not work."""
LONGEST = 2.0  # seconds, on an idle machine, and one more for each megabyte
MEGABYTE = 2**20
AWAY = 5.0  # seconds until the 503 at the latest while the database is away
CORES = os.cpu_count() or 1
TEXT = ("text/", "application/json", "application/problem+json")
PROBLEM = "application/problem+json"
RENAMED = {  # by RFC 9110; each framework knows one of the two names
    413: {"Request Entity Too Large", "Content Too Large"},
    422: {"Unprocessable Entity", "Unprocessable Content"},
}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
UNWANTED = ("access-control-", "x-powered-by", "x-aspnet", "content-security-policy-report-only")


def check_invariants(response: httpx.Response, *, pages_alone: bool = False) -> None:
    """Raise AssertionError when a response breaks a promise that has no exception.

    A case that provokes an error on purpose says so with the request header ``X-Expect-Status``.
    ``pages_alone``: skip the checks of protections, for a server that is a first step towards an
    implementation.
    """
    response.read()
    expected = response.request.headers.get("X-Expect-Status", "")
    where = f"{response.request.method} {response.request.url} -> {response.status_code}"
    assert response.status_code < 500 or str(response.status_code) == expected, (
        f"{where}: unexpected server error"
    )
    if not pages_alone:
        assert re.fullmatch("[0-9a-f]{32}", response.headers.get("X-Request-ID", "")), (
            f"{where}: no X-Request-ID"
        )
        protected(response)
    seconds = response.elapsed.total_seconds()
    longest = AWAY if expected == "503" else LONGEST + response.num_bytes_downloaded / MEGABYTE
    assert seconds < longest * max(1, os.getloadavg()[0] / CORES), (
        f"{where}: the response took {seconds:.1f} s"
    )
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/"):
        assert "charset=utf-8" in kind.lower().replace('"', ""), f"{where}: no charset in {kind!r}"
    if kind.startswith(TEXT) and not kind.startswith(("text/css", "text/javascript")):
        leak = LEAKS.search(response.text)
        assert not leak, f"{where}: the body contains {leak.group()!r}" if leak else ""
    if kind.startswith("text/html") and not pages_alone:
        assert not FORBIDDEN.search(response.text), f"{where}: {FORBIDDEN.search(response.text)}"
    check_problem(response, where)
    for cookie in response.headers.get_list("Set-Cookie"):
        check_cookie(cookie, where, tls=response.url.scheme == "https")


def protected(response: httpx.Response) -> None:
    """The headers that every response has, those that it has over TLS alone, and those that no
    response has."""
    where, headers = f"{response.request.method} {response.request.url}", response.headers
    directives = [
        part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";")
    ]
    assert sorted(directives) == sorted(POLICY.items()), where
    assert {name: headers.get(name) for name in HEADERS} == HEADERS, where
    assert len(headers.get_list("Content-Type")) <= 1, where
    # A case that sends it checks this header itself
    if "X-Forwarded-Proto" not in response.request.headers:
        expected_hsts = "max-age=31536000" if response.url.scheme == "https" else None
        assert headers.get("Strict-Transport-Security") == expected_hsts, where
    assert not [name for name in headers if name.startswith(UNWANTED)], where


def check_problem(response: httpx.Response, where: str) -> None:
    """An error of the API is a problem document with exactly these keys, which contains its own
    status."""
    kind, code = response.headers.get("Content-Type"), response.status_code
    # nginx refuses some requests for all addresses alike
    by_front_server = response.headers.get("Server") == "nginx"
    if response.request.url.path.startswith("/api/") and code >= 400 and not by_front_server:
        assert kind == PROBLEM, f"{where}: the API responds with {kind!r}"
    if kind != PROBLEM or response.request.method == "HEAD":
        return
    document, fields = response.json(), {"errors"} if code in (409, 422) else set()
    assert set(document) == {"type", "title", "status", "detail"} | fields, where
    assert (document["type"], document["status"]) == ("about:blank", code), where
    assert document["title"] in RENAMED.get(code, {HTTPStatus(code).phrase}), where
    assert document["detail"], where
    assert "None" not in str(document), where


def check_cookie(cookie: str, where: str, *, tls: bool) -> None:
    """Scripts and other sites cannot use a cookie; over TLS it is bound to TLS and to this host."""
    pair, *parts = [part.strip() for part in cookie.split(";")]
    attributes = {name.lower(): value for name, _, value in (part.partition("=") for part in parts)}
    if attributes.get("max-age") == "0" or "1970" in attributes.get("expires", ""):
        return  # it deletes a cookie
    kept = {name: value for name, value in attributes.items() if name not in ("max-age", "expires")}
    assert kept == {"httponly": "", "path": "/", "samesite": "Lax"} | (
        {"secure": ""} if tls else {}
    ), where
    assert pair.startswith("__Host-") is tls, where
