"""The API checks conditions on the version of a book: strong comparison for writing, weak for
reading."""

from __future__ import annotations

import pytest

from shared_tests.drivers.api import patch, problem, status
from shared_tests.harness.browser import Browser

MATCHES = {
    "the tag": '"1"',
    "weak": 'W/"1"',
    "the last of several": '"9", "1"',
    "the first of several": '"1", "9"',
    "weak among several": '"9", W/"1", "8"',
    "without spaces": '"9","1"',
    "a comma inside a tag": '"9,8", "1"',
    "star": "*",
}
OTHERS = {
    "another": '"9"',
    "several others": '"9", "8"',
    "no quotes": "1",
    "one quote": '"1',
    "a leading zero": '"01"',
    "a space inside": '" 1"',
    "inside another": '"9,"1',
    "empty": "",
    "a star in quotes": '"*"',
    "text": "nonsense",
}
STRONG = [
    '"1"',
    '"9,8", "1"',
    '"1" ,',
    ', "9",, "1"',
    '"9", "1"',
    '"1", "9"',
    '"9","1"',
    "*",
    'W/"1", "1"',
]
REFUSED = [
    'W/"1"',
    '"9", W/"1"',
    "1",
    '"01"',
    "",
    '"9"',
    '"*"',
    "*,",
    "1, 2",
    '"1',
    "nonsense",
    "0",
    "''",
]


@pytest.fixture
def path(new_book) -> str:
    return f"/api/books/{new_book()['slug']}/"


@pytest.mark.parametrize("condition_value", MATCHES.values(), ids=MATCHES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_tag_that_the_client_has_is_found(
    anonymous: Browser, path: str, method: str, condition_value: str
):
    response = anonymous.request(method, path, headers={"If-None-Match": condition_value})
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", '"1"')
    assert "Content-Type" not in response.headers


@pytest.mark.parametrize("condition_value", OTHERS.values(), ids=OTHERS)
def test_what_is_almost_the_tag_does_not_match(anonymous: Browser, path: str, condition_value: str):
    response = anonymous.request("GET", path, headers={"If-None-Match": condition_value})
    assert (response.status_code, response.headers["ETag"], response.json()["version"]) == (
        200,
        '"1"',
        1,
    )


@pytest.mark.parametrize("condition", ["If-Match", "If-Unmodified-Since"])
@pytest.mark.parametrize("value", ["*", '"9"', "nonsense", "Thu, 01 Jan 1970 00:00:00 GMT"])
@pytest.mark.parametrize("address", ["one", "list", "me"])
def test_a_condition_for_writing_is_ignored_when_reading(
    reader: Browser, path: str, condition: str, value: str, address: str
):
    target = {"one": path, "list": "/api/books/", "me": "/api/me/"}[address]
    for method in ("GET", "HEAD"):
        response = reader.request(method, target, headers={condition: value})
        assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("condition_value", STRONG)
def test_a_change_to_the_version_that_is_meant_is_stored(
    editor: Browser, new_book, condition_value: str
):
    assert patch(editor, new_book(), if_match=condition_value, year=1814).json()["version"] == 2


@pytest.mark.parametrize("condition_value", REFUSED)
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_write_to_another_version_is_refused(
    manager: Browser, anonymous: Browser, new_book, method: str, condition_value: str
):
    book = new_book()
    path = f"/api/books/{book['slug']}/"
    body = {"year": 1814} if method == "PATCH" else None
    assert status(manager.api(method, path, json=body, If_Match=condition_value)) == 412
    assert anonymous.get(path).json() == book


def test_the_problem_of_a_stale_version_is_a_document(editor: Browser, new_book):
    assert (
        problem(patch(editor, new_book(), if_match='"9"', year=1))["title"] == "Precondition Failed"
    )


def test_a_changed_book_has_another_tag(editor: Browser, anonymous: Browser, new_book):
    book = new_book()
    path = f"/api/books/{book['slug']}/"
    assert patch(editor, book, year=1814).headers["ETag"] == '"2"'
    assert anonymous.request("GET", path, headers={"If-None-Match": '"1"'}).status_code == 200
    assert anonymous.request("GET", path, headers={"If-None-Match": '"2"'}).status_code == 304
