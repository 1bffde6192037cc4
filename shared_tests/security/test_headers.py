"""Whatever the answer is, it bears the security headers, and nothing that tells what stands behind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared_tests.browser import Browser, Response
from shared_tests.implementations import Server

BIG = b"username=" + b"x" * 1024 * 1024
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ANSWERS: dict[str, tuple[int, Callable[[Browser], Response]]] = {
    "page": (200, lambda visitor: visitor.get("/books/")),
    "stylesheet": (200, lambda visitor: visitor.get("/static/bookshelf.css")),
    "API": (200, lambda visitor: visitor.get("/api/books/")),
    "health": (200, lambda visitor: visitor.get("/healthz")),
    "redirect": (302, lambda visitor: visitor.get("/account/")),
    "admin": (302, lambda visitor: visitor.get("/admin/")),
    "bad request": (400, lambda visitor: visitor.get("/books/?q=%00")),
    "foreign host": (400, lambda visitor: visitor.request("GET", "/", headers={"Host": "evil.example"})),
    "refused sign-in": (401, lambda visitor: visitor.sign_in("nobody", "wrong")),
    "anonymous in the API": (401, lambda visitor: visitor.get("/api/me/")),
    "no token": (403, lambda visitor: visitor.post("/login/")),
    "not found": (404, lambda visitor: visitor.get("/no-such-page/")),
    "no such file": (404, lambda visitor: visitor.get("/static/none.css")),
    "wrong method": (405, lambda visitor: visitor.request("PUT", "/books/")),
    "too large": (413, lambda visitor: visitor.request("POST", "/login/", content=BIG, headers=FORM)),
}


def protected(response: Response) -> None:
    """The headers that every answer has, and those that none has on plain HTTP."""
    policy = dict(part.strip().partition(" ")[::2] for part in response.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"]
    assert {policy[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert "unsafe" not in policy.get("script-src", policy["default-src"])
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Permissions-Policy"]
    assert not {"Strict-Transport-Security", "Access-Control-Allow-Origin", "X-Powered-By"} & set(response.headers)


@pytest.mark.parametrize(("status", "ask"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_bears_the_security_headers(visitor: Browser, status: int, ask: Callable[[Browser], Response]):
    answer = ask(visitor)
    assert answer.status_code == status
    protected(answer)


def test_a_server_error_bears_the_security_headers(visitor: Browser, server: Server):
    protected(visitor.request("GET", "/fail/", headers={"X-Expect-Status": "500"}))


@pytest.mark.parametrize("path", ["/", "/login/", "/api/books/", "/static/bookshelf.css", "/healthz", "/admin/"])
def test_a_foreign_host_is_refused_everywhere(visitor: Browser, path: str):
    answer = visitor.request("GET", path, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text + str(answer.headers)


def test_a_forwarded_host_is_not_believed(visitor: Browser):
    answer = visitor.request("GET", "/account/", headers={"X-Forwarded-Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/login/?next=/account/")


def test_a_foreign_site_is_not_invited(visitor: Browser):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    protected(visitor.request("OPTIONS", "/api/books/", headers=headers))


@pytest.mark.parametrize("path", ["/", "/books/", "/login/", "/account/"])
def test_a_page_that_reads_the_session_says_so_to_caches(reader: Browser, path: str):
    assert "Cookie" in reader.get(path).headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/books/", "/account/", "/api/me/"])
def test_what_somebody_signed_in_sees_is_kept_by_no_cache(reader: Browser, path: str):
    kept = {part.strip() for part in reader.get(path).headers["Cache-Control"].split(",")}
    assert {"private", "no-store"} <= kept
