"""Foreign hosts, bytes that are no text and bodies too large are refused; every answer bears the security headers."""

from __future__ import annotations

import re

import pytest

from shared_tests.browser import Browser, html, text


def test_a_debugger_is_not_there(visitor: Browser):
    page = visitor.get("/?__debugger__=yes&cmd=resource&f=debugger.js")
    assert (page.status_code, "Catalogue" in text(page)) == (200, True)


def test_a_form_that_is_no_text_is_refused(visitor: Browser):
    page = visitor.get("/login/")
    assert visitor.submit(page, "/login/", username="a\0b", password="x").status_code == 400


def test_a_foreign_host_is_refused_and_not_repeated(visitor: Browser):
    page = visitor.request("GET", "/books/", headers={"Host": "evil.example"})
    assert page.status_code == 400
    assert "evil.example" not in page.text + str(page.headers)


def test_a_request_of_more_than_a_mebibyte_is_refused(visitor: Browser):
    body = b"username=reader&password=" + b"x" * 1024 * 1024
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    page = visitor.request("POST", "/login/", content=body, headers=headers)
    assert page.status_code == 413
    assert html(page).cssselect("header .brand")


def test_every_answer_has_an_id_of_its_own(visitor: Browser):
    ids = {visitor.request("GET", "/healthz", headers={"X-Request-ID": "mine"}).headers["X-Request-ID"] for _ in "123"}
    assert len(ids) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in ids)


@pytest.mark.parametrize("path", ["/", "/login/", "/no-such-page/", "/static/bookshelf.css", "/api/books/"])
def test_every_answer_has_the_security_headers(visitor: Browser, path: str):
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    for part in ("default-src", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe-inline" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    for name in ("Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"):
        assert headers[name]
