"""Of a Content-Type no more is left than Django may read."""

import pytest

from config.handler import plain_type

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
