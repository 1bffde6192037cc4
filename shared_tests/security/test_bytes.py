"""Requests that can be read in two ways, or that are larger than any valid request, are refused on
both sides alike."""

from __future__ import annotations

import json
from urllib.parse import urlencode, urlsplit

import pytest

from shared_tests.harness.browser import Browser, form_of
from shared_tests.harness.raw import exchange, lines

FORM = "Content-Type: application/x-www-form-urlencoded"
MALFORMED = {
    "two lengths": (("Content-Length: 1", "Content-Length: 2"), b"ab"),
    "length and chunks": (("Content-Length: 5", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
    "a length with a sign": (("Content-Length: +1",), b"a"),
    "a negative length": (("Content-Length: -1",), b""),
    "an unknown encoding": (("Transfer-Encoding: cow",), b""),
    "a folded line": (("X-Folded: one", " two"), b""),
    "a space before the colon": (("X-Spaced : one",), b""),
    "a NUL in a header": (("X-Nul: a\0b",), b""),
    "a bare line feed": (("X-One: 1\nContent-Length: 5",), b"a=bcd"),
    "invalid chunks": (("Transfer-Encoding: chunked",), b"zz\r\nabc\r\n0\r\n\r\n"),
    "chunked twice": (("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
}
BOUNDARY = "a-boundary-of-a-multipart-body"
KINDS = {
    "urlencoded": "application/x-www-form-urlencoded",
    "multipart": f"multipart/form-data; boundary={BOUNDARY}",
}


@pytest.fixture
def host(base_url: str) -> str:
    return f"Host: {urlsplit(base_url).netloc}"


@pytest.mark.parametrize(("headers", "body"), MALFORMED.values(), ids=MALFORMED)
def test_a_request_that_can_be_read_in_two_ways_is_refused(
    base_url: str, host: str, headers, body: bytes
):
    response = exchange(base_url, lines("POST /login/ HTTP/1.1", host, FORM, *headers, body=body))
    assert 400 <= response.status < 500 or response.status == 501
    assert b"Traceback" not in response.body


@pytest.mark.parametrize("version", ["HTTP/9.9", "HTTP/1.x", "FTP/1.0"])
def test_an_invalid_protocol_is_refused(base_url: str, host: str, version: str):
    assert 400 <= exchange(base_url, lines(f"GET / {version}", host)).status < 506


def test_the_server_does_not_name_its_version(base_url: str, host: str):
    head = exchange(base_url, lines("GET /healthz HTTP/1.1", host, "Connection: close")).head
    (server,) = [line for line in head.split(b"\r\n") if line.lower().startswith(b"server:")]
    assert not any(character in b"0123456789" for character in server)


def body_of(kind: str, fields: list[tuple[str, str]]) -> bytes:
    """The body of a form, byte by byte, not corrected by a client library."""
    if kind == "urlencoded":
        return urlencode(fields).encode()
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}'
        for name, value in fields
    ]
    return "\r\n".join([*parts, f"--{BOUNDARY}--", ""]).encode()


def shown_form(anonymous: Browser) -> list[tuple[str, str]]:
    """The fields of the sign-in form, with an unknown name."""
    form = form_of(anonymous.get("/login/"), "/login/")
    form.fields["username"], form.fields["password"] = "nobody", "wrong"
    return form.form_values()


def send(anonymous: Browser, kind: str, fields: list[tuple[str, str]]) -> int:
    headers = {"Content-Type": KINDS[kind], "Origin": anonymous.base_url}
    return anonymous.request(
        "POST", "/login/", content=body_of(kind, fields), headers=headers
    ).status_code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("number", "status"), [(1000, 401), (1001, 400), (5_000, 400)])
def test_a_form_has_at_most_a_thousand_fields(
    anonymous: Browser, kind: str, number: int, status: int
):
    fields = shown_form(anonymous)
    added = [(f"x{n}", "") for n in range(number - len(fields))]
    assert send(anonymous, kind, [*fields, *added]) == status


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("more", "status"), [(0, 401), (1, 413), (2**20, 413)], ids=["exactly", "one byte more", "two"]
)
def test_a_form_has_at_most_a_mebibyte(anonymous: Browser, kind: str, more: int, status: int):
    fields = shown_form(anonymous)
    rest = 2**20 - len(body_of(kind, [*fields, ("x", "")])) + more
    assert send(anonymous, kind, [*fields, ("x", "x" * rest)]) == status


