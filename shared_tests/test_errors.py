"""Errors are pages of the library itself: 404, 405, 403, 400 and 500, without details of the
server."""

from __future__ import annotations

import pytest

from shared_tests.harness.browser import Browser, html, text
from shared_tests.harness.servers import Server

MISSING = [
    "/no-such-page/",
    "/books/x/y/",
    "/.git/config",
    "/.env",
    "/console",
    "/static/../.env",
    "/static/none.css",
]
PAGES = [
    "/",
    "/books/",
    "/books/pride-and-prejudice/",
    "/login/",
    "/account/",
    "/account/password/",
    "/logout/",
]
PAGES += [
    "/healthz",
    "/readyz",
    "/api/books/",
    "/api/books/pride-and-prejudice/",
    "/api/me/",
    "/admin/",
]


@pytest.mark.parametrize("path", MISSING)
def test_what_is_not_there_gets_the_library_s_own_404(anonymous: Browser, path: str):
    page = anonymous.get(path)
    assert page.status_code == 404
    assert "This page is not on our shelves." in text(page)
    assert html(page).xpath("string(//title)").endswith(" – Bookshelf")


def test_the_404_leads_back_to_the_catalogue(anonymous: Browser):
    assert "/" in html(anonymous.get("/no-such-page/")).xpath("//main//a/@href")


def test_the_404_shows_nothing_of_the_request(anonymous: Browser):
    page = anonymous.get("/no-such-page/<script>alert(1)</script>/", q="<script>alert(2)</script>")
    assert page.status_code == 404
    assert "alert(" not in page.text


def test_the_404_is_the_same_for_a_signed_in_user(anonymous: Browser, manager: Browser):
    assert manager.get("/no-such-page/").text == anonymous.get("/no-such-page/").text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["PUT", "TRACE", "SHELVE"])
def test_a_method_that_a_page_does_not_know_is_refused(anonymous: Browser, path: str, method: str):
    response = anonymous.request(method, path)
    assert response.status_code == 405
    assert method not in response.headers["Allow"]
    assert {"GET", "POST"} & {name.strip() for name in response.headers["Allow"].split(",")}


def test_the_405_is_a_page_of_its_own(anonymous: Browser):
    page = anonymous.request("PUT", "/books/")
    assert html(page).xpath("string(//h1)") == "Method Not Allowed"
    assert html(page).cssselect("header .brand")


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path not in ("/account/password/", "/logout/", "/admin/")]
)
def test_options_lists_the_methods(reader: Browser, path: str):
    response = reader.request("OPTIONS", path)
    assert (response.status_code, response.content) == (200, b"")
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/", "/books/", "/books/pride-and-prejudice/", "/login/", "/healthz", "/api/books/"]
)
def test_head_responds_as_get_without_a_body(anonymous: Browser, path: str):
    head, get = anonymous.request("HEAD", path), anonymous.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_a_refused_form_gets_the_403_page(anonymous: Browser):
    page = anonymous.post("/logout/", {"x": "y"})
    assert (page.status_code, html(page).xpath("string(//h1)")) == (403, "Forbidden")


def test_a_bad_request_gets_the_400_page(anonymous: Browser):
    page = anonymous.get("/books/?q=%00")
    assert (page.status_code, html(page).xpath("string(//h1)")) == (400, "Bad Request")


def test_an_error_raised_on_purpose_gets_the_500_page(anonymous: Browser, server: Server):
    page = anonymous.request("GET", "/fail/", headers={"X-Expect-Status": "500"})
    assert (page.status_code, html(page).xpath("string(//h1)")) == (500, "Internal Server Error")
    assert html(page).cssselect("header .brand")


def test_the_500_page_shows_the_id_under_which_the_log_has_the_traceback(
    anonymous: Browser, server: Server
):
    page = anonymous.request("GET", "/fail/", headers={"X-Expect-Status": "500"})
    request_id = page.headers["X-Request-ID"]
    assert html(page).xpath("string(//main//code)") == request_id
    logged = server.log()
    assert request_id in logged
    assert "Traceback (most recent call last)" in logged[logged.index(request_id) :]


def test_an_error_in_the_api_is_a_problem_document(anonymous: Browser):
    response = anonymous.get("/api/no-such-thing/")
    assert (response.status_code, response.headers["Content-Type"]) == (
        404,
        "application/problem+json",
    )
