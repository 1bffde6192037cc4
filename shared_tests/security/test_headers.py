"""Every response has the security headers, and no header that describes the server."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, text
from shared_tests.harness.databases import Database
from shared_tests.harness.implementations import Implementation, quick_environment
from shared_tests.harness.invariants import protected
from shared_tests.harness.servers import Server, serving

BIG = b"username=" + b"x" * 1024 * 1024
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
RESPONSES: dict[str, tuple[int, Callable[[Browser], Response]]] = {
    "page": (200, lambda anonymous: anonymous.get("/books/")),
    "stylesheet": (200, lambda anonymous: anonymous.get("/static/bookshelf.css")),
    "API": (200, lambda anonymous: anonymous.get("/api/books/")),
    "health": (200, lambda anonymous: anonymous.get("/healthz")),
    "redirect": (302, lambda anonymous: anonymous.get("/account/")),
    "admin": (302, lambda anonymous: anonymous.get("/admin/")),
    "missing slash": (308, lambda anonymous: anonymous.get("/books")),
    "bad request": (400, lambda anonymous: anonymous.get("/books/?q=%00")),
    "foreign host": (
        400,
        lambda anonymous: anonymous.request("GET", "/", headers={"Host": "evil.example"}),
    ),
    "refused sign-in": (401, lambda anonymous: anonymous.sign_in("nobody", "wrong")),
    "anonymous in the API": (401, lambda anonymous: anonymous.get("/api/me/")),
    "no token": (403, lambda anonymous: anonymous.post("/login/")),
    "not found": (404, lambda anonymous: anonymous.get("/no-such-page/")),
    "no such file": (404, lambda anonymous: anonymous.get("/static/none.css")),
    "not found in the API": (404, lambda anonymous: anonymous.get("/api/no-such-thing/")),
    "wrong method": (405, lambda anonymous: anonymous.request("PUT", "/books/")),
    "too large": (
        413,
        lambda anonymous: anonymous.request("POST", "/login/", content=BIG, headers=FORM),
    ),
}


@pytest.mark.parametrize(("status", "send"), RESPONSES.values(), ids=RESPONSES)
def test_a_response_has_the_security_headers(
    anonymous: Browser, status: int, send: Callable[[Browser], Response]
):
    response = send(anonymous)
    assert response.status_code == status
    protected(response)


def test_a_response_of_the_admin_has_the_security_headers(manager: Browser, admin: AdminDriver):
    for address in (*admin.addresses, *admin.manager_addresses):
        protected(manager.get(address))


def test_a_server_error_has_the_security_headers(anonymous: Browser, server: Server):
    protected(anonymous.request("GET", "/fail/", headers={"X-Expect-Status": "500"}))


def test_over_tls_hsts_is_sent(tls_anonymous: Browser):
    for path in ("/", "/static/bookshelf.css", "/no-such-page/"):
        assert (
            tls_anonymous.get(path)
            .headers["Strict-Transport-Security"]
            .startswith("max-age=31536000")
        )


@pytest.mark.parametrize(
    ("proxy", "believed"), [("127.0.0.1", True), ("192.0.2.1", False)], ids=["proxy", "client"]
)
def test_the_proxy_alone_is_believed_about_tls(
    implementation: Implementation,
    demo_database: Database,
    open_browser,
    tmp_path,
    proxy: str,
    believed: bool,
):
    env = quick_environment(tmp_path, DATABASE_URL=demo_database.url, TLS="1")
    with serving(
        implementation, env, tmp_path, options=(f"--forwarded-allow-ips={proxy}",)
    ) as server:
        browser = open_browser(server.base_url)
        over_tls = browser.request("GET", "/", headers={"X-Forwarded-Proto": "https"})
        assert ("Strict-Transport-Security" in over_tls.headers) is believed
        assert "Strict-Transport-Security" not in browser.get("/").headers


def test_a_foreign_site_is_not_invited(anonymous: Browser):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    protected(anonymous.request("OPTIONS", "/api/books/", headers=headers))


PAGE, JSON, PROBLEM = "text/html; charset=utf-8", "application/json", "application/problem+json"
KEPT_BY_NONE = {"private", "no-store"}
ANY, COOKIE = set[str](), {"Cookie"}
# Path, role, and what the response says to caches: the parts of Cache-Control and Vary, and the
# media type.
CACHED = [
    *[(path, "nobody", ANY, COOKIE, PAGE) for path in ("/", "/books/", "/books/emma/")],
    *[
        (path, "reader", KEPT_BY_NONE, COOKIE, PAGE)
        for path in ("/", "/books/", "/books/emma/", "/account/")
    ],
    ("/login/", "nobody", KEPT_BY_NONE, COOKIE, PAGE),
    ("/login/", "reader", KEPT_BY_NONE, COOKIE, PAGE),
    ("/account/", "nobody", ANY, COOKIE, PAGE),
    ("/admin/", "nobody", ANY, COOKIE, PAGE),
    ("/admin/", "reader", KEPT_BY_NONE, COOKIE, PAGE),
    ("/admin/", "manager", KEPT_BY_NONE, COOKIE, PAGE),
    ("/exports/x/", "editor", KEPT_BY_NONE, COOKIE, PAGE),
    ("/api/me/", "nobody", ANY, COOKIE, PROBLEM),
    ("/api/me/", "reader", KEPT_BY_NONE, COOKIE, JSON),
    *[
        (path, role, ANY, ANY, JSON)
        for path in ("/api/books/", "/api/openapi.json")
        for role in ("nobody", "manager")
    ],
    *[(path, "manager", ANY, ANY, "text/plain; charset=utf-8") for path in ("/healthz", "/readyz")],
    ("/static/bookshelf.css", "reader", {"public", "max-age=60"}, ANY, "text/css; charset=utf-8"),
    *[("/no-such-page/", role, ANY, ANY, PAGE) for role in ("nobody", "manager")],
]
# Django adds these to forms; beside no-store they change nothing
NEVER = {"max-age=0", "no-cache", "must-revalidate"}


def parts(header: str | None) -> set[str]:
    return {part.strip() for part in (header or "").split(",")} - {""}


@pytest.mark.parametrize(("path", "role", "cached", "vary", "kind"), CACHED)
def test_each_response_says_what_caches_may_keep(
    as_role, anonymous: Browser, path: str, role: str, cached: set[str], vary: set[str], kind: str
):
    headers = (anonymous if role == "nobody" else as_role(role)).get(path).headers
    cache_control = parts(headers.get("Cache-Control"))
    assert (
        cache_control - NEVER == cached if "no-store" in cache_control else cache_control == cached
    )
    assert (parts(headers.get("Vary")), headers["Content-Type"]) == (vary, kind)


def test_every_response_has_an_id_of_its_own(anonymous: Browser):
    ids = {
        anonymous.request("GET", "/healthz", headers={"X-Request-ID": "mine"}).headers[
            "X-Request-ID"
        ]
        for _ in "123"
    }
    assert len(ids) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


@pytest.mark.parametrize(
    "query", ["__debugger__=yes&cmd=resource&f=debugger.js", "__debugger__=yes&cmd=pinauth&pin=1"]
)
def test_no_debugger_is_served(anonymous: Browser, query: str):
    page = anonymous.get(f"/?{query}")
    assert (page.status_code, "Catalogue" in text(page)) == (200, True)
