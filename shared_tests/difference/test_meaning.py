"""The comparison itself: what it must report, and what it must ignore."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from shared_tests.difference.comparison import differences
from shared_tests.difference.meaning import meaning
from shared_tests.difference.requests import Request
from shared_tests.difference.responses import Response, response_of

URL = "http://127.0.0.1:8000"
GET = Request("a page", "GET", "/books/", "stranger", ())
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "X-Request-ID": "0" * 32,
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'",
    "Vary": "Cookie, Accept-Encoding",
    "Set-Cookie": "session=a; HttpOnly; Path=/; SameSite=Lax",
}
PAGE = """<html><title>Catalogue – Bookshelf</title><body><h1>Catalogue</h1>
<p class="total">2 books</p>
<form action="/books/"><input name="q" value="a"><ul class="errorlist"><li>Too long.</li></ul>
<input type="hidden" name="csrf_token" value="secret">
<select name="sort"><option value="year" selected>Year</option>
</select></form><ol class="books"><li><a href="/books/one/">One</a></li></ol>
<nav class="pages"><a rel="next" href="/books/?page=2&amp;q=a">Next page</a></nav></body></html>"""
BOOK = {"slug": "one", "year": 1813, "version": 1, "created_at": "2020-01-01T00:00:00Z"}


def response(
    body: str = PAGE, status: int = 200, headers: Mapping[str, str | None] | None = None
) -> Response:
    """With a header of ``HEADERS`` replaced, added, or (None) left out."""
    named = {**HEADERS, **(headers or {})}
    lines = [f"{name}: {value}" for name, value in named.items() if value is not None]
    return response_of("\r\n".join([f"HTTP/1.1 {status} Words", *lines, "", body]).encode(), "GET")


def as_json(value: object) -> Response:
    return response(json.dumps(value), headers={"Content-Type": "application/json"})


def compared(
    flask: Response, django: Response, request: Request = GET, ids: Mapping[str, str] | None = None
) -> list[str]:
    one, other = (meaning(each, request, URL, ids or {}) for each in (flask, django))
    return [difference.what for difference in differences(one, other)]


def test_equal_responses_do_not_differ():
    assert compared(response(), response()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<title>Catalogue", "<title>Books"),
        ("<h1>Catalogue", "<h1>Books"),
        ("2 books", "3 books"),
        ('action="/books/"', 'action="/"'),
        ('<form action="/books/"', '<form method="post" action="/books/"'),
        ('name="q" value="a"', 'name="q" value="b"'),
        ('name="q"', 'name="query"'),
        ('<input type="hidden" name="csrf_token" value="secret">', ""),
        (" selected", ""),
        ("One</a>", "Two</a>"),
        ("/books/one/", "/books/two/"),
        ('rel="next"', 'rel="prev"'),
        ("page=2", "page=3"),
        ('<ul class="errorlist"><li>Too long.</li></ul>', ""),
        ("</ol>", '</ol><p class="error" role="alert">No.</p>'),
    ],
)
def test_a_fault_in_a_page_is_seen(old: str, new: str):
    assert PAGE.count(old) == 1
    assert compared(response(), response(PAGE.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Too long.", "At most 200 letters."),
        ('value="secret"', 'value="other"'),
        ("page=2&amp;q=a", "q=a&amp;page=2"),
    ],
)
def test_what_a_page_may_say_in_its_own_way_is_ignored(old: str, new: str):
    assert compared(response(), response(PAGE.replace(old, new))) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Type", "text/html"),
        ("X-Request-ID", None),
        ("Cache-Control", "private"),
        ("Content-Security-Policy", "default-src 'self'"),
        ("Vary", "Accept-Encoding"),
        ("Set-Cookie", "session=a; Path=/; SameSite=Lax"),
        ("Set-Cookie", None),
        ("Location", "/"),
        ("Allow", "GET"),
        ("ETag", '"1"'),
        ("WWW-Authenticate", "Session"),
        ("Retry-After", "1"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Strict-Transport-Security", "max-age=1"),
        ("Content-Disposition", "attachment; filename=books.csv"),
        ("Access-Control-Allow-Origin", "*"),
    ],
)
def test_a_fault_in_a_header_is_seen(name: str, value: str | None):
    (what,) = compared(response(), response(headers={name: value}))
    assert what.split(".")[1] == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Vary", "accept-encoding,cookie"),
        ("Cache-Control", "no-cache, no-store, private"),
        ("Content-Security-Policy", "object-src 'none'; default-src 'self'"),
        ("Set-Cookie", "sessionid=b; Path=/; HttpOnly; SameSite=Lax"),
        ("Server", "gunicorn"),
    ],
)
def test_how_a_header_is_written_is_ignored(name: str, value: str):
    assert compared(response(), response(headers={name: value})) == []


def test_another_status_is_seen():
    assert compared(response(), response(status=201)) == ["status"]


@pytest.mark.parametrize(
    "change", [{"year": 1814}, {"year": "1813"}, {"year": 1813.0}, {"version": 2}, {"new": None}]
)
def test_a_fault_in_json_is_seen(change: dict[str, Any]):
    assert compared(as_json(BOOK), as_json(BOOK | change))


@pytest.mark.parametrize("moment", ["2020-01-01T00:00", "2020-01-01T00:00+09:00", "now", None])
def test_a_time_that_is_none_of_utc_is_seen(moment: str | None):
    assert compared(as_json(BOOK), as_json(BOOK | {"created_at": moment})) == ["body.created_at"]


def test_times_tokens_cursors_and_words_are_ignored():
    one = {
        "created_at": "2020-01-01T00:00:00Z",
        "detail": "No.",
        "errors": {"year": ["No."]},
        "next": "/x?cursor=a",
    }
    other = {
        "created_at": "2021-01-01T00:00:00+00:00",
        "detail": "Not so.",
        "errors": {"year": ["Not so.", "No."]},
    }
    assert compared(as_json(one), as_json(other | {"next": "/x?cursor=b"})) == []


def test_either_name_of_a_renamed_status_is_the_same():
    names = ("Unprocessable Entity", "Unprocessable Content", "No Content")
    entity, content, other = (as_json({"status": 422, "title": name}) for name in names)
    assert (compared(entity, content), compared(entity, other)) == ([], ["body.title"])
    old, new, no = (response(PAGE.replace("Catalogue", name), status=422) for name in names)
    assert (compared(old, new), bool(compared(new, no))) == ([], True)


def test_the_error_of_another_field_is_seen():
    year, isbn = (as_json({"errors": {name: ["No."]}}) for name in ("year", "isbn"))
    assert compared(year, isbn) == ["body.errors.0"]


def redirect(query: str, host: str = "") -> Response:
    return response(status=308, headers={"Location": f"{host}/books/?{query}"})


def test_a_redirect_to_the_last_slash_that_names_a_host_is_seen():
    assert "headers.Location.ours" in compared(redirect("q=a"), redirect("q=a", URL))


def test_a_redirect_to_the_last_slash_keeps_what_was_asked():
    assert compared(redirect("q%5B%5D=2"), redirect("q[]=2")) == []
    assert compared(redirect("q%5B%5D=2"), redirect("q[]=3")) == ["headers.Location.query.0"]


def test_an_id_that_one_side_alone_knows_is_ignored():
    page = PAGE.replace("/books/one/", "/exports/{}/")
    ids = {"1234": "<export>", "5678": "<export>"}
    assert compared(response(page.format("1234")), response(page.format("5678")), ids=ids) == []
