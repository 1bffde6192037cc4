"""What holds for every answer: in time, no unexpected server error, no leak, a charset, a request id, the headers."""

from __future__ import annotations

import os
import re

import httpx2 as httpx

LEAKS = re.compile(
    r"Traceback \(most recent|File \"/|site-packages|SELECT .{1,200} FROM"
    r"|sqlite3\.|psycopg|[Ww]erkzeug|django\.|sqlalchemy"
)
LONGEST = 2.0  # seconds, on a machine that has nothing else to do
CORES = os.cpu_count() or 1
TEXT = ("text/", "application/json", "application/problem+json")


def check_invariants(response: httpx.Response) -> None:
    """Raise AssertionError when an answer breaks a promise that has no exception.

    A case that provokes an error on purpose says so with the request header ``X-Expect-Status``.
    """
    response.read()
    expected = response.request.headers.get("X-Expect-Status", "")
    asked = f"{response.request.method} {response.request.url} -> {response.status_code}"
    assert response.status_code < 500 or str(response.status_code) == expected, f"{asked}: unexpected server error"
    assert response.headers.get("X-Request-ID"), f"{asked}: no X-Request-ID"
    assert response.headers.get("X-Content-Type-Options") == "nosniff", f"{asked}: no nosniff"
    seconds = response.elapsed.total_seconds()
    assert seconds < LONGEST * max(1, os.getloadavg()[0] / CORES), f"{asked}: answered after {seconds:.1f} s"
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/"):
        assert "charset=utf-8" in kind.lower(), f"{asked}: no charset in {kind!r}"
    if kind.startswith(TEXT) and not kind.startswith(("text/css", "text/javascript")):
        leak = LEAKS.search(response.text)
        assert not leak, f"{asked}: the body tells {leak.group()!r}" if leak else ""


def protected(response: httpx.Response) -> None:
    """The headers that every answer has, those that it has over TLS alone, and those that none has."""
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"]
    assert {policy[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert "unsafe" not in policy.get("script-src", policy["default-src"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Permissions-Policy"]
    assert ("Strict-Transport-Security" in response.headers) == (response.url.scheme == "https")
    unwanted = ("Access-Control-Allow-Origin", "X-Powered-By")
    assert not [name for name in unwanted if name in response.headers]
