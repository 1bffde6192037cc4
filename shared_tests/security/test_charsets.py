"""A charset that a client names is ignored: bodies are UTF-8."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from shared_tests.drivers.api import BOOK, send
from shared_tests.harness.browser import Browser, form_of

CHARSETS = [
    "hex",
    "latin-1",
    "utf-16",
    "utf-7",
    "idna",
    "nonsense",
    "",
    '"utf-8"',
    "\\x00",
    "rot13",
    "zlib",
]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize(
    "kind", ["a/b", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_charset_does_not_change_how_an_address_is_read(
    anonymous: Browser, kind: str, charset: str
):
    headers = {"Content-Type": f"{kind}; charset={charset}"}
    for path in ("/books/", "/api/books/", "/healthz"):
        assert anonymous.request("GET", f"{path}?q=%C3%A9", headers=headers).status_code == 200
    assert anonymous.request("GET", "/nowhere?q=%C3%A9", headers=headers).status_code == 404


@pytest.mark.parametrize("charset", CHARSETS)
def test_json_is_utf_8_whatever_it_says(editor: Browser, manager: Browser, new_slug, charset: str):
    slug = new_slug()
    body = (
        f'{{"title": "É 홍길동", "slug": "{slug}", "author": "{BOOK["author"]}", "year": 1}}'
    ).encode()
    response = send(editor, body, f"application/json; charset={charset}")
    assert (response.status_code, response.json()["title"]) == (201, "É 홍길동")
    manager.api("DELETE", f"/api/books/{slug}/")


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_is_utf_8_whatever_it_says(anonymous: Browser, charset: str):
    fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values())
    content = urlencode(fields | {"username": "É 홍길동", "password": "x"}).encode()
    headers = {
        "Content-Type": f"application/x-www-form-urlencoded; charset={charset}",
        "Origin": anonymous.base_url,
    }
    response = anonymous.request("POST", "/login/", content=content, headers=headers)
    assert (response.status_code, form_of(response, "/login/").fields["username"]) == (
        401,
        "É 홍길동",
    )


@pytest.mark.parametrize(
    "kind",
    [
        *[
            "multipart/form-data; Boundary=b",
            "Multipart/Form-Data; BOUNDARY=b",
            'multipart/form-data; boundary="b"',
        ],
        *[
            "multipart/form-data; charset=hex; boundary=b",
            "multipart/form-data;boundary=b",
            "multipart/form-data ; boundary=b",
        ],
    ],
)
def test_a_form_in_parts_is_read_however_its_type_is_written(anonymous: Browser, kind: str):
    fields = dict(form_of(anonymous.get("/login/"), "/login/").form_values()) | {
        "username": "É 홍길동",
        "password": "x",
    }
    part = '--b\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    content = "".join(part.format(name, value) for name, value in fields.items()) + "--b--\r\n"
    headers = {"Content-Type": kind, "Origin": anonymous.base_url}
    response = anonymous.request("POST", "/login/", content=content.encode(), headers=headers)
    assert (response.status_code, form_of(response, "/login/").fields["username"]) == (
        401,
        "É 홍길동",
    )
