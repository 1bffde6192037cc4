"""Requests that can be read in two ways are refused, and odd parameters never fail."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from shared_tests.browser import Browser
from shared_tests.raw import exchange, lines

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
}
ATTACKS = [
    "' OR 1=1--",
    "\\",
    ";",
    "$$",
    "{{7*7}}",
    "{% debug %}",
    "<script>alert(1)</script>",
    "%25",
    "../../etc/passwd",
]


@pytest.fixture
def host(base_url: str) -> str:
    return f"Host: {urlsplit(base_url).netloc}"


@pytest.mark.parametrize(("headers", "body"), MALFORMED.values(), ids=MALFORMED)
def test_a_request_that_can_be_read_in_two_ways_is_refused(base_url: str, host: str, headers, body: bytes):
    answer = exchange(base_url, lines("POST /login/ HTTP/1.1", host, FORM, *headers, body=body))
    assert 400 <= answer.status < 500 or answer.status == 501
    assert b"Traceback" not in answer.body


@pytest.mark.parametrize("version", ["HTTP/9.9", "HTTP/1.x", "FTP/1.0"])
def test_a_protocol_that_is_none_is_refused(base_url: str, host: str, version: str):
    assert 400 <= exchange(base_url, lines(f"GET / {version}", host)).status < 506


def test_the_server_does_not_tell_its_version(base_url: str, host: str):
    head = exchange(base_url, lines("GET /healthz HTTP/1.1", host, "Connection: close")).head
    (server,) = [line for line in head.split(b"\r\n") if line.lower().startswith(b"server:")]
    assert not any(character in b"0123456789" for character in server)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("parameter", ["author", "sort", "page", "cursor"])
def test_code_in_a_parameter_is_no_code(visitor: Browser, parameter: str, attack: str):
    for path in ("/books/", "/api/books/"):
        answer = visitor.get(path, **{parameter: attack})
        known = parameter != ("cursor" if path == "/books/" else "page")
        assert answer.status_code == ((404 if parameter in ("author", "page") else 400) if known else 200)
