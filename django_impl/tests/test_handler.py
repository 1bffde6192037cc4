"""The Content-Type is reduced to what Django may read; the server gets no body that it may not
send."""

import pytest
from django.test import RequestFactory

from core.handler import Handler, plain_type

TYPES = {
    "": "",
    "application/json": "application/json",
    "application/json; charset=latin-1": "application/json",
    "a/b; charset=hex": "a/b",
    "a/b; x*=bogus''abc": "a/b",
    ";;;": "",
    "multipart/form-data; boundary=XX": "multipart/form-data; boundary=XX",
    "multipart/form-data; charset=hex;boundary=XX; x=y": "multipart/form-data; boundary=XX",
    'multipart/form-data; Boundary="X; Y"; charset=hex': 'multipart/form-data; Boundary="X; Y"',
}


@pytest.mark.parametrize(("sent", "read"), TYPES.items(), ids=TYPES)
def test_a_type_loses_all_parameters_but_the_boundary(sent: str, read: str):
    assert plain_type(sent) == read


def served(method: str, path: str) -> bytes:
    """The body that the application passes to a server."""
    response = Handler()(
        RequestFactory().generic(method, path).environ, lambda status, headers: None
    )
    body = b"".join(response)
    response.close()
    return body


def test_a_server_gets_no_body_for_a_head(db: None):
    assert served("GET", "/books/")
    for path in ("/books/", "/static/bookshelf.css", "/no-such-page/", "/healthz"):
        assert served("HEAD", path) == b""
