"""A parameter or field that may be sent once is refused when it is sent twice, and there is a limit
to their number."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from shared_tests.harness.browser import Browser, form_of

SINGLE = ("q", "sort", "author", "page", "cursor", "next")


@pytest.mark.parametrize("name", SINGLE)
def test_a_parameter_is_sent_once(anonymous: Browser, name: str):
    for path in (
        "/",
        "/books/",
        "/login/",
        "/account/",
        "/healthz",
        "/api/books/",
        "/api/me/",
        "/static/bookshelf.css",
    ):
        for pair in ("a", "b"), ("1", "1"), ("", ""):
            query = urlencode([(name, value) for value in pair])
            assert (path, query, anonymous.get(f"{path}?{query}").status_code) == (path, query, 400)
    assert anonymous.get(f"/books/?{name}=1&%{ord(name[0]):02x}{name[1:]}=1").status_code == 400


@pytest.mark.parametrize("path", ["/books/", "/api/books/", "/healthz"])
def test_a_parameter_that_means_nothing_may_be_repeated(anonymous: Browser, path: str):
    assert anonymous.get(f"{path}?colour=red&colour=red&Q=1&Q=2").status_code == 200


@pytest.mark.parametrize(("number", "status"), [(1000, 200), (1001, 400)])
@pytest.mark.parametrize("path", ["/books/", "/api/books/", "/healthz"])
def test_an_address_has_at_most_a_thousand_parameters(
    anonymous: Browser, path: str, number: int, status: int
):
    assert anonymous.get(f"{path}?{'&'.join(['x='] * number)}").status_code == status


@pytest.mark.parametrize("name", ["username", "password", "next"])
@pytest.mark.parametrize("kind", ["urlencoded", "multipart"])
def test_a_field_of_a_form_is_sent_once(anonymous: Browser, password: str, kind: str, name: str):
    fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values())
    fields |= {"username": "reader", "password": password}
    pairs = [*fields.items(), (name, fields[name])]
    assert send(anonymous, kind, pairs) == 400
    assert anonymous.get("/account/").status_code == 302


def send(anonymous: Browser, kind: str, pairs: list[tuple[str, str]]) -> int:
    """The status of a sign-in with these fields, in this order."""
    content, header = urlencode(pairs), "application/x-www-form-urlencoded"
    if kind == "multipart":
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in pairs
        ]
        content, header = "".join(parts) + "--b--\r\n", "multipart/form-data; boundary=b"
    headers = {"Content-Type": header, "Origin": anonymous.base_url}
    return anonymous.request(
        "POST", "/login/", content=content.encode(), headers=headers
    ).status_code


def test_the_field_next_stands_above_the_address(anonymous: Browser, password: str):
    fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values())
    fields |= {"username": "reader", "password": password, "next": "/books/?page=2"}
    response = anonymous.post("/login/?next=/books/emma/", fields)
    assert (response.status_code, response.headers["Location"]) == (302, "/books/?page=2")
