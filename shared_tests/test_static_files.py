"""Static files support ranges and conditions as RFC 9110 says, and ignore those that they need not
support."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pytest

from shared_tests.drivers.admin import AdminDriver
from shared_tests.harness.browser import Browser, Response, html

FILE = "/static/bookshelf.css"
PARTS = {
    "the first byte": ("bytes=0-0", 0, 1),
    "a few": ("bytes=2-5", 2, 6),
    "from the fourth on": ("bytes=3-", 3, None),
    "the last five": ("bytes=-5", -5, None),
    "past the end": ("bytes=3-99999999", 3, None),
    "past any end": (f"bytes=3-{'9' * 40}", 3, None),
    "more than there is, from the end": ("bytes=-99999999", 0, None),
}
IGNORED = {
    "an unknown unit": "books=0-1",
    "no unit": "0-1",
    "no number": "bytes=-",
    "words": "bytes=one-two",
    "several": "bytes=0-0,2-3",
    "backwards": "bytes=5-2",
    "empty": "bytes=",
    "a sign": "bytes=+1-2",
    "a negative end": "bytes=0--1",
}


@pytest.fixture
def whole(anonymous: Browser) -> bytes:
    return anonymous.get(FILE).content


def get_stylesheet(anonymous: Browser, **headers: str) -> Response:
    return anonymous.request(
        "GET", FILE, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize(("byte_range", "first", "end"), PARTS.values(), ids=PARTS)
def test_a_part_is_sent_alone(
    anonymous: Browser, whole: bytes, byte_range: str, first: int, end: int | None
):
    response = get_stylesheet(anonymous, Range=byte_range)
    begin, part = first % len(whole) if first else 0, whole[first:end]
    assert (response.status_code, response.content) == (206, part)
    assert (
        response.headers["Content-Range"] == f"bytes {begin}-{begin + len(part) - 1}/{len(whole)}"
    )
    assert response.headers["Content-Length"] == str(len(part))
    assert response.headers["Content-Type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize("byte_range", IGNORED.values(), ids=IGNORED)
def test_an_invalid_range_is_ignored(anonymous: Browser, whole: bytes, byte_range: str):
    response = get_stylesheet(anonymous, Range=byte_range)
    assert (response.status_code, response.content, "Content-Range" in response.headers) == (
        200,
        whole,
        False,
    )


@pytest.mark.parametrize(
    "byte_range",
    ["bytes={size}-", "bytes={size}-{size}", "bytes=99999999-", f"bytes={'9' * 40}-", "bytes=-0"],
)
def test_a_range_beyond_the_end_is_refused(anonymous: Browser, whole: bytes, byte_range: str):
    response = get_stylesheet(anonymous, Range=byte_range.replace("{size}", str(len(whole))))
    assert (response.status_code, response.headers["Content-Range"]) == (
        416,
        f"bytes */{len(whole)}",
    )


def test_head_ignores_a_range(anonymous: Browser, whole: bytes):
    response = anonymous.request("HEAD", FILE, headers={"Range": "bytes=0-0"})
    assert (response.status_code, response.headers["Content-Length"]) == (200, str(len(whole)))


def test_the_last_byte_can_be_requested_by_its_number(anonymous: Browser, whole: bytes):
    assert get_stylesheet(anonymous, Range=f"bytes={len(whole) - 1}-").content == whole[-1:]


@pytest.mark.parametrize(
    "tag", ['"another"', 'W/"another"', "Thu, 01 Jan 1970 00:00:00 GMT", "nonsense"]
)
def test_a_part_of_another_version_is_not_sent(anonymous: Browser, whole: bytes, tag: str):
    response = get_stylesheet(anonymous, Range="bytes=0-0", If_Range=tag)
    assert (response.status_code, response.content) == (200, whole)


def test_a_part_of_this_version_is_sent(anonymous: Browser, whole: bytes):
    modified = anonymous.get(FILE).headers["Last-Modified"]
    assert get_stylesheet(anonymous, Range="bytes=0-0", If_Range=modified).content == whole[:1]


@pytest.mark.parametrize("condition", ["If-Match", "If-Unmodified-Since"])
@pytest.mark.parametrize("value", ["*", '"another"', "Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_condition_for_writing_is_ignored(
    anonymous: Browser, whole: bytes, condition: str, value: str
):
    response = get_stylesheet(anonymous, **{condition: value})
    assert (response.status_code, response.content) == (200, whole)


@pytest.mark.parametrize(
    ("sent", "validator"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")]
)
def test_an_unchanged_file_is_not_sent_again(anonymous: Browser, sent: str, validator: str):
    now = anonymous.get(FILE).headers
    response = get_stylesheet(anonymous, **{sent: now[validator]})
    assert (response.status_code, response.content) == (304, b"")


def test_a_tag_among_others_is_found(anonymous: Browser, whole: bytes):
    tag = anonymous.get(FILE).headers["ETag"]
    assert get_stylesheet(anonymous, If_None_Match=f'"another", {tag}').status_code == 304
    assert get_stylesheet(anonymous, If_None_Match='"another"').content == whole


def test_a_file_is_kept_for_a_minute_and_can_be_had_in_parts(anonymous: Browser):
    headers = anonymous.get(FILE).headers
    assert set(headers["Cache-Control"].split(", ")) == {"public", "max-age=60"}
    assert headers["Accept-Ranges"] == "bytes"


def test_a_method_that_no_file_takes_is_refused(anonymous: Browser):
    response = anonymous.request("POST", FILE)
    assert (response.status_code, {*response.headers["Allow"].split(", ")}) == (
        405,
        {"GET", "HEAD", "OPTIONS"},
    )


def test_head_gives_the_whole_length(anonymous: Browser, whole: bytes):
    response = anonymous.request("HEAD", FILE)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(len(whole))


# A search, because another case may have left a request that still changes a book
@pytest.mark.parametrize(
    "path", ["/api/books/emma/", "/api/books/?q=emma", "/books/?q=emma", "/healthz"]
)
def test_elsewhere_a_range_is_ignored(anonymous: Browser, path: str):
    response = anonymous.request("GET", path, headers={"Range": "bytes=0-0"})
    assert (response.status_code, response.content == anonymous.get(path).content) == (200, True)


def test_every_file_that_a_page_names_is_there(
    manager: Browser, admin: AdminDriver, new_book: Callable[..., dict]
):
    about = admin.about("book", admin.book_id(manager, new_book()["slug"]))
    pages = ["/books/", "/account/", *admin.addresses, *admin.manager_addresses, *about]
    named = {
        urljoin(page, name)
        for page in pages
        for name in html(manager.get(page)).xpath("//script/@src | //link/@href | //img/@src")
    }
    files = {name for name in named if not name.startswith("data:")}
    assert FILE in files
    assert {name: manager.get(name).status_code for name in files} == dict.fromkeys(files, 200)
