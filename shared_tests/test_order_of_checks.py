"""When several things are wrong with a request, the response reports the first of them, in one
order for every address."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from shared_tests.harness.browser import Browser, Response

BOOKS, BOOK = "/api/books/", "/api/books/pride-and-prejudice/"
BIG = b"x" * (2**20 + 1)
FOREIGN, JSON = {"Origin": "https://evil.example"}, {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Wrong:
    """A request with at least two faults, who sends it, and the status of the first fault."""

    status: int
    method: str
    path: str
    role: str = "nobody"
    token: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b""


ORDER = {
    "host before bytes": Wrong(400, "GET", "/books/?q=%00", headers={"Host": "evil.example"}),
    "host before route": Wrong(400, "GET", "/nowhere", headers={"Host": "evil.example"}),
    "bytes before route": Wrong(400, "GET", "/nowhere?q=%00"),
    "bytes of the path before route": Wrong(400, "GET", "/nowhere/%ff/"),
    "bytes before method": Wrong(400, "PUT", "/books/?q=%ff"),
    "bytes before the last slash": Wrong(400, "GET", "/books?q=%ff"),
    "bytes before sign-in": Wrong(400, "GET", "/account/?x=%00"),
    "bytes before role": Wrong(400, "GET", "/admin/?x=%00", "reader"),
    "bytes before route in the API": Wrong(400, "GET", "/api/nowhere/?q=%00"),
    "bytes before method in the API": Wrong(400, "PUT", f"{BOOKS}?q=%00"),
    "repeat before route": Wrong(400, "GET", "/nowhere?q=a&q=b"),
    "repeat before method": Wrong(400, "DELETE", "/books/?page=1&page=1"),
    "route before token": Wrong(404, "POST", "/nowhere/"),
    "route before size": Wrong(404, "POST", "/nowhere/", headers=FORM, content=BIG),
    "file before size": Wrong(404, "GET", "/static/none.css", content=BIG),
    "route before token in the API": Wrong(404, "POST", "/api/nowhere/"),
    "last slash before token": Wrong(308, "POST", "/login"),
    "last slash before token in the API": Wrong(308, "POST", "/api/books"),
    "last slash before sign-in": Wrong(308, "GET", "/account"),
    "method before token": Wrong(405, "DELETE", "/books/"),
    "method before size": Wrong(405, "PUT", "/login/", headers=FORM, content=BIG),
    "method before sign-in": Wrong(405, "PUT", "/account/"),
    "method before role": Wrong(405, "PUT", "/admin/", "reader"),
    "method before sign-in for an export": Wrong(405, "BOGUS", "/exports/x/"),
    "method before object for the file of an export": Wrong(
        405, "POST", "/exports/x/books.csv", "editor"
    ),
    "method before sign-in in the API": Wrong(405, "PUT", "/api/me/"),
    "size before token": Wrong(413, "POST", "/login/", headers=FORM, content=BIG),
    "size before token in the API": Wrong(413, "POST", BOOKS, headers=JSON, content=BIG),
    "size before role in the API": Wrong(
        413, "POST", BOOKS, "reader", token=True, headers=JSON, content=BIG
    ),
    "size before object in the API": Wrong(
        413, "PATCH", "/api/books/none/", "editor", True, JSON, BIG
    ),
    "size before If-Match in the API": Wrong(
        413, "PATCH", BOOK, "editor", token=True, headers=JSON, content=BIG
    ),
    "size before type in the API": Wrong(
        413, "POST", BOOKS, "editor", token=True, headers=FORM, content=BIG
    ),
    "bytes of the body before token": Wrong(
        400, "POST", "/logout/", headers=FORM, content=b"a=%00"
    ),
    "bytes of the body before sign-in": Wrong(
        400, "POST", "/account/password/", headers=FORM, content=b"a=%ff"
    ),
    "repeated field before token": Wrong(
        400, "POST", "/login/", headers=FORM, content=b"username=a&username=b"
    ),
    "token before sign-in": Wrong(403, "POST", "/account/password/"),
    "token before sign-in in the API": Wrong(403, "POST", BOOKS),
    "token before role in the API": Wrong(
        403, "POST", BOOKS, "reader", headers=JSON, content=b"{}"
    ),
    "token before JSON": Wrong(403, "POST", BOOKS, "editor", headers=JSON, content=b"{"),
    "origin before sign-in in the API": Wrong(403, "POST", BOOKS, token=True, headers=FOREIGN),
    "sign-in before object in the API": Wrong(401, "PATCH", "/api/books/none/", token=True),
    "sign-in before JSON": Wrong(401, "POST", BOOKS, token=True, headers=JSON, content=b"{"),
    "sign-in before object for an export": Wrong(302, "GET", "/exports/x/"),
    "role before object in the API": Wrong(403, "PATCH", "/api/books/none/", "viewer", token=True),
    "role before type in the API": Wrong(
        403, "POST", BOOKS, "viewer", token=True, headers=FORM, content=b"a"
    ),
    "role before JSON": Wrong(403, "POST", BOOKS, "viewer", token=True, headers=JSON, content=b"{"),
    "object before If-Match": Wrong(
        404, "PATCH", "/api/books/none/", "editor", token=True, headers=JSON
    ),
    "If-Match before type": Wrong(
        428, "PATCH", BOOK, "editor", token=True, headers=FORM, content=b"a"
    ),
    "If-Match before JSON": Wrong(
        428, "PATCH", BOOK, "editor", token=True, headers=JSON, content=b"{"
    ),
    "stale before type": Wrong(
        412, "PATCH", BOOK, "editor", True, {**FORM, "If-Match": '"99"'}, b"a"
    ),
    "stale before JSON": Wrong(
        412, "PATCH", BOOK, "editor", True, {**JSON, "If-Match": '"99"'}, b"{"
    ),
    "type before JSON": Wrong(415, "POST", BOOKS, "editor", token=True, headers=FORM, content=b"{"),
    "JSON before fields": Wrong(
        400, "POST", BOOKS, "editor", True, JSON, b'{"title": "", "year": NaN}'
    ),
    "fields before duplicate": Wrong(
        422, "POST", BOOKS, "editor", True, JSON, b'{"slug": "emma", "year": "1"}'
    ),
    "route before value": Wrong(404, "GET", "/nowhere?sort=bad"),
    "sign-in before value": Wrong(302, "GET", "/account/?sort=bad"),
}


@pytest.fixture
def sent(as_role, anonymous: Browser):
    """Send an invalid request as its role. The request's own headers replace the defaults."""

    def send(wrong: Wrong) -> Response:
        browser = anonymous if wrong.role == "nobody" else as_role(wrong.role)
        headers = {"Origin": browser.base_url} | (
            {"X-CSRFToken": browser.token()} if wrong.token else {}
        )
        body: dict[str, Any] = {"content": wrong.content} if wrong.content else {}
        return browser.request(wrong.method, wrong.path, headers=headers | wrong.headers, **body)

    return send


@pytest.mark.parametrize("wrong", ORDER.values(), ids=ORDER)
def test_the_first_fault_in_the_order_is_reported(sent, wrong: Wrong, behind_nginx: bool):
    # nginx knows neither routes nor methods
    looks_at_size_first = behind_nginx and wrong.content == BIG
    assert sent(wrong).status_code == (413 if looks_at_size_first else wrong.status)


@pytest.mark.parametrize("path", ["/login/", "/account/password/", BOOKS, "/exports/"])
def test_a_body_of_unknown_length_is_refused_before_its_token_is_looked_for(
    anonymous: Browser, path: str
):
    response = anonymous.request("POST", path, content=iter([b"a=%00"]), headers=FORM | FOREIGN)
    assert response.status_code == 411