@pytest.mark.parametrize("digits", [7, 18, 20, 100])
def test_a_length_alone_is_too_large(base_url: str, host: str, digits: int):
    """nginx takes a length that is no number of 64 bits for a malformed one."""
    length = f"Content-Length: {'9' * digits}"
    request = lines("POST /login/ HTTP/1.1", host, FORM, length, "Connection: close")
    assert exchange(base_url, request).status in (400, 413)


@pytest.mark.parametrize(("more", "status"), [(0, 422), (1, 413)], ids=["exactly", "one byte more"])
def test_a_body_of_the_api_has_at_most_a_mebibyte(editor: Browser, more: int, status: int):
    body = b'{"title": "' + b"x" * (2**20 - len('{"title": ""}') + more) + b'"}'
    headers = {
        "X-CSRFToken": editor.token(),
        "Origin": editor.base_url,
        "Content-Type": "application/json",
    }
    assert (
        editor.request("POST", "/api/books/", content=body, headers=headers).status_code == status
    )


PARTS = {
    "no name": "form-data",
    "a file": 'form-data; name="x"; filename="a.txt"',
    "a file field without a file": 'form-data; name="x"; filename=""',
    "a file without a name": 'form-data; filename="a.txt"',
    "no form-data": "attachment",
    "nothing": "",
}


@pytest.mark.parametrize("disposition", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize("path", ["/login/", "/logout/", "/exports/"])
def test_a_part_that_is_not_a_field_is_refused(anonymous: Browser, path: str, disposition: str):
    """Refused even before the token is checked."""
    body = f"--{BOUNDARY}\r\nContent-Disposition: {disposition}\r\n\r\nvalue\r\n--{BOUNDARY}--\r\n"
    headers = {"Content-Type": KINDS["multipart"], "Origin": anonymous.base_url}
    assert (
        anonymous.request("POST", path, content=body.encode(), headers=headers).status_code == 400
    )


def test_a_field_without_a_name_is_refused(anonymous: Browser):
    assert send(anonymous, "urlencoded", [*shown_form(anonymous), ("", "x")]) == 400


@pytest.mark.parametrize(
    "body", [b"", f"--{BOUNDARY}".encode(), b"words"], ids=["empty", "cut off", "words"]
)
def test_a_multipart_form_without_its_end_is_refused(anonymous: Browser, body: bytes):
    headers = {"Content-Type": KINDS["multipart"], "Origin": anonymous.base_url}
    assert anonymous.request("POST", "/login/", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "kind", [*KINDS.values(), "multipart/form-data; boundary=", "multipart/form-data"]
)
def test_what_a_request_that_reads_calls_its_body_means_nothing(anonymous: Browser, kind: str):
    assert anonymous.request("GET", "/login/", headers={"Content-Type": kind}).status_code == 200


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "none"])
def test_json_is_not_a_form(anonymous: Browser, password: str, charset: str):
    body = json.dumps({"username": "reader", "password": password}).encode()
    kind = f"application/json; charset={charset}"
    headers = {"Content-Type": kind, "Origin": anonymous.base_url, "X-CSRFToken": anonymous.token()}
    assert anonymous.request("POST", "/login/", content=body, headers=headers).status_code == 401


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "value"), [("x", "a\0b"), ("a\0b", "x")], ids=["value", "name"])
def test_a_form_with_a_nul_is_refused(anonymous: Browser, kind: str, name: str, value: str):
    assert send(anonymous, kind, [*shown_form(anonymous), (name, value)]) == 400


ENCODINGS = {
    "plain": "Content-Transfer-Encoding: base64",
    "with a space": "Content-Transfer-Encoding : base64",
    "with a parameter": "content-transfer-encoding: BASE64; x=1",
    "after another one": "Content-Transfer-Encoding: 8bit\r\nContent-Transfer-Encoding: base64",
}


@pytest.mark.parametrize("header", ENCODINGS.values(), ids=ENCODINGS)
def test_a_part_that_only_some_would_decode_is_refused(anonymous: Browser, header: str):
    fields = [*(dict(shown_form(anonymous)) | {"username": "bm9ib2R5"}).items()]
    body = body_of("multipart", fields).replace(b"\r\n\r\n", f"\r\n{header}\r\n\r\n".encode())
    headers = {"Content-Type": KINDS["multipart"], "Origin": anonymous.base_url}
    assert anonymous.request("POST", "/login/", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("path", ["/login/", "/api/books/", "/logout/"])
def test_a_body_of_unknown_length_is_refused(anonymous: Browser, path: str):
    chunks = iter([urlencode(shown_form(anonymous)).encode()])
    response = anonymous.request("POST", path, content=chunks, headers=dict([FORM.split(": ")]))
    assert response.status_code == 411
