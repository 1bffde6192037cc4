"""An unsigned or invalid delivery is refused with a problem document."""

from __future__ import annotations

import pytest

from experiments.changes.webhook.supplier import HOOK, PROBLEM, post, signature
from shared_tests.harness.browser import Browser

FINE = b'{"id": "%s", "isbn": "9790000000000", "available": false}'
FORGED = {
    "none": "",
    "no digest": "sha256=",
    "with another secret": signature(
        FINE % b"forged", "another secret, of forty characters as well"
    ),
    "of another body": signature(FINE % b"other"),
    "of another kind": signature(FINE % b"forged").replace("sha256", "sha1"),
    "the digest alone": signature(FINE % b"forged").removeprefix("sha256="),
    "no ASCII": "sha256=é".encode("latin-1"),
}
REFUSED = {
    "cut short": (400, b'{"id": "x"'),
    "no object": (400, b"[]"),
    "no JSON": (400, b'{"id": "x", "isbn": "9790000000000", "available": NaN}'),
    "no UTF-8": (400, b'{"id": "\xff"}'),
    "nested too deeply": (400, b"[" * 100_000),
    "empty": (400, b""),
    "no id": (422, b'{"isbn": "9790000000000", "available": true}'),
    "an empty id": (422, FINE % b""),
    "an id that is a number": (422, b'{"id": 7, "isbn": "9790000000000", "available": true}'),
    "an id that is too long": (422, FINE % (b"x" * 101)),
    "an id with a NUL": (422, FINE % rb"\u0000"),
    "an id with half a character": (422, FINE % rb"\ud800"),
    "no ISBN": (422, b'{"id": "x", "available": true}'),
    "an ISBN that is none": (422, b'{"id": "x", "isbn": "97900", "available": true}'),
    "no availability": (422, b'{"id": "x", "isbn": "9790000000000"}'),
    "an availability in words": (422, b'{"id": "x", "isbn": "9790000000000", "available": "true"}'),
    "an ISBN that no book has": (404, FINE % b"x"),
    "more than a mebibyte": (413, FINE % (b"x" * 2**20)),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_client_without_the_secret_is_refused(supplier: Browser, forged: str | bytes):
    response = post(supplier, FINE % b"forged", X_Signature=forged)
    assert (response.status_code, response.headers["Content-Type"]) == (401, PROBLEM)
    assert response.headers["WWW-Authenticate"]


@pytest.mark.parametrize(("status", "body"), REFUSED.values(), ids=REFUSED)
def test_a_delivery_that_says_nothing_is_refused(supplier: Browser, status: int, body: bytes):
    response = post(supplier, body)
    assert (response.status_code, response.headers["Content-Type"]) == (status, PROBLEM)
    assert (response.json()["status"], "errors" in response.json()) == (status, status == 422)


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_of_another_type_is_refused(supplier: Browser, kind: str):
    response = post(supplier, FINE % b"x", Content_Type=kind)
    assert (response.status_code, response.headers["Content-Type"]) == (415, PROBLEM)


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_a_delivery_is_posted(supplier: Browser, method: str):
    response = supplier.request(method, HOOK)
    assert (response.status_code, response.headers["Content-Type"]) == (405, PROBLEM)
    assert "POST" in response.headers["Allow"]


def test_without_the_secret_there_is_no_such_address(anonymous: Browser, supplier: Browser):
    assert [
        post(one, FINE % b"x", X_Signature="").status_code for one in (anonymous, supplier)
    ] == [
        404,
        401,
    ]
