"""Changes to the headers of a request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from shared_tests.difference.requests import Request
from shared_tests.difference.values import values

HEADERS = values("headers")
VERSIONS = ("HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP/1.x", "HTTP/1.1 x", "")
OFTEN = (
    "Host",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Range",
    "Origin",
    "Cookie",
    "X-CSRFToken",
    "X-Forwarded-For",
    "Content-Length",
)


def another_header(random: Random, request: Request) -> Request:
    name = random.choice(OFTEN if random.random() < 0.6 else [*HEADERS])
    return request.with_header(name, random.choice(HEADERS[name]))


def a_header_less(random: Random, request: Request) -> Request:
    return request.without(random.choice([name for name, _ in request.headers] or ["Host"]))


def a_header_twice(random: Random, request: Request) -> Request:
    others = [pair for pair in request.headers if pair[0] != "Cookie"]
    name, value = random.choice(others or [("Host", "<<host>>")])
    value = random.choice([value, *HEADERS.get(name, ())])
    return replace(request, headers=(*request.headers, (name, value)))


def another_version(random: Random, request: Request) -> Request:
    return replace(request, version=random.choice(VERSIONS))


CHANGES: dict[Callable[[Random, Request], Request], int] = {
    another_header: 10,
    a_header_less: 3,
    a_header_twice: 1,
    another_version: 1,
}
