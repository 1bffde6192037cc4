"""The requests that are sent, and the table of allowed differences."""

from __future__ import annotations

import pytest

from shared_tests.difference.allowed import Allowed, allowed
from shared_tests.difference.comparison import Difference
from shared_tests.difference.corpus import ACTORS, corpus
from shared_tests.difference.generator import first_requests, request_at
from shared_tests.difference.requests import Form, Json, Request
from shared_tests.difference.responses import response_of

GET = Request("a page", "GET", "/books/", "stranger", ())


def test_a_response_in_chunks_is_read_as_a_whole():
    received = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"
    )
    assert response_of(received, "GET").body == b"abc"


def test_no_response_is_the_status_0():
    assert response_of(b"", "GET").status == 0


def test_a_request_is_filled_in_for_each_side_before_its_length_is_counted():
    request = Request(
        "x",
        "POST",
        "/login/",
        "anonymous",
        (("Content-Length", "<<length>>"),),
        Form((("a", "<<mark>>"),)),
    )
    sent = request.encode(lambda mark: {"mark": "ü&"}.get(mark, ""))
    assert sent == b"POST /login/ HTTP/1.1\r\nContent-Length: 11\r\n\r\na=%C3%BC%26"


def test_a_number_says_which_request_it_is():
    numbers = range(len(first_requests()), len(first_requests()) + 200)
    first, second = ([request_at(7, number) for number in numbers] for _ in range(2))
    assert repr(first) == repr(second)  # NaN is not equal to itself
    assert repr(first) != repr([request_at(8, number) for number in numbers])


def test_every_real_request_is_sent_first():
    assert [request_at(1, number) for number in range(len(corpus()))] == [*corpus()]


def test_every_actor_sends_a_request():
    assert {request.actor for request in corpus()} == {*ACTORS}


@pytest.mark.parametrize("entry", allowed(), ids=lambda entry: entry.name)
def test_each_entry_of_the_table_names_the_real_request_that_shows_it(entry: Allowed):
    assert entry.request in {request.name for request in corpus()}
    assert all((entry.reason, entry.shown))


def test_an_entry_allows_what_it_describes_and_nothing_else():
    when = {"method": "GET", "If-Match": "1"}
    entry = Allowed(
        "x",
        "reason",
        "shown",
        "a page",
        "headers.ETag",
        flask="304",
        django="200",
        when=when,
    )
    request, difference = GET.with_header("If-Match", "1"), Difference("headers.ETag", None, "1")
    assert entry.matches(request, difference, (304, 200))
    assert not entry.matches(request, difference, (200, 304))
    assert not entry.matches(GET, difference, (304, 200))
    assert not entry.matches(request, Difference("headers.Allow", None, "1"), (304, 200))
    assert not entry.matches(
        Request("x", "POST", "/", "stranger", request.headers, Json({})), difference, (304, 200)
    )
